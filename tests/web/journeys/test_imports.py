"""An analyst brings somebody else's table in through a real browser; the pages of imports, releases and outlines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.observatory.models import Import
from tests.web.browsing import Visit, visit
from tests.web.cloning import TestDatabases
from tests.web.journeys.desks import translated
from tests.web.journeys.visits import sights
from tests.web.journeys.walking import go, go_to, push
from tests.web.peopled import TEMPLATE, people_kazakhstan, person

pytestmark = pytest.mark.browser
# As an office sends it: Russian names of our units beside some of its own, a column nobody needs, a printed number.
TABLE = """№,Регион,Год,Ожидаемая продолжительность жизни при рождении,Примечание
1,Мангистауская область,2030,71.5,
2,Кызылординская обл.,2030,70.1,по данным акимата
3,Астана,2030,"76,3",
4,Марсианская область,2030,80,
"""
VARIABLE = "observatory/life_expectancy/?period=2030"
WHY = "Сборник 2030 года, таблица 5"


@pytest.fixture(scope="module")
def session(
    databases: TestDatabases, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The analyst of the centre is signed in."""
    files = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        databases.based_on(TEMPLATE, people_kazakhstan),
        override_settings(SECOND_FACTOR_ROLES=(), FILES_ROOT=files),
    ):
        yield session_of("centre.analyst")


def session_of(username: str) -> str:
    client = Client()
    client.force_login(person(username))
    return str(client.session.session_key)


def meaning(page: Page, given: str) -> Any:
    return page.locator(f'[name=meant][aria-label$=": {given}"]')


def give(page: Page, table: str, **fields: str) -> None:
    file = {"name": "регионы.csv", "mimeType": "text/csv", "buffer": table.encode()}
    page.set_input_files("#id_file", file)
    for name, text in fields.items():
        page.fill(f"#id_{name}", text)


@pytest.mark.parametrize(("language", "scripts", "value"), [("ru", True, "71.5"), ("kk", False, "71.6")])
def test_somebody_elses_table_is_brought_in(
    browser: Browser, site: str, session: str, language: str, *, scripts: bool, value: str
) -> None:
    """From the desk to the page of the variable: its words get their meaning, what is refused is seen and left out."""

    def said(words: str) -> str:
        return translated(words, language)

    opened = visit(browser, f"{site}/{language}/desk/", scripts=scripts, session=session)
    with opened.context:
        page = opened.page
        go_to(page, said("Imports"))
        go(page, said("Bring a table in"))
        give(page, TABLE.replace("71.5", value), source="Сборник, таблица 5")
        push(page, said("Show what it would change"))
        assert meaning(page, "Регион").input_value() == "unit"
        assert meaning(page, "Примечание").input_value() == ""
        assert meaning(page, "Мангистауская область").input_value() == "KZ-47"
        assert meaning(page, "Кызылординская обл.").input_value() == ""
        meaning(page, "Кызылординская обл.").fill("KZ-43")
        push(page, said("Look again with these meanings"))
        refused = page.locator("section", has_text=said("Rows that cannot be taken")).last.inner_text()
        assert "регионы.csv:4" in refused
        assert "Марсианская область" in refused
        assert "Мангистауская" not in refused
        page.fill("#id_why", WHY)
        push(page, said("Record what is good"))
        assert re.search(r"/desk/imports/\d+/", page.url)
        page.goto(f"{site}/{language}/{VARIABLE}")
        assert value.replace(".", ",") in page.locator("main table tbody tr", has_text="Мангистау" if language == "ru"
                                                       else "Маңғыстау").first.inner_text()  # fmt: skip
        assert opened.complaints == []
