"""Addresses that nobody should ask for: each is answered with a clear page, never with a fault of ours."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import override

from tests.web.doors.portal.reading import Read, read

KZ = "indices/kz/regional-development/"
JOBS = "observatory/unemployment_rate/"
NO_SIGN = "%00"
SCRIPT = "%27%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
# What leads nowhere, by what is wrong with it. Each says so, and has a way on besides the one to the first page.
NOWHERE = {
    "unknown part": (
        "observatory/nothing/", "units/moon/", "indices/kz/nothing/", "indices/kz/regional-development/units/moon/",
        "methodologies/kz/regional-development/1999/", "downloads/outlines/moon.topojson", "boundaries/moon.topojson",
        f"{KZ}publications/999999/", f"{KZ}publications/99999999999999999999/", f"{KZ}publications/1/secret.txt",
        f"{KZ}publications/999999/how-sure/", f"{KZ}publications/1/2024/how-sure/secret.csv",
        f"{KZ}publications/1/2024/how-sure/intervals.exe",
        "methodologies/kz/regional-development/2024.2/text/../../settings.py",
    ),
    "unknown period": (
        f"{KZ}1850/", f"{KZ}publications/1/1850/how-sure/", f"{JOBS}?period=1850", f"{JOBS}left-behind/?period=1850",
        "explorer/?v=unemployment_rate&to=1850", f"{JOBS}revisions/?unit=KZ-79&period=soon",
    ),
    "unknown word": (
        f"{KZ}2024/?node=moon", f"{KZ}2024/?kind=moon", f"{KZ}2024/?sort=moon", f"{JOBS}?breakdown=moon%3Dfull",
        f"{JOBS}?territory=moon", f"{JOBS}?sort=moon", f"{JOBS}?as_of=tomorrow", f"{JOBS}?as_of=9999-12-31",
        "units/?kind=moon", "units/KZ-10/?territory=moon", "units/KZ-10/?peers=moon", "observatory/?topic=moon",
        "observatory/?goal=99", "search/?q=life&kind=moon", f"{JOBS}table.exe", "compare/?unit=KZ-19&unit=moon",
        "compare/?unit=KZ-19&unit=NOR",
    ),
    "a script": (
        f"explorer/?v={SCRIPT}", f"explorer/?chart={SCRIPT}", f"compare/?unit={SCRIPT}&unit=KZ-19",
        f"search/?q=life&kind={SCRIPT}", f"{JOBS}?period={SCRIPT}", f"observatory/?topic={SCRIPT}",
    ),
}  # fmt: skip
# A text with a sign that the database refuses, wherever a text may be asked for.
IMPOSSIBLE = (
    f"compare/?unit={NO_SIGN}&unit=KZ-19", f"{JOBS}revisions/?unit=KZ-79&period={NO_SIGN}",
    f"{JOBS}left-behind/?unit={NO_SIGN}", f"{JOBS}?period={NO_SIGN}", f"explorer/?v=unemployment_rate&u={NO_SIGN}",
    f"search/?q={NO_SIGN}", f"search/?{NO_SIGN}=life", f"observatory/?q={NO_SIGN}", f"units/?q={NO_SIGN}",
    f"units/{NO_SIGN}/", f"embed/?v={NO_SIGN}", f"{JOBS}?as_of={NO_SIGN}",
)  # fmt: skip
# What is answered as far as it goes: the last page for one that lies beyond it, the first letters of too many.
SHOWN = (
    f"{KZ}publications/1/how-sure/?page=999999",
    "observatory/?page=999999", "observatory/?page=abc", "units/?page=999999", "units/?page=-1",
    "indices/wales/imd/2019/?page=999999", f"{KZ}2024/?page=999999", "appeals/?page=999999",
    "search/?q=life&kind=variable&page=999999", f"search/?q={SCRIPT}", "search/?q=%27%3B%20DROP%20TABLE%20units%3B--",
    "search/?q=%26%7C!():*", "search/?q=%25%5F%5C", "search/?q=%ED%A0%80", f"search/?q={'a' * 5000}",
    f"search/?q={'+'.join(['ab'] * 500)}", f"observatory/?q={'a' * 5000}", f"units/?q={'a' * 5000}",
    f"units/?q={SCRIPT}", "compare/?unit=KZ-19&unit=KZ-19", f"{JOBS}?unit={SCRIPT}",
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("published")


def in_turn(at: int) -> str:
    return ("kk", "ru", "en")[at % 3]


def ways_on(page: Read, language: str) -> list[str]:
    """Where the page itself leads, besides to the first page."""
    main = page.html.partition("<main")[2].partition("</main>")[0]
    return [href for href, _ in page.links if f'href="{href}"' in main and href != f"/{language}/"]


@pytest.mark.parametrize("kind", NOWHERE)
def test_what_leads_nowhere_says_so_with_a_way_on(client: Client, kind: str) -> None:
    for at, address in enumerate(NOWHERE[kind]):
        language = in_turn(at)
        page = read(client, f"/{language}/{address}")
        assert page.status == 404, address
        assert f'<html lang="{language}">' in page.html
        assert ways_on(page, language), address
        assert "<script>alert" not in page.html


def test_a_sign_that_no_text_can_hold_is_no_fault_of_ours(client: Client) -> None:
    for at, address in enumerate(IMPOSSIBLE):
        page = read(client, f"/{in_turn(at)}/{address}")
        assert page.status == 404, address
        assert f"/{in_turn(at)}/" in dict(page.links)


def test_what_is_too_much_or_odd_is_shown_as_far_as_it_goes(client: Client) -> None:
    for at, address in enumerate(SHOWN):
        page = read(client, f"/{in_turn(at)}/{address}")
        assert page.status == 200, address
        assert "<script>alert" not in page.html, address


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "Мұны оқу мүмкін емес"), ("ru", "Это нельзя прочесть"), ("en", "This cannot be read")],
)
def test_more_than_a_page_reads_is_said_in_the_language(client: Client, language: str, words: str) -> None:
    many = "&".join(f"unit=KZ-{at}" for at in range(1200))
    with override(language):
        for name in ("compare", "explorer", "search"):
            page = read(client, f"/{language}/{name}/?{many}")
            assert page.status == 400
            assert page.h1 == words
            assert f"/{language}/" in dict(page.links)


def test_to_a_host_that_is_not_ours_nothing_is_shown(client: Client) -> None:
    answer = client.get("/ru/", headers={"host": "elsewhere.example", "accept-language": "ru"})
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")
