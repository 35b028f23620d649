"""The page of the search: every kind leads to its page, words are marked, odd questions get a clear answer."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.doors.portal.reading import read

pytestmark = pytest.mark.usefixtures("published")


@pytest.mark.parametrize(
    ("asked", "kind", "href", "title"),
    [
        ("мангистау", "unit", "/ru/units/KZ-47/", "Мангистауская область"),
        ("безработных", "variable", "/ru/observatory/unemployment_rate/", "Уровень безработицы"),
        ("развития регионов", "index", "/ru/indices/kz/regional-development/", "регион"),
        ("2024.2", "methodology", "/ru/methodologies/kz/regional-development/2024.2/", "регион"),
        ("сообщение", "", "", ""),
        ("доступность", "page", "/ru/accessibility/", "Доступность"),
    ],
)
def test_each_kind_leads_to_its_page(client: Client, asked: str, kind: str, href: str, title: str) -> None:
    page = read(client, f"/ru/search/?q={quote(asked)}" + (f"&kind={kind}" if kind else ""))
    assert page.status == 200
    if kind:
        found = dict(page.links)
        assert title in found[href]
        assert client.get(href).status_code == 200


def test_every_thing_found_lies_where_its_link_says(client: Client) -> None:
    page = read(client, "/en/search/?q=2021")
    kinds = {"units", "observatory", "indices", "methodologies"}
    links = [href for href, _text in page.links if href.count("/") > 3 and href.split("/")[2] in kinds]
    assert links
    for href in links:
        assert client.get(href).status_code == 200, href


def test_words_are_marked_and_nothing_is_let_in(client: Client) -> None:
    page = read(client, "/ru/search/?q=" + quote("безработица"))
    assert "<mark>безработицы</mark>" in page.html
    for evil in ('"><script>alert(1)</script>', "<mark>x", "' OR ''='", "%00", "😀" * 30, "a" * 3000, "&|!()"):
        for language in ("kk", "ru", "en"):
            answer = client.get(f"/{language}/search/", {"q": evil})
            assert answer.status_code == 200, evil
            assert "<script>alert" not in answer.content.decode()


def test_a_reader_finds_in_any_language_and_reads_titles_in_their_own(client: Client) -> None:
    page = read(client, "/kk/search/?q=unemployment+rate")
    assert dict(page.links)["/kk/observatory/unemployment_rate/"] == "Жұмыссыздық деңгейі"
    assert 'lang="en"' in page.html


def test_what_is_too_long_or_nothing_is_said(client: Client) -> None:
    assert "Only the first 100 letters and 8 words were looked for." in read(client, "/en/search/?q=" + "x" * 101).text
    assert "Only the first" in read(client, "/en/search/?q=" + "+".join("abcdefghi")).text
    assert "There is no word to look for" in read(client, "/en/search/?q=%26%26").text
    assert "Write what you look for" in read(client, "/en/search/").text
    assert "Nothing was found" in read(client, "/en/search/?q=unicorns").text
    strange = read(client, "/en/search/?q=x&kind=secrets")
    assert strange.status == 404
    assert ("/en/search/?q=x", "Search everything") in strange.links


def test_pages_of_one_kind(client: Client) -> None:
    first = read(client, "/en/search/?q=W010&kind=unit")
    last = read(client, "/en/search/?q=W010&kind=unit&page=99999")
    assert first.status == last.status == 200
    assert sum("/units/W0" in href for href, _ in first.links) == 20
    assert {href for href, _ in first.links if "/units/W0" in href}.isdisjoint(href for href, _ in last.links)


def test_one_and_many_found_ask_the_same_number_of_questions(client: Client) -> None:
    client.get("/en/search/?q=warm")
    counts = []
    for asked in ("Mangystau", "region"):
        with CaptureQueriesContext(connection) as queries:
            page = read(client, f"/en/search/?q={asked}")
        counts.append((len(page.links), len(queries)))
    assert counts[0][0] < counts[1][0]
    assert max(count for _links, count in counts) <= 6


def test_the_masthead_leads_here_without_a_script(client: Client) -> None:
    html = client.get("/ru/").content.decode()
    assert '<form class="masthead-search" method="get" action="/ru/search/" role="search"' in html
