"""A methodology from its workbook to the day on which it is in force, in a browser without scripts; each page sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from tarazy.engine.load import load_methodology, methodology_from_files
from tarazy.engine.model.methodology import Methodology
from tarazy.exchange.methodologies import layout
from tarazy.exchange.methodologies.sheets import sheets_of
from tarazy.exchange.methodologies.workbook_written import write_workbook
from tarazy.web.rooms.methodologies.actions import upload
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.people.enums import Role
from tests.web.browsing import PHONE, visit
from tests.web.cloning import TestDatabases
from tests.web.journeys.visits import sights
from tests.web.peopled import people_kazakhstan, person, post_of, today
from tests.web.rooms.drafted import drafted, end_consultation
from tests.web.rooms.shipped import KZ, demo, observations, put_in_force

pytestmark = pytest.mark.browser
PATHS = (
    "methodologies/", "methodologies/upload/", "methodologies/uploads/{upload}/", "methodologies/{version}/",
    "methodologies/{version}/differences/", "methodologies/{version}/files/methodology.yaml",
    "methodologies/{version}/moves/put_in_force/",
)  # fmt: skip


def with_figures() -> None:
    """Kazakhstan's people, figures and the methodology in force."""
    people_kazakhstan()
    record_observations(observations("kz"), by=demo())
    put_in_force(KZ)
    post_of("second", "centre", Role.METHODOLOGIST)


def _later(version: str, standing: str) -> Methodology:
    """The methodology in force with finer rounding, under another number."""
    files = dict(load_methodology(KZ).files)
    words = files["methodology.yaml"].decode()
    for before, after in (
        ('version: "2024.1"', f'version: "{version}"'),
        ("standing: illustration", f"standing: {standing}"),
        ("method: half_up, decimals: 1", "method: half_up, decimals: 2"),
    ):
        assert before in words
        words = words.replace(before, after, 1)
    return methodology_from_files({**files, "methodology.yaml": words.encode()})


@pytest.fixture(scope="module")
def begun(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, object]]:
    """A methodologist of the centre with a text brought in, and another version that is approved."""
    with (
        django_db_blocker.unblock(),
        databases.based_on("drawn_up", with_figures),
        override_settings(SECOND_FACTOR_ROLES=()),
    ):
        author = person("centre.methodologist")
        version = drafted(_later("2025.1", "illustration"), author)
        Version.objects.filter(pk=version.pk).update(state="approved")
        yield {
            "version": version.pk,
            "upload": upload(_later("2026.1", "illustration"), by=author).pk,
            **{name: _session(name) for name in ("centre.methodologist", "centre.administrator", "second")},
        }


def _session(username: str) -> str:
    client = Client()
    client.force_login(person(username))
    return str(client.session.session_key)


@pytest.mark.parametrize(("language", "path", "width"), list(sights(PATHS)))
def test_a_page_of_methodologies_is_sound(
    browser: Browser, site: str, begun: dict[str, object], language: str, path: str, width: int
) -> None:
    address = f"{site}/{language}/desk/{path.format(**begun)}"
    opened = visit(browser, address, width=width, session=str(begun["centre.methodologist"]))
    assert opened.page.locator("h1").count() == 1
    assert opened.complaints == []
    assert opened.accessibility_faults() == []
    assert not opened.is_wider_than_window()
    opened.context.close()


WORDS = {
    "kk": ("Мәтінді тексеру", "ештеңе сақталмады", "Жоба ретінде сақтау", "Көпшілік талқылауға шығару",
           "Әдістемені бекіту", "Қолданысқа енгізу", "қолданыста"),
    "ru": ("Проверить текст", "ничего не сохранено", "Сохранить как проект", "Вынести на публичное обсуждение",
           "Утвердить методику", "Ввести в действие", "действует"),
}  # fmt: skip


@pytest.mark.parametrize("language", WORDS)
def test_from_the_workbook_to_the_day_in_force(
    browser: Browser, site: str, begun: dict[str, object], tmp_path: Path, language: str
) -> None:
    check, refused, keep, consult, approve, put, in_force = WORDS[language]
    number = f"2027.{len(language)}{language}"
    sheets = sheets_of(_later(number, "official"), language)
    write_workbook(tmp_path / "faulty.xlsx", [one for one in sheets if one.name != layout.VARIABLES], language)
    write_workbook(tmp_path / "mended.xlsx", sheets, language)
    pages = {
        name: visit(browser, f"{site}/{language}/desk/", width=PHONE, scripts=False, session=str(begun[name]))
        for name in ("centre.methodologist", "centre.administrator", "second")
    }
    author = pages["centre.methodologist"].page
    author.goto(f"{site}/{language}/desk/methodologies/upload/")
    _hand_in(author, tmp_path / "faulty.xlsx", check)
    assert refused in author.locator("#faults").inner_text()
    _hand_in(author, tmp_path / "mended.xlsx", check)
    assert author.locator("#movement tbody tr").count() > 0
    author.get_by_role("button", name=keep).click()
    address = author.url
    author.get_by_role("link", name=consult).click()
    author.locator("input[name=first_day]").fill(today().isoformat())
    author.locator("input[name=last_day]").fill(today(14).isoformat())
    author.get_by_role("button", name=consult).click()
    version = Version.objects.get(version=number)
    assert version.state == "consultation"
    end_consultation(version)
    for name in ("centre.administrator", "second"):
        page = pages[name].page
        page.goto(f"{site}/{language}/desk/")
        page.locator(f'main a[href="/{language}/desk/methodologies/{version.pk}/"]').click()
        page.get_by_role("link", name=approve).click()
        page.get_by_role("button", name=approve).click()
    page.get_by_role("link", name=put).click()
    page.locator("input[name=first_day]").fill(today(30).isoformat())
    page.locator("input[name=ground]").fill("№ 12")
    page.get_by_role("button", name=put).click()
    assert page.url == address
    assert in_force in page.locator("main").inner_text().lower()
    for opened in pages.values():
        opened.context.close()


def _hand_in(page: Page, path: Path, button: str) -> None:
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name=button).click()
