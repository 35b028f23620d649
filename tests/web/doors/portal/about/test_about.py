"""How to read, where figures come from, and the accessibility statement."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.test import Client

from tests.web.doors.portal.observatory.shipped import rows
from tests.web.doors.portal.reading import read

LANGUAGES = ("kk", "ru", "en")


@pytest.mark.usefixtures("published")
def test_licences_are_counted_as_the_sources_state_them(client: Client) -> None:
    sources = [row for place in ("kz", "un", "wales") for row in rows(place, "sources")]
    stated = {row["licence"]: row for place in ("kz", "un", "wales") for row in rows(place, "licences")}
    counted = Counter(row["licence"] for row in sources)
    page = read(client, "/en/about/")
    table = next(table for table in page.tables if table[0][0] == "Licence as stated")
    assert {row[0]: int(row[1]) for row in table[1:]} == {
        stated[licence]["stated_en"]: count for licence, count in counted.items()
    }
    without = sum(count for licence, count in counted.items() if licence.startswith("none"))
    assert f"There are {len(sources)} sources. {without} of them state no licence." in page.text


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_in_its_contents_is_there_and_it_leads_to_the_indices(client: Client, language: str) -> None:
    page = read(client, f"/{language}/about/")
    assert page.status == 200
    contents = [href for href, _ in page.links if href.startswith("#") and href != "#main"]
    assert len(contents) == 9
    assert all(f'id="{href[1:]}"' in page.html for href in contents)
    links = {href for href, _ in page.links}
    assert {f"/{language}/indices/{index}/" for index in ("kz/regional-development", "un/hdi", "wales/imd")} <= links


@pytest.mark.usefixtures("published")
def test_that_uncertainty_is_not_yet_estimated_is_said_openly(client: Client) -> None:
    said = {
        "kk": "Оның қаншалықты үлкен екені әлі есептелмеген",
        "ru": "Насколько она велика, пока не рассчитано",
        "en": "How great it is has not yet been estimated",
    }
    for language, words in said.items():
        assert words in read(client, f"/{language}/about/").text


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_site_explains_itself_too(client: Client, language: str) -> None:
    assert read(client, f"/{language}/about/").status == 200
    statement = read(client, f"/{language}/accessibility/")
    assert statement.status == 200
    assert "WCAG" in statement.text
    assert re.search(r"2026", statement.text)
