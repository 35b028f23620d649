"""An appeal from hand to hand in a real browser, by visible controls only, in Kazakh and in Russian, scripts off: the
head writes and files it, members of the commission admit it and vote. And its pages are sound.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Page
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.conclusions.models import Appeal, Vote
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.results.actions.computing import compute_for_campaign
from tarazy.web.rooms.results.enums import Reason
from tests.web.appealing import TEMPLATE, Appealing, appealing_as_built, appealing_kazakhstan, asked_value, decided
from tests.web.cloning import TestDatabases
from tests.web.journeys.test_collection import As, open_as
from tests.web.journeys.visits import sights
from tests.web.journeys.walking import go, push

__all__ = ["open_as"]
pytestmark = pytest.mark.browser
WORDS = {
    "kk": {
        "await": "Қорытындыға шағымдануға болады", "begin": "Жазуды бастау", "item": "жоғалған балдар",
        "value": "Сіз сұрайтын мән", "why": "Бұл мән неге дұрыс", "add": "Шағымдануға қосу", "give": "Құжат беру",
        "attach": "Құжатты тіркеу", "link": "Немесе құжаттың мекенжайы", "file": "Шағымдануды беру",
        "look": "Шағымдануды көріп", "admit": "Шағымдануды қарауға қабылдау", "vote": "Дауыс беру",
        "cast": "Дауыс беру",
    },
    "ru": {
        "await": "Заключение можно обжаловать", "begin": "Начать писать", "item": "потерянные баллы",
        "value": "Значение, о котором вы просите", "why": "Почему это значение верно",
        "add": "Добавить в обжалование", "give": "Приложить документ", "attach": "Приложить",
        "link": "Или адрес документа", "file": "Подать обжалование", "look": "Посмотрите обжалование",
        "admit": "Принять обжалование к рассмотрению", "vote": "Голосовать", "cast": "Подать голос",
    },
}  # fmt: skip


@pytest.fixture
def appealing(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[Appealing]:
    """A scored pilot of this test alone: what its browser saves is committed."""
    with (
        django_db_blocker.unblock(),
        databases.based_on(TEMPLATE, appealing_kazakhstan),
        override_settings(SECOND_FACTOR_ROLES=()),
    ):
        yield appealing_as_built()


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_an_appeal_is_written_filed_admitted_and_voted_on_without_scripts(
    appealing: Appealing, open_as: As, language: str
) -> None:
    said, world = WORDS[language], appealing
    head = open_as(world.head, "", language, scripts=False).page
    _file(head, said, language)
    own = f"appeals/{Appeal.objects.get().pk}/"
    members = [open_as(member, "", language, scripts=False).page for member in world.members]
    go(members[0], said["look"])
    go(members[0], said["admit"])
    push(members[0], said["admit"])
    for page in members:
        page.goto(f"{page.url.split('/desk/')[0]}/desk/{own}")
        go(page, said["vote"])
        page.get_by_role("checkbox").first.check()
        push(page, said["cast"])
        page.wait_for_url(f"**/desk/{own}")
    assert Vote.objects.filter(appeal=Appeal.objects.get()).count() == len(world.members)


def _file(head: Page, said: dict[str, str], language: str) -> None:
    """The head's own way from the first page to the filed appeal."""
    go(head, said["await"])
    push(head, said["begin"])
    go(head, said["item"])
    head.get_by_role("radio").first.check()
    written = f"{asked_value():g}"
    head.get_by_label(said["value"]).fill(written if language == "en" else written.replace(".", ","))
    head.get_by_label(said["why"]).fill("Реестр")
    push(head, said["add"])
    go(head, said["give"])
    head.locator("#id_title").fill("Реестр")
    head.get_by_label(said["link"]).fill("https://adilet.zan.kz/extract")
    push(head, said["attach"])
    go(head, said["file"])
    push(head, said["file"])


@pytest.mark.parametrize(
    ("language", "path", "width"),
    list(sights(("appeals/{appeal}/", "appeals/"))),
)
def test_a_page_of_appeals_is_sound(appealing: Appealing, open_as: As, language: str, path: str, width: int) -> None:
    appeal = decided(appealing, (0, 1), (0, 1), ()).appeal
    compute_for_campaign(appealing.campaign, Reason.APPEAL, by=system_actor())
    opened = open_as(appealing.members[0], path.format(appeal=appeal.pk), language, width=width)
    assert opened.accessibility_faults() == []
    assert not opened.is_wider_than_window()
    assert opened.complaints == []
