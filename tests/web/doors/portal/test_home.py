"""The first page shows the latest index that can be drawn as a map; without one it says what will be here."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import override

from tarazy.web.rooms.publication.queries.standing import publication_for
from tarazy.web.rooms.results.queries.tables import table
from tarazy.web.ui.written import number, percent, signed
from tests.web.doors.portal.reading import read


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_region_is_a_link_with_name_and_score_on_both_maps(client: Client, language: str) -> None:
    publication = publication_for("kz/regional-development")
    assert publication is not None
    page = read(client, f"/{language}/")
    assert page.html.count('class="map region-map"') == page.html.count('class="map tile-map"') == 1
    with override(language):
        for row in table(publication.run, "2024"):
            href = f'href="/{language}/indices/kz/regional-development/2024/units/{row.unit.pk}/"'
            assert page.html.count(href) >= 2
            assert f"<title>{row.unit.name}: {number(row.score, 1)} (" in page.html


@pytest.mark.usefixtures("published")
def test_the_key_facts_are_those_of_the_run(client: Client) -> None:
    publication = publication_for("kz/regional-development")
    assert publication is not None
    rows = table(publication.run, "2024")
    scores = sorted(row.score for row in rows if row.score is not None)
    changes = sorted((row for row in rows), key=lambda row: row.score_change or 0.0)
    with override("en"):
        facts = [
            number(sum(scores) / len(scores), 1),
            f"{number(scores[0], 1)}–{number(scores[-1], 1)}",
            f"{signed(changes[-1].score_change, 1)} {changes[-1].unit.name.en}",
            f"{signed(changes[0].score_change, 1)} {changes[0].unit.name.en}",
            percent(sum(row.share_not_counted or 0.0 for row in rows) / len(rows)),
        ]
    text = read(client, "/en/").text
    for fact in facts:
        assert fact in text


@pytest.mark.usefixtures("published")
def test_it_is_called_an_illustration_and_leads_on(client: Client) -> None:
    page = read(client, "/en/")
    assert "An illustration, not an official assessment." in page.text
    addresses = [href for href, _ in page.links]
    assert "/en/indices/kz/regional-development/2025/" in addresses  # the year that has no index
    for address in ("/en/indices/wales/imd/", "/en/indices/un/hdi/", "/en/observatory/", "/en/methodologies/"):
        assert address in addresses


@pytest.mark.django_db
def test_before_anything_is_published_it_says_what_will_be_here(client: Client) -> None:
    page = read(client, "/en/")
    assert page.status == 200
    assert "Nothing is published yet" in page.text
    assert read(client, "/en/indices/").status == 200
    assert client.get("/en/account/sign-in/").status_code == 200
    assert 'href="/en/account/sign-in/"' in client.get("/en/").content.decode()
