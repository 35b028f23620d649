"""Every page in every language: it answers, says what it is, and leads nowhere that is not there."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve
from django.utils.translation import override

from tests.long import only_long
from tests.web.doors.portal.reading import read

LANGUAGES = ("kk", "ru", "en")
KINDS = (
    "", "indices/", "indices/kz/regional-development/", "indices/kz/regional-development/2022/?node=people",
    "indices/wales/imd/2019/?page=3&sort=name", "indices/un/hdi/", "indices/kz/regional-development/units/KZ-79/",
    "indices/un/hdi/2021/units/NOR/", "indices/wales/imd/units/W01000001/", "units/", "units/KZ-43/",
    "indices/un/hdi/publications/", "appeals/", "units/KZ-10/?territory=present&peers=group",
    "observatory/doctors/?period=2016&territory=present&unit=KZ-10&peers=similar",
    "indices/kz/regional-development/publications/1/2024/briefing/",
    "indices/kz/regional-development/publications/1/how-sure/",
    "indices/kz/regional-development/publications/1/2023/how-sure/",
    "explorer/", "compare/", "compare/?unit=KZ-19&unit=KZ-71", "downloads/",
    "methodologies/kz/regional-development/2024.2/", "methodologies/kz/regional-development/2024.2/changes/",
    "methodologies/", "methodologies/kz/regional-development/2024.2/changes/2024.2/movement/",
    "methodologies/kz/regional-development/2024.2/text/variables.yaml", "about/", "accessibility/",
    "observatory/", "observatory/calendar/", "observatory/unemployment_rate/left-behind/",
    "observatory/unemployment_rate/revisions/?unit=KZ-79&period=2023", "search/", "search/?q=life",
)  # fmt: skip
OF_A_KIND = 6  # pages looked at of each kind


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", KINDS)
def test_it_answers_and_says_what_it_is(client: Client, language: str, path: str) -> None:
    address = f"/{language}/{path}"
    page = read(client, address)
    assert page.status == 200
    assert f'<html lang="{language}">' in page.html
    assert page.h1
    assert page.title.removesuffix(" — Таразы").removesuffix(" — Tarazy") not in ("", "Таразы", "Tarazy")
    assert len(page.heads["description"][0]) > 20
    assert len(page.heads["canonical"]) == 1
    others = [urlsplit(href).path for href in page.heads["alternate"]]
    assert others == [f"/{other}/{path.partition('?')[0]}" for other in LANGUAGES]
    switch = [href for href, _ in page.links if href == f"/{language}/{path}"]
    assert switch
    assert " style=" not in page.html
    assert "{{" not in page.text


@pytest.mark.usefixtures("published")
def test_no_page_says_english_words_in_another_language(client: Client) -> None:
    """What templates say is translated; names that sources give in one language only are not looked at here."""
    for path in (
        "",
        "indices/kz/regional-development/",
        "indices/kz/regional-development/units/KZ-79/",
        "units/KZ-43/",
    ):
        for language in ("kk", "ru"):
            text = read(client, f"/{language}/{path}").text
            for word in (" the ", " of ", "Score", "Rank", "points", " and "):
                assert word not in text, f"{language} {path}: {word}"


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("language", ["kk", only_long("ru"), only_long("en")])
def test_no_link_of_the_site_is_dead(client: Client, language: str) -> None:
    """From the first page on, a few pages of each kind."""
    waiting, seen, kinds = [f"/{language}/"], set[str](), Counter[str]()
    while waiting:
        address = waiting.pop(0)
        path = urlsplit(address).path
        with override(language):
            kind = resolve(path).view_name
        if address in seen or kinds[kind] >= OF_A_KIND:
            continue
        seen.add(address)
        kinds[kind] += 1
        answer = client.get(address)
        if kind.startswith("desk:"):
            assert answer.headers["Location"] == f"/{language}/account/sign-in/?next={address}"
            continue
        assert answer.status_code in (200, 405), f"{address}: {answer.status_code}"
        if answer["Content-Type"].startswith("text/html"):
            links = [urljoin(address, href) for href, _ in read(client, address).links]
            waiting += [link for link in links if link.startswith(f"/{language}/")]
    assert {"portal:home", "portal:results", "portal:unit_in_index", "portal:unit", "portal:variable"} <= kinds.keys()
    assert len(seen) > 60


@pytest.mark.usefixtures("published")
def test_robots_find_the_pages(client: Client) -> None:
    assert "Sitemap: http://testserver/sitemap.txt" in client.get("/robots.txt").content.decode()
    addresses = client.get("/sitemap.txt").content.decode().split()
    assert len(addresses) == len(set(addresses)) > 150
    for address in addresses[:: len(addresses) // 20]:
        assert client.get(urlsplit(address).path).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"), [("kk", "Мұндай бет жоқ"), ("ru", "Такой страницы нет"), ("en", "There is no such page")]
)
def test_a_wrong_address_is_answered_in_the_language_of_the_page(client: Client, language: str, words: str) -> None:
    page = read(client, f"/{language}/nowhere/")
    assert page.status == 404
    assert page.h1 == words
    assert (f"/{language}/") in dict(page.links)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", "Біздің тарапта ақау болды"),
        ("ru", "На нашей стороне произошёл сбой"),
        ("en", "Something failed on our side"),
    ],
)
def test_a_fault_of_ours_says_so_and_nothing_more(monkeypatch: pytest.MonkeyPatch, language: str, words: str) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr("tarazy.web.doors.portal.indices.listing.published_indices", fail)
    page = read(Client(raise_request_exception=False), f"/{language}/indices/")
    assert page.status == 500
    assert page.h1 == words
    assert "secret" not in page.html
