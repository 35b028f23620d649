"""The pages of imports in a browser: nothing the browser or axe complains of, and nothing wider than a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from django.test import Client, override_settings
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.observatory.models import Import
from tests.web.browsing import DESK, PHONE, visit
from tests.web.cloning import TestDatabases
from tests.web.journeys.visits import sights
from tests.web.journeys.walking import push
from tests.web.peopled import TEMPLATE, people_kazakhstan, person

pytestmark = pytest.mark.browser
PATHS = ("imports/", "imports/new/", "imports/{made}/")
TABLE = """Өңір,Показатель,Мәні,Ескертпе
Маңғыстау облысы,Ожидаемая продолжительность жизни при рождении,71.5,x
Қызылорда облысы,Ожидаемая продолжительность жизни при рождении,"70,1",
Мангистау,Ожидаемая продолжительность жизни при рождении,71,
"""
SHOW = {"ru": "Показать, что изменится", "kk": "Нені өзгертетінін көрсету"}


@pytest.fixture(scope="module")
def signed_in(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, object]]:
    """An analyst of the centre, and an import that was made before."""
    from tests.web.rooms.observatory.test_imports import LIFE, WHY, given, made_of

    with (
        django_db_blocker.unblock(),
        databases.based_on(TEMPLATE, people_kazakhstan),
        override_settings(SECOND_FACTOR_ROLES=()),
    ):
        analyst = person("centre.analyst")
        made_of(given(("KZ-47", LIFE, "2030", 71.4)), WHY, by=analyst)
        client = Client()
        client.force_login(analyst)
        yield {"session": client.session.session_key, "made": Import.objects.get().pk}


@pytest.mark.parametrize(("language", "path", "width"), list(sights(PATHS)))
def test_a_page_of_imports_is_sound(
    browser: Browser, site: str, signed_in: dict[str, object], language: str, path: str, width: int
) -> None:
    address = f"{site}/{language}/desk/{path.format(**signed_in)}"
    opened = visit(browser, address, width=width, session=str(signed_in["session"]))
    assert opened.page.locator("h1").count() == 1
    assert opened.complaints == []
    assert opened.accessibility_faults() == []
    assert not opened.is_wider_than_window()
    opened.context.close()


@pytest.mark.parametrize(("language", "width", "theme"), [("ru", PHONE, "dark"), ("kk", DESK, "light")])
def test_what_a_table_would_change_is_sound(
    browser: Browser, site: str, signed_in: dict[str, object], settings: Any, tmp_path: Path, language: str,
    width: int, theme: Literal["light", "dark"],
) -> None:  # fmt: skip
    settings.FILES_ROOT = tmp_path / "files"
    address = f"{site}/{language}/desk/imports/new/"
    opened = visit(browser, address, width=width, theme=theme, session=str(signed_in["session"]))
    file = {"name": "regions.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    opened.page.set_input_files("input[type=file]", files=[file])  # type: ignore[list-item]
    opened.page.fill("[name=source]", "Yearbook, table 5")
    opened.page.fill("[name=period]", "2030")
    push(opened.page, SHOW[language])
    assert opened.page.locator("[name=meant]").count() == 8
    assert opened.complaints == []
    assert opened.accessibility_faults() == []
    assert not opened.is_wider_than_window()
    opened.context.close()
