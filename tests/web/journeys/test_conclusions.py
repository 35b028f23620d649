"""A conclusion from hand to hand in a real browser, by visible controls only, in Kazakh and in Russian, scripts off:
the assessor writes, the body objects, the assessor answers. And its pages on a phone and on a wide screen.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Page, expect
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.conclusions.models import Conclusion
from tests.web.browsing import PHONE
from tests.web.cloning import TestDatabases
from tests.web.concluding import TEMPLATE, Concluding, begun, concluding_as_built, concluding_kazakhstan, received
from tests.web.journeys.test_collection import As, open_as
from tests.web.journeys.visits import sights
from tests.web.journeys.walking import go, push

__all__ = ["open_as"]
pytestmark = pytest.mark.browser
WORDS = {
    "kk": {
        "block": "Мемлекеттік қызметтердің сапасы", "begin": "Бастау", "write": "Есепті жазу",
        "save report": "Есепті сақтау", "advise": "Ұсыным қосу", "issue it": "Қорытындыны шығару", "issue": "Шығару",
        "open": "Ашып, алғанын растау", "reply": "Келісу не қарсы болу", "objects": "қарсы", "agrees": "келіседі",
        "why": "Неліктен", "save reply": "Жауапты сақтау", "send it": "Жауапты жіберу", "send": "Жіберу",
        "answer": "Қарсылықтарға жауап беру", "stands": "тармақ күшінде қалады", "answered": "Жауаптарды жіберу",
        "final": "түпкілікті", "awaited": "Қорытындыға жауап беру", "report": "Есеп", "do": "Орган не істеуі керек",
    },
    "ru": {
        "block": "Качество государственных услуг", "begin": "Начать", "write": "Написать отчёт",
        "save report": "Сохранить отчёт", "advise": "Добавить рекомендацию", "issue it": "Выдать заключение",
        "issue": "Выдать", "open": "Открыть и подтвердить получение", "reply": "Согласиться или возразить",
        "objects": "возражает", "agrees": "согласна", "why": "Почему", "save reply": "Сохранить ответ",
        "send it": "Отправить ответ", "send": "Отправить", "answer": "Ответить на возражения",
        "stands": "пункт остаётся в силе", "answered": "Отправить ответы", "final": "окончательное",
        "awaited": "Ответить на заключение", "report": "Отчёт", "do": "Что орган должен сделать",
    },
}  # fmt: skip


@pytest.fixture
def concluding(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[Concluding]:
    """A scored pilot of this test alone: what its browser saves is committed."""
    with (
        django_db_blocker.unblock(),
        databases.based_on(TEMPLATE, concluding_kazakhstan),
        override_settings(SECOND_FACTOR_ROLES=()),
    ):
        yield concluding_as_built()


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_assessor_writes_the_body_objects_the_assessor_answers(
    concluding: Concluding, open_as: As, language: str
) -> None:
    said, world = WORDS[language], concluding
    assessor, officer, head = (
        open_as(user, "conclusions/" if user == world.assessor else "", language, scripts=False).page
        for user in (world.assessor, world.officer, world.head)
    )
    _issue(assessor, said)
    officer.reload()
    go(officer, said["awaited"])
    push(officer, said["open"])
    _reply(officer, said)
    head.reload()
    go(head, said["send it"])  # the line of the first page, then the step
    go(head, said["send it"])
    push(head, said["send"])
    assessor.reload()
    go(assessor, said["answer"])
    assessor.get_by_label(said["stands"], exact=True).check()
    assessor.get_by_role("main").get_by_role("textbox").fill("№ 7 құжат")
    push(assessor, said["answered"])
    for page in (assessor, head):
        page.reload()
        assert page.get_by_text("№ 7 құжат").is_visible()
        assert page.get_by_text(said["final"], exact=True).first.is_visible()
    assert Conclusion.objects.get().state == "final"


def _issue(page: Page, said: dict[str, str]) -> None:
    go(page, said["block"])
    push(page, said["begin"])
    go(page, said["write"])
    page.get_by_label(said["report"], exact=True).fill("№ 1")
    push(page, said["save report"])
    go(page, said["advise"])
    page.get_by_label(said["do"], exact=True).fill("№ 2")
    page.locator('input[type="date"]').fill("2030-01-15")
    push(page, said["advise"])
    go(page, said["issue it"])
    push(page, said["issue"])


def _reply(page: Page, said: dict[str, str]) -> None:
    """To the first item an objection, to all others agreement."""
    stance, links = "objects", page.get_by_role("main").get_by_role("link", name=said["reply"])
    expect(links.first).to_be_visible()
    for left in reversed(range(links.count())):
        go(page, said["reply"])
        page.get_by_label(said[stance], exact=True).check()
        if stance == "objects":
            page.get_by_label(said["why"]).fill("№ 3")
        push(page, said["save reply"])
        expect(links).to_have_count(left)
        stance = "agrees"


PATHS = ("conclusions/", "conclusions/{issued}/", "conclusions/{issued}/explanation/", "conclusions/{draft}/",
         "conclusions/{draft}/items/add/", "campaigns/pilot-2026/conclusions/")  # fmt: skip


@pytest.fixture(scope="module")
def written(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, int]]:
    """One conclusion that the body has received, and one that is being written."""
    with (
        django_db_blocker.unblock(),
        databases.based_on(TEMPLATE, concluding_kazakhstan),
        override_settings(SECOND_FACTOR_ROLES=()),
    ):
        world = concluding_as_built()
        yield {"issued": received(world).pk, "draft": begun(world, "goals").pk}


@pytest.mark.parametrize(("language", "path", "width"), list(sights(PATHS)))
def test_a_page_of_conclusions_is_sound(
    written: dict[str, int], open_as: As, language: str, path: str, width: int
) -> None:
    world = concluding_as_built()
    user = world.administrator if path.startswith("campaigns") else world.assessor
    opened = open_as(user, path.format(**written), language, width=width)
    assert opened.page.locator("h1").count() == 1
    assert opened.complaints == []
    assert opened.accessibility_faults() == []
    assert not opened.is_wider_than_window()


def test_items_are_read_and_replied_to_on_a_phone(written: dict[str, int], open_as: As) -> None:
    opened = open_as(concluding_as_built().officer, f"conclusions/{written['issued']}/", "kk", width=PHONE)
    assert opened.accessibility_faults() == []
    assert not opened.is_wider_than_window()
    assert opened.page.get_by_role("link", name="Келісу не қарсы болу").count() > 3
