"""Pages are kept for everybody: what is kept is what would be made, and an act that pages may show makes them anew."""

from __future__ import annotations

import datetime
import gzip
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from pytest_django.fixtures import Settings

from tarazy.web.doors.portal import kept_pages, tasks
from tarazy.web.doors.portal.kept_pages import NOT_SHOWN, state_shown
from tarazy.web.journal.chain import Act, write_entries
from tarazy.web.rooms.people.models import User
from tarazy.web.ui.themes import COOKIE
from tests.web.doors.portal.test_every_page import KINDS

UNIT = "/kk/indices/kz/regional-development/2024/units/KZ-71/"
NAMED = re.compile(r'\b(?:FROM|JOIN) "(\w+)"')
PEOPLE = "people_user"
OF_A_SITE = ("session", "journal", "cache", "django", "auth", "account", "mfa", "usersessions")

pytestmark = pytest.mark.usefixtures("published", "folder")


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A folder in which pages are kept, as in an installation; other tests keep none."""
    backend = {"BACKEND": "tarazy.web.config.kept_pages.KeptPages", "LOCATION": tmp_path / "pages"}
    settings.CACHES = {**settings.CACHES, "pages": backend}
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "localhost"]
    return tmp_path / "pages"


def kept_files(folder: Path) -> list[Path]:
    return list(folder.glob("*")) if folder.exists() else []


def forget() -> None:
    """What the pages' code holds in memory would not be asked for."""
    of_portal = [module for name, module in sys.modules.items() if name.startswith("tarazy.web.doors.portal")]
    held = [value for module in of_portal for value in vars(module).values() if hasattr(value, "cache_clear")]
    assert len(held) > 3
    for one in held:
        one.cache_clear()


def act(room: str) -> None:
    """An act of a room, which writes nothing."""
    with transaction.atomic():
        write_entries([Act(actor=1, room=room, verb="do_something")])


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_what_is_kept_is_what_would_be_made(client: Client, settings: Settings, folder: Path, language: str) -> None:
    with_pages, number = settings.CACHES, 0
    for kind in KINDS:
        address = f"/{language}/{kind}"
        settings.CACHES = {**with_pages, "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
        made = client.get(address)
        settings.CACHES = with_pages
        first, again = client.get(address), client.get(address)
        assert made.content == first.content == again.content, address
        assert made["Content-Type"] == again["Content-Type"]
        number += "ETag" in again.headers
    assert number == len(kept_files(folder)) > 15


def test_a_kept_page_asks_for_the_last_act_alone(client: Client) -> None:
    made = client.get(UNIT)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(UNIT).content == made.content
    assert len(queries) == 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.startswith(("search", "appeals", "about"))])
def test_pages_show_nothing_of_the_rooms_whose_acts_they_outlive(client: Client, kind: str) -> None:
    assert User.objects.update(full_name="Xenia Xenakis")
    forget()
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/kk/{kind}")
    if "ETag" not in page.headers:
        return
    tables = {table for query in queries for table in NAMED.findall(query["sql"])}
    rooms = {table.partition("_")[0] for table in tables - {PEOPLE}} - set(OF_A_SITE)
    assert rooms <= {config.label for config in apps.get_app_configs()}
    assert not rooms & NOT_SHOWN, tables
    assert "Xenia Xenakis" not in page.text, "people are read beside what they did, and not named"


def test_an_act_that_pages_may_show_makes_them_anew(client: Client, folder: Path) -> None:
    client.get(UNIT)
    act("observatory")
    client.get(UNIT)
    assert len(kept_files(folder)) == 2


@pytest.mark.parametrize("room", sorted(NOT_SHOWN))
def test_an_act_that_no_page_shows_leaves_them(client: Client, folder: Path, room: str) -> None:
    client.get(UNIT)
    act(room)
    client.get(UNIT)
    assert len(kept_files(folder)) == 1


def test_another_day_and_another_program_make_them_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {state_shown()}
    monkeypatch.setattr(kept_pages, "digest_of_site", lambda: "another")
    found.add(state_shown())
    monkeypatch.setattr(timezone, "localdate", lambda: datetime.date(2030, 1, 1))
    found.add(state_shown())
    assert len(found) == 3


