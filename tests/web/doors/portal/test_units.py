"""Who is assessed: found by name in any language, sorted by the alphabet of the page, with its history."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.observatory.queries.about_unit import latest_values
from tarazy.web.rooms.units.queries import codes_of, unit_with, units_of_kind
from tarazy.web.ui.written import number
from tests.web.doors.portal.reading import read

pytestmark = pytest.mark.usefixtures("published")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_names_stand_in_the_order_of_the_alphabet(client: Client, language: str) -> None:
    page = read(client, f"/{language}/units/?kind=oblast")
    with override(language):
        expected = sorted((str(unit.name) for unit in units_of_kind("oblast")), key=sort_key)
    shown = [row[0] for row in page.tables[0][1:]]
    assert len(shown) == len(expected)
    assert all(cell.startswith(name) for cell, name in zip(shown, expected, strict=True))


def test_letters_of_one_language_only_are_not_pushed_to_the_end(client: Client) -> None:
    names = [row[0] for row in read(client, "/kk/units/?kind=oblast").tables[0][1:]]
    at = {
        name: next(at for at, shown in enumerate(names) if shown.startswith(name))
        for name in ("Қостанай", "Маңғыстау", "Ұлытау", "Шығыс")
    }
    assert at["Қостанай"] < at["Маңғыстау"] < at["Ұлытау"] < at["Шығыс"]


def test_a_part_of_a_name_narrows_and_pages_hold_all(client: Client) -> None:
    assert [row[2] for row in read(client, "/en/units/?q=Мангистау").tables[0][1:]] == ["KZ-47"]
    page = read(client, "/en/units/")
    with override("en"):
        total = number(units_of_kind().count(), 0)
    assert f"1 to 60 of {total}".replace("\N{NO-BREAK SPACE}", " ") in page.text
    assert read(client, "/en/units/?q=atlantis").tables == []
    assert read(client, "/en/units/?kind=planet").status == 404


def test_a_former_unit_says_what_became_of_it(client: Client) -> None:
    page = read(client, "/en/units/KZ-ALM/")
    assert "It no longer exists in this form" in page.text
    links = dict(page.links)
    assert {"/en/units/KZ-19/", "/en/units/KZ-33/"} <= set(links)
    assert "68.2%" in page.text
    assert "31.8%" in page.text
    back = read(client, "/en/units/KZ-33/")
    assert "/en/units/KZ-ALM/" in dict(back.links)


def test_codes_results_and_figures_of_a_unit(client: Client) -> None:
    page = read(client, "/en/units/KZ-71/")
    unit = unit_with("KZ-71")
    assert unit is not None
    for code in codes_of(unit):
        assert code.code in page.text
    assert "/en/indices/kz/regional-development/2024/units/KZ-71/" in dict(page.links)
    assert "rank 4 of 20" in page.text
    assert "/en/observatory/unemployment_rate/?unit=KZ-71" in dict(page.links)
    latest = next(row for row in latest_values("KZ-71") if row.variable_id == "unemployment_rate")
    assert f"{number(latest.value)}% {latest.period}" in page.text
    assert read(client, "/en/units/ATLANTIS/").status == 404


def test_queries_do_not_grow_with_what_is_known(client: Client) -> None:
    counts = []
    for unit in ("KZ-ALM", "KZ-71"):  # one without a result and with few figures, one with many
        with CaptureQueriesContext(connection) as queries:
            assert read(client, f"/en/units/{unit}/").status == 200
        counts.append(len(queries))
    assert max(counts) - min(counts) <= 2  # of an index that scores it: the spread, and whether it declined
    assert max(counts) < 26
