"""An analyst brings somebody else's table in through a real browser; the pages of imports, releases and outlines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.observatory.actions.releases import plan_release
from tarazy.web.rooms.observatory.models import Import, Release, Variable
from tests.web.browsing import visit
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
        variable = Variable.objects.get(pk="life_expectancy")
        plan_release(variable, "2032-Q3", timezone.localdate(), "Бірінші рет", by=person("centre.analyst"))
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


@pytest.mark.parametrize(("language", "scripts", "year"), [("ru", True, "2030"), ("kk", False, "2031")])
def test_somebody_elses_table_is_brought_in(
    browser: Browser, site: str, session: str, language: str, *, scripts: bool, year: str
) -> None:
    """From the desk to the page of the variable: its words get their meaning, what is refused is seen and left out."""

    def said(words: str, **values: str) -> str:
        return translated(words, language, **values)

    opened = visit(browser, f"{site}/{language}/desk/", scripts=scripts, session=session)
    with opened.context:
        page = opened.page
        go_to(page, said("Imports"))
        assert not opened.is_wider_than_window()
        go(page, said("Bring a table in"))
        give(page, TABLE.replace("2030", year), source="Сборник, таблица 5")
        push(page, said("Show what it would change"))
        assert [meaning(page, one).input_value() for one in ("№", "Регион", "Год", "Примечание")] == [
            "",
            "",
            "period",
            "",
        ]
        meaning(page, "Регион").select_option("unit")  # too few of its names are known for a proposal
        push(page, said("Look again with these meanings"))
        assert meaning(page, "Мангистауская область").input_value() == "KZ-47"
        assert meaning(page, "Кызылординская обл.").input_value() == ""
        meaning(page, "Кызылординская обл.").fill("KZ-43")
        push(page, said("Look again with these meanings"))
        refused = page.locator("section", has_text=said("Rows that cannot be taken")).last.inner_text()
        assert "регионы.csv:4" in refused
        assert "Марсианская область" in refused
        assert "Мангистауская" not in refused
        assert said("No meaning is given for: %(names)s. Give one above and look again; else their rows are left out.",
                    names="Астана, Марсианская область") in refused  # fmt: skip
        if scripts:  # axe itself needs scripts
            assert opened.accessibility_faults() == []
        page.fill("#id_why", WHY)
        push(page, said("Record what is good"))
        made = Import.objects.latest("recorded_at")
        assert page.url.endswith(f"/desk/imports/{made.pk}/")
        assert (made.new, made.refused, made.reason) == (2, 2, WHY)
        page.goto(f"{site}/{language}/observatory/life_expectancy/?period={year}")
        cells = page.locator("main table tbody tr", has_text="Маңғыстау" if language == "kk" else "Мангистау")
        assert "71,5" in cells.first.inner_text()
        assert [one for one in opened.complaints if "422" not in one] == []


PATHS = ("imports/", "imports/new/", "releases/", "releases/new/", "releases/{release}/move/",
         "releases/{release}/came-out/", "boundaries/new/")  # fmt: skip


@pytest.mark.parametrize(("language", "path", "width"), list(sights(PATHS)))
def test_a_page_of_figures_is_sound(
    browser: Browser, site: str, session: str, language: str, path: str, width: int
) -> None:
    address = f"{site}/{language}/desk/{path.format(release=Release.objects.get().pk)}"
    seen_by = session_of("centre.administrator") if path.startswith("boundaries") else session
    opened = visit(browser, address, width=width, session=seen_by)
    with opened.context:
        assert opened.page.locator("h1").count() == 1
        assert opened.complaints == []
        assert opened.accessibility_faults() == []
        assert not opened.is_wider_than_window()
        opened.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        assert opened.accessibility_faults("color-contrast") == []