def test_whoever_may_be_told_something_gets_a_page_of_their_own(client: Client, folder: Path) -> None:
    for name in ("sessionid", "messages"):
        client.cookies[name] = "anything"
        assert "ETag" not in client.get(UNIT).headers
        del client.cookies[name]
    assert not kept_files(folder)


def test_each_theme_host_and_part_of_a_page_has_its_own(client: Client, folder: Path) -> None:
    pages: list[Any] = [client.get(UNIT), client.get(UNIT, headers={"host": "127.0.0.1"})]
    pages.append(client.get(UNIT, headers={"HX-Request": "true"}))
    client.cookies[COOKIE] = "dark"
    pages.append(client.get(UNIT))
    assert len(kept_files(folder)) == 4
    assert 'content="dark"' in pages[3].text
    assert 'content="dark"' not in pages[0].text
    assert "http://127.0.0.1/kk/" in pages[1].text


def test_it_travels_as_it_lies_there_to_whoever_takes_it_so(client: Client) -> None:
    plain = client.get(UNIT)
    packed = client.get(UNIT, headers={"Accept-Encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 3
    assert {"Accept-Encoding", "Cookie"} <= {one.strip() for one in packed["Vary"].split(",")}


def test_whoever_has_it_is_not_sent_it_again(client: Client) -> None:
    mark = client.get(UNIT)["ETag"]
    assert client.get(UNIT, headers={"If-None-Match": mark}).status_code == 304
    act("publication")
    assert client.get(UNIT, headers={"If-None-Match": mark}).status_code == 200


def test_what_is_no_page_is_not_kept(client: Client, folder: Path) -> None:
    assert client.get("/kk/units/KZ-NONE/").status_code == 404
    assert client.get("/kk/explorer/?form=1&v=doctors").status_code in (302, 404)
    assert not kept_files(folder)


def test_a_page_that_cannot_be_read_or_kept_is_made(client: Client, folder: Path, settings: Settings) -> None:
    made = client.get(UNIT)
    [file] = kept_files(folder)
    file.write_bytes(b"not a page")
    assert client.get(UNIT).content == made.content
    (folder / "file").write_bytes(b"")
    backend = {"BACKEND": "tarazy.web.config.kept_pages.KeptPages", "LOCATION": folder / "file" / "below"}
    settings.CACHES = {**settings.CACHES, "pages": backend}
    assert client.get(UNIT).content == made.content


def test_what_is_made_beforehand_is_what_a_reader_gets(client: Client, folder: Path, settings: Settings) -> None:
    addresses = [one for one in tasks.addresses() if "/kz/regional-development/2024/" in one or "/units/KZ-1" in one]
    assert {one.split("/")[1] for one in addresses} == {"kk", "ru", "en"}
    for address in addresses[:9]:
        with override(address.split("/")[1]):
            tasks._make(tasks.asked(address))
    before = len(kept_files(folder))
    for address in addresses[:9]:
        assert client.get(address, headers={"host": "localhost:8000"}).status_code == 200
    assert before == len(kept_files(folder)) == 9


def test_every_page_of_a_long_table_is_among_them() -> None:
    """1,909 areas of Wales, fifty a page."""
    found = [one for one in tasks.addresses() if one.startswith("/ru/indices/wales/imd/2019/?")]
    assert found == [f"/ru/indices/wales/imd/2019/?page={page}" for page in range(2, 40)]


def test_pages_are_made_when_nothing_changes_and_go_on_where_they_ended(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STATIC_ROOT = tmp_path
    made: list[str] = []
    monkeypatch.setattr(tasks, "_make", lambda request: made.append(request.path))
    monkeypatch.setattr(tasks, "addresses", lambda: iter(["/kk/", "/ru/", "/en/"]))
    for _ in range(3):
        tasks.make_when_quiet()
    assert made == [], "no server has collected the static files that pages name"
    (tmp_path / "staticfiles.json").write_text("{}")
    tasks.make_when_quiet()
    assert made == [], "what stands now was seen for the first time"
    tasks.make_when_quiet()
    tasks.make_when_quiet()
    assert made == ["/kk/", "/ru/", "/en/"]
    act("publication")
    tasks.make_when_quiet()
    assert len(made) == 3
    tasks.make_when_quiet()
    assert len(made) == 6
    assert tasks.make_pages(1, 0.0) == 1
    assert caches["pages"].get(tasks.PROGRESS)[1] == tasks.MOST_PAGES
