"""Those who mostly read, in a real browser, scripts off: each begins at the first page and goes by visible controls to
what the role is there for. The executive changes nothing; the overseer has the journal proved; the analyst computes
and takes figures along; the operator sets going again what stopped.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Page
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.people.actions.proofs import ask_for_proof
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.post.actions import write_message
from tarazy.web.rooms.post.enums import Kind as Message
from tarazy.web.rooms.post.enums import State as LetterState
from tarazy.web.rooms.post.models import Letter
from tarazy.web.rooms.publication.enums import Kind as Publication
from tarazy.web.rooms.publication.queries.standing import heads_that_left
from tarazy.web.rooms.results.models import Run
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.work.enums import State
from tarazy.web.rooms.work.models import Task
from tarazy.web.rooms.work.tasks import perform_task
from tests.long import only_long
from tests.web import computed, concluding
from tests.web.cloning import TestDatabases
from tests.web.computed import Computed, computed_as_built, computed_run
from tests.web.concluding import Concluding
from tests.web.journeys.test_collection import As, open_as
from tests.web.journeys.walking import go, go_to, push, taken_along
from tests.web.monitored import SECOND, quarter
from tests.web.published import published
from tests.web.rooms.campaigns.conftest import person, text

__all__ = ["open_as"]
pytestmark = pytest.mark.browser
LANGUAGES = ["ru", only_long("kk")]
WORDS = {
    "kk": {
        "campaigns": "Бағалау циклдері", "progress": "Барысы", "conclusions": "Қорытындылар", "monitoring":
        "Мониторинг", "csv": "CSV", "runs": "Есептеулер және жариялау",
        "compute": "Балдарды есептеу", "run": "{}-есептеу", "not proved":
        "Журнал әлі дәлелденген жоқ", "held": "сақталған болып шықты", "prove": "Қазір дәлелдеу", "holds": "сақталған",
        "journal": "Журнал", "act": "Не істелді", "show": "Көрсету", "failed": "1 жұмыс орындалмады",
        "given up": "1 хатты жіберу тоқтатылды", "again": "Қайта көру", "public": "Ашық сайт", "desk":
        "Менің жұмыс үстелім", "results": "Барлық нәтижелер",
    },
    "ru": {
        "campaigns": "Циклы оценки", "progress": "Ход", "conclusions": "Заключения", "monitoring": "Мониторинг",
        "csv": "CSV", "runs": "Расчёты и публикация", "compute": "Рассчитать баллы",
        "run": "Расчёт {}", "not proved": "Журнал ещё не доказывался", "held":
        "Журнал сошёлся", "prove": "Доказать сейчас", "holds": "сходится", "journal": "Журнал", "act": "Что сделано",
        "show": "Показать", "failed": "1 задача не выполнена", "given up": "1 письмо больше не отправляется",
        "again": "Попробовать снова", "public": "Открытый сайт", "desk": "Мой рабочий стол",
        "results": "Все результаты",
    },
}  # fmt: skip


@pytest.fixture
def scored(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[Computed]:
    """A statistical campaign of this test alone, a run of it published: what its browser saves is committed."""
    with (
        django_db_blocker.unblock(),
        databases.based_on(computed.TEMPLATE, computed.compute_kazakhstan),
        override_settings(SECOND_FACTOR_ROLES=()),
    ):
        world = computed_as_built()
        published(computed_run(world), Publication.ILLUSTRATION)
        yield world


@pytest.fixture
def assessed(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[Concluding]:
    """A pilot with a conclusion that its body has, and monitoring of the year after."""
    with (
        django_db_blocker.unblock(),
        databases.based_on(concluding.TEMPLATE, concluding.concluding_kazakhstan),
        override_settings(SECOND_FACTOR_ROLES=()),
    ):
        world = concluding.concluding_as_built()
        concluding.received(world)
        quarter(SECOND)
        yield world


def of_centre(name: str, role: Role) -> User:
    return person(name, role, Organisation.objects.get(pk="centre"))


def head_that_left() -> str:
    [publication] = heads_that_left()
    return str(publication.journal_head)


def follow_footer(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("contentinfo").get_by_role("link", name=words, exact=True).click()


def changes_nothing(page: Page) -> bool:
    """Whether nothing in the page itself is sent off."""
    return page.locator("main form[method=post]").count() == page.get_by_role("main").get_by_role("button").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_executive_reads_progress_monitoring_and_conclusions_and_changes_nothing(
    assessed: Concluding, open_as: As, language: str
) -> None:
    said = WORDS[language]
    page = open_as(of_centre("executive", Role.EXECUTIVE), "", language, scripts=False).page
    body = assessed.unit.name.in_language(language)
    go_to(page, said["campaigns"])
    go(page, assessed.campaign.title.in_language(language))
    seen = [changes_nothing(page)]
    go(page, said["progress"])
    assert assessed.unit.pk in taken_along(page, said["csv"])
    seen.append(changes_nothing(page))
    page.go_back()
    go(page, said["conclusions"])
    seen.append(changes_nothing(page))
    go(page, body)
    assert page.get_by_text(concluding.REPORT).is_visible()
    seen.append(changes_nothing(page))
    go_to(page, said["monitoring"])
    go(page, SECOND)
    seen.append(changes_nothing(page))
    go(page, body)
    seen.append(changes_nothing(page))
    assert seen == [True] * len(seen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overseer_has_the_journal_proved_and_finds_an_act_in_it(
    scored: Computed, open_as: As, language: str
) -> None:
    said = WORDS[language]
    page = open_as(of_centre("overseer", Role.OVERSEER), "", language, scripts=False).page
    go(page, said["not proved"])
    assert page.get_by_text(head_that_left()).is_visible()
    push(page, said["prove"])
    perform_task(task_id=Task.objects.latest("pk").pk)
    page.reload()
    assert page.get_by_role("main").get_by_text(said["holds"], exact=True).is_visible()
    go_to(page, said["journal"])
    page.get_by_role("combobox", name=said["act"]).select_option("publication.publish")
    push(page, said["show"])
    assert page.get_by_role("cell", name="publication.publish", exact=True).count() == 1
    go_to(page, said["desk"])
    assert page.get_by_role("main").get_by_role("link", name=said["held"]).is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_analyst_computes_and_takes_figures_along(scored: Computed, open_as: As, language: str) -> None:
    said, page = WORDS[language], open_as(scored.analyst, "", language, scripts=False).page
    go_to(page, said["campaigns"])
    go(page, scored.campaign.title.in_language(language))
    go(page, said["runs"])
    go(page, said["compute"])
    push(page, said["compute"])
    perform_task(task_id=Task.objects.latest("pk").pk)
    page.reload()
    go(page, said["run"].format(Run.objects.latest("pk").pk))
    assert Run.objects.latest("pk").computed_by == scored.analyst
    follow_footer(page, said["public"])
    go(page, said["results"])
    region = Unit.objects.get(pk="KZ-47")
    assert region.pk in taken_along(page, "CSV")
    go(page, region.name.in_language(language))
    assert page.locator(".what-if").first.is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_operator_sets_going_again_what_stopped(scored: Computed, open_as: As, language: str) -> None:
    said, operator = WORDS[language], of_centre("operator", Role.OPERATOR)
    User.objects.filter(pk=scored.officer.pk).update(email="officer@example.kz")
    scored.officer.refresh_from_db()
    write_message(scored.officer, Message.NOTICE, text("Notice"), text("Notice"), by=system_actor())
    Letter.objects.update(state=LetterState.FAILED, attempts=8, last_fault="TimeoutError")
    task = ask_for_proof(by=system_actor())
    Task.objects.filter(pk=task.pk).update(state=State.FAILED)
    page = open_as(operator, "", language, scripts=False).page
    go(page, said["failed"])
    push(page, said["again"])
    assert Task.objects.get(pk=task.pk).state == State.WAITING
    go_to(page, said["desk"])
    go(page, said["given up"])
    assert page.get_by_text("TimeoutError").is_visible()
    push(page, said["again"])
    assert Letter.objects.get().state == LetterState.WAITING
    go_to(page, said["desk"])
    assert page.get_by_role("main").get_by_role("link", name=said["failed"]).count() == 0
