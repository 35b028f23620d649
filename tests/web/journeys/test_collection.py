"""A form from hand to hand in a real browser: officer, head, assessor, officer again, until it is accepted.

By visible controls only, in Kazakh and in Russian, with scripts off; then what scripts add.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client, override_settings
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.collection.models import Evidence
from tarazy.web.rooms.collection.queries.submissions import cells_of
from tarazy.web.rooms.files.queries import path_of
from tarazy.web.rooms.people.models import User
from tests.long import only_long
from tests.web.browsing import DESK, PHONE, Visit, visit
from tests.web.cloning import TestDatabases
from tests.web.journeys.visits import LONGEST_WORDS
from tests.web.journeys.walking import go, push
from tests.web.piloted import TEMPLATE, Pilot, certified, filled, pilot_as_built, pilot_kazakhstan

PATHS = ("forms/", "{form}", "{form}blocks/services/", "{form}answers/", "{form}explanations/", "{form}upload/",
         "{form}submit/", "{form}documents/new/", "{history}", "{history}remarks/")  # fmt: skip
DELIVERED = "services_delivered"
WORDS = {
    "kk": {
        "correct": "Қайтарылған нысанды түзету", "submit form": "Нысанды тапсыру", "submit": "Тапсыру",
        "certify form": "Нысанды куәландыру", "certify": "Куәландыру", "return cells": "Ұяшықтарды пысықтауға қайтару",
        "return": "Нысанды қайтару", "services": "Мемлекеттік қызметтердің сапасы", "save": "Сақтап, кейін оралу",
        "accept": "Блокты қабылдау", "forms": "Нысандар", "accepted": "қабылданды", "delivered":
        "Көрсетілген мемлекеттік қызметтер", "explain": "Ескертулерді түсіндіру", "keep": "Түсіндірмелерді сақтау",
        "answers": "Барлық жауапты тексеру",
    },
    "ru": {
        "correct": "Исправить возвращённую форму", "submit form": "Сдать форму", "submit": "Сдать",
        "certify form": "Заверить форму", "certify": "Заверить", "return cells": "Вернуть ячейки на доработку",
        "return": "Вернуть форму", "services": "Качество государственных услуг", "save": "Сохранить и вернуться позже",
        "accept": "Принять блок", "forms": "Формы", "accepted": "принято", "delivered":
        "Оказанные государственные услуги", "explain": "Пояснить замечания", "keep": "Сохранить пояснения",
        "answers": "Проверить все ответы",
    },
}  # fmt: skip
As = Callable[..., Visit]
# What a browser does when a file is let go over the form.
DROP = """given => {
    const held = new DataTransfer();
    held.items.add(new File([given.content], given.name, {type: "application/pdf"}));
    const form = document.querySelector("form[data-drop]");
    for (const type of ["dragover", "drop"])
        form.dispatchEvent(new DragEvent(type, {dataTransfer: held, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def pilot(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[Pilot]:
    """A pilot of this test alone: what its browser saves is committed."""
    with (
        django_db_blocker.unblock(),
        databases.based_on(TEMPLATE, pilot_kazakhstan),
        override_settings(SECOND_FACTOR_ROLES=()),
    ):
        yield pilot_as_built()


@pytest.fixture
def open_as(browser: Browser, site: str) -> Iterator[As]:
    """Opens a page of the desk as somebody; closed when the test ends."""
    opened: list[Visit] = []

    def open_one(user: User, path: str, language: str, *, scripts: bool = True, width: int = DESK) -> Visit:
        client = Client()
        client.force_login(user)
        address = f"{site}/{language}/desk/{path}"
        opened.append(visit(browser, address, scripts=scripts, width=width, session=str(client.session.session_key)))
        return opened[-1]

    yield open_one
    for one in opened:
        one.context.close()


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_form_is_filled_in_certified_returned_mended_and_accepted_without_scripts(
    pilot: Pilot, open_as: As, language: str
) -> None:
    said = WORDS[language]
    filled(pilot)
    officer, head, assessor = (
        open_as(user, "forms/", language, scripts=False).page for user in (pilot.officer, pilot.head, pilot.assessor)
    )
    region = pilot.submission.unit.name.in_language(language)
    for page in (officer, head, assessor):
        go(page, region)
    go(officer, said["submit form"])
    push(officer, said["submit"])
    _certify(head, said)
    assessor.reload()
    go(assessor, said["return cells"])
    assessor.get_by_label(said["delivered"]).fill("693 330?")
    push(assessor, said["return"])
    _mend(officer, said, "693 331")
    _certify(head, said)
    assessor.reload()
    while assessor.get_by_role("link", name=said["accept"]).count():
        go(assessor, said["accept"])
        push(assessor, said["accept"])
    assert assessor.get_by_text(said["accepted"], exact=True).count() > 0
    pilot.submission.refresh_from_db()
    assert pilot.submission.state == "accepted"
    assert cells_of(pilot.submission)[DELIVERED, ""].value == 693_331


def _certify(page: Page, said: dict[str, str]) -> None:
    page.reload()
    go(page, said["certify form"])
    push(page, said["certify"])


def _mend(page: Page, said: dict[str, str], value: str) -> None:
    """The returned cell is found from the person's desk, written anew, explained where a check speaks, submitted."""
    page.get_by_role("banner").get_by_role("link").first.click()
    go(page, said["correct"])
    go(page, said["services"])
    assert page.get_by_text("693 330?").is_visible()
    page.locator(f'[data-cell="{DELIVERED}"]').get_by_role("textbox").first.fill(value)
    push(page, said["save"])
    go(page, said["answers"])
    if page.get_by_role("link", name=said["explain"]).count():
        go(page, said["explain"])
        for field in page.get_by_role("main").get_by_role("textbox").all():
            field.fill(field.input_value() or "693 330?")
        push(page, said["keep"])
    go(page, said["submit form"])
    push(page, said["submit"])


def test_a_cell_saves_itself_when_it_is_left_and_says_when_somebody_was_quicker(pilot: Pilot, open_as: As) -> None:
    path = f"forms/{pilot.submission.pk}/blocks/services/"
    first, second = open_as(pilot.officer, path, "ru", width=PHONE), open_as(pilot.head, path, "ru")
    for opened, value, told in ((first, "700 000", "Сохранено."), (second, "650 000", "Айгерім Сәрсен тем временем")):
        cell = opened.page.locator(f'[data-cell="{DELIVERED}"]')
        cell.get_by_role("textbox").first.fill(value)
        cell.get_by_role("textbox").first.press("Tab")
        opened.page.locator('[data-cell="services_on_time"]').get_by_role("textbox").first.focus()
        cell.locator("output", has_text=told).wait_for()
        assert opened.complaints == []
    assert cells_of(pilot.submission)[DELIVERED, ""].value == 700_000
    first.page.reload()
    shown = first.page.locator(f'[data-cell="{DELIVERED}"]').get_by_role("textbox").first.input_value()
    assert re.sub(r"\s", "", shown) == "700000"
    push(second.page, "Сохранить и дальше")
    second.page.get_by_label("То, что написано мной").check()
    push(second.page, "Сохранить и дальше")
    assert cells_of(pilot.submission)[DELIVERED, ""].value == 650_000


def test_a_document_is_dropped_on_its_form(pilot: Pilot, open_as: As) -> None:
    filled(pilot)
    page = open_as(pilot.officer, f"forms/{pilot.submission.pk}/documents/new/", "kk").page
    page.evaluate(DROP, {"name": "Жылдық есеп.pdf", "content": "%PDF-1.7 yearly report"})
    page.get_by_label("Бұл қандай құжат").fill("Жылдық есеп")
    page.get_by_label(WORDS["kk"]["delivered"]).check()
    push(page, "Құжатты тіркеу")
    page.wait_for_url(f"**/forms/{pilot.submission.pk}/documents/")
    evidence = Evidence.objects.get(title="Жылдық есеп")
    assert evidence.file_name == "Жылдық есеп.pdf"
    assert path_of(evidence.file).read_bytes() == b"%PDF-1.7 yearly report"


def test_a_filled_in_form_is_dropped_and_shows_its_differences_at_once(pilot: Pilot, open_as: As) -> None:
    page = open_as(pilot.officer, f"forms/{pilot.submission.pk}/upload/", "ru").page
    page.evaluate(DROP, {"name": "empty.csv", "content": "question;value\n"})
    page.locator(".error-summary").wait_for()


@pytest.mark.parametrize("language", [only_long(one) for one in ("kk", "ru", "en")])
def test_the_page_on_which_a_block_is_accepted_is_sound_in_every_look(pilot: Pilot, open_as: As, language: str) -> None:
    opened = open_as(pilot.assessor, f"forms/{certified(pilot).pk}/blocks/services/accept/", language)
    assert opened.page.locator("h1").count() == 1
    assert opened.faults_in_every_look() == []
    assert opened.complaints == []


def test_a_remark_is_written_beside_the_cell_without_leaving_the_page(pilot: Pilot, open_as: As) -> None:
    filled(pilot)
    answers = f"forms/{pilot.submission.pk}/answers/"
    assessor = open_as(pilot.assessor, answers, "ru")
    link = assessor.page.get_by_role("link", name="Написать примечание").first
    link.click()
    dialog = assessor.page.get_by_role("dialog")
    dialog.get_by_label("Ваше примечание").fill("Сколько отделений учтено?")
    dialog.get_by_role("button", name="Написать").click()
    dialog.get_by_text("не закрыто", exact=True).wait_for()
    assert assessor.accessibility_faults() == []
    dialog.get_by_role("button", name="Закрыть").click()
    assert assessor.page.get_by_role("link", name="Примечания: 1, не закрыто: 1").count() == 1
    assert assessor.page.url.endswith(answers)
    officer = open_as(pilot.officer, answers, "ru", width=PHONE)
    officer.page.get_by_role("link", name="Примечания: 1, не закрыто: 1").click()
    dialog = officer.page.get_by_role("dialog")
    dialog.get_by_role("link", name="Ответить на примечание").click()
    dialog.get_by_label("Ваш ответ").fill("Все восемь.")
    dialog.get_by_role("button", name="Написать").click()
    dialog.get_by_text("Все восемь.").wait_for()
    assert not officer.is_wider_than_window()
    assert officer.complaints == assessor.complaints == []


@pytest.fixture(scope="module")
def begun(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, str]]:
    """An officer's session, and the addresses of a form in which every cell is answered."""
    with (
        django_db_blocker.unblock(),
        databases.based_on(TEMPLATE, pilot_kazakhstan),
        override_settings(SECOND_FACTOR_ROLES=()),
    ):
        pilot = pilot_as_built()
        filled(pilot)
        client = Client()
        client.force_login(pilot.officer)
        cell = cells_of(pilot.submission)[DELIVERED, ""].pk
        yield {
            "session": str(client.session.session_key),
            "form": f"forms/{pilot.submission.pk}/",
            "history": f"forms/cells/{cell}/",
        }


def widths() -> Iterator[object]:
    """Each page on a phone in the language with the longest words, on a desk in another; the rest in the long run."""
    for number, path in enumerate(PATHS):
        in_turn = ("kk", "en")[number % 2]
        for language in ("kk", "ru", "en"):
            for width in (DESK, PHONE):
                chosen = (language, width) in ((LONGEST_WORDS, PHONE), (in_turn, DESK))
                yield (language, path, width) if chosen else only_long(language, path, width)


@pytest.mark.parametrize(("language", "path", "width"), list(widths()))
def test_a_page_of_forms_is_sound(
    browser: Browser, site: str, begun: dict[str, str], language: str, path: str, width: int
) -> None:
    opened = visit(browser, f"{site}/{language}/desk/{path.format(**begun)}", width=width, session=begun["session"])
    assert opened.page.locator("h1").count() == 1
    assert opened.complaints == []
    assert opened.accessibility_faults() == []
    assert not opened.is_wider_than_window()
    opened.context.close()
