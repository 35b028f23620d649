"""Every address of the portal: a page says what it is, in which languages it lies, and whether it is a dataset."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import override

from tarazy.web.doors.portal import urls
from tarazy.web.doors.portal.datasets import FEWEST_LETTERS
from tarazy.web.rooms.publication.models import Publication
from tests.web.doors.portal.reading import read

LANGUAGES = ("kk", "ru", "en")
# Pages that are datasets themselves.
DATASETS = {"results", "publication", "variable"}
# A view that is framed elsewhere is no page of its own; tests of the explorer look at it.
NO_PAGES = {"theme", "embed"}
# What fills the parts of an address; where an address has others, they stand with its name.
PARTS = {
    "place": "kz", "name": "regional-development", "version": "2024.2", "period": "2023", "unit": "KZ-79",
    "variable": "unemployment_rate", "form": "csv", "other": "2024.2", "path": "methodology.yaml", "view": "tree",
    "set_id": "kz", "table": "intervals",
}  # fmt: skip
OF_ADDRESS = {
    "publication_file": {"file": "hashes.txt"},
    "document": {"language": "en"},
    "boundaries_file": {"form": "topojson"},
    "card": {"form": "png"},
    "unit_card": {"form": "png"},
}
# What an address asks for besides, where it says nothing without.
QUERIES = {"revisions": "?unit=KZ-79&period=2023", "compared_table": "?unit=KZ-79&unit=KZ-71"}


def addresses(patterns: Collection[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns)
        else:
            yield one


ADDRESSES = {f"{one.name} {one.pattern}": one for one in addresses(urls.urlpatterns)}


def address_of(one: URLPattern, language: str) -> str:
    """A true address of the kind. A new part needs an example in PARTS or OF_ADDRESS above."""
    own = OF_ADDRESS.get(str(one.name), {})
    parts = {name: own.get(name) or _part(name) for name in one.pattern.converters}
    with override(language):
        return reverse(f"portal:{one.name}", kwargs=parts) + QUERIES.get(str(one.name), "")


def _part(name: str) -> object:
    if name == "publication":
        return Publication.objects.filter(methodology="kz/regional-development").latest("pk").pk
    assert name in PARTS, f"say what stands for <{name}> of an address of the portal: PARTS in this file"
    return PARTS[name]


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("kind", ADDRESSES)
def test_every_page_says_what_it_is_and_where_else_it_lies(client: Client, kind: str) -> None:
    one = ADDRESSES[kind]
    if one.name in NO_PAGES:
        return
    described: dict[str, str] = {}
    for language in LANGUAGES:
        address = address_of(one, language)
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        if not answer["Content-Type"].startswith("text/html"):
            return
        page = read(client, answer.redirect_chain[-1][0] if answer.redirect_chain else address)
        path = (address if not answer.redirect_chain else answer.redirect_chain[-1][0]).partition("?")[0]
        assert f'<html lang="{language}">' in page.html
        assert len(page.title) > len(" — Tarazy") + 3
        assert page.h1
        [described[language]] = page.heads["description"]
        assert len(page.heads["canonical"]) == 1
        others = dict(re.findall(r'<link rel="alternate" hreflang="(\w+)" href="http://testserver([^"]+)">', page.html))
        assert others == {other: f"/{other}{path[3:]}" for other in LANGUAGES}
        assert re.search(
            r'<link rel="stylesheet" href="/static/ui/styles/base[^"]*"', page.html
        )  # prints: tests/web/ui
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.html, re.DOTALL)
        assert len(blocks) == (one.name in DATASETS), address
        for block in blocks:
            _is_a_dataset(json.loads(block), language)
    assert len(set(described.values())) == len(LANGUAGES), "the description is translated"
    assert all(len(text) > 20 for text in described.values())


def _is_a_dataset(said: dict[str, object], language: str) -> None:
    assert said["@context"] == "https://schema.org"
    assert said["@type"] == "Dataset"
    assert said["inLanguage"] == language
    assert said["name"]
    assert len(str(said["description"])) >= FEWEST_LETTERS
    assert str(said["url"]).startswith(f"http://testserver/{language}/")
    files = said["distribution"]
    assert isinstance(files, list)
    assert files
    assert all(one["@type"] == "DataDownload" and one["encodingFormat"] and one["contentUrl"] for one in files)


@pytest.mark.usefixtures("published")
def test_no_two_kinds_of_pages_say_the_same_of_themselves(client: Client) -> None:
    """A description that stands on every page describes none of them."""
    said: dict[str, str] = {}
    for kind, one in ADDRESSES.items():
        if one.name in NO_PAGES:
            continue
        answer = client.get(address_of(one, "en"))
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            [text] = re.findall(r'<meta name="description" content="([^"]*)">', answer.content.decode())
            same = said.setdefault(text, str(one.name))
            assert same == one.name, f"{kind} and {same}: {text}"


@pytest.mark.usefixtures("published")
def test_a_dataset_says_what_its_source_says(client: Client) -> None:
    html = client.get("/ru/observatory/unemployment_rate/").content.decode()
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    said = json.loads(block)
    assert said["name"] == "Уровень безработицы"
    assert said["temporalCoverage"] == "2010/2025"
    assert said["variableMeasured"]["unitText"] == "процент"
    assert said["variableMeasured"]["measurementTechnique"] == "Безработные / рабочая сила × 100"
    assert "1.B (полная и производительная занятость и достойная работа для всех)" in said["keywords"]
    assert [file["contentUrl"] for file in said["distribution"]] == [
        f"http://testserver/ru/observatory/unemployment_rate/all.{form}"
        for form in ("xlsx", "csv", "dictionary.csv", "json")
    ]
