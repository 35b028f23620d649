"""The year of a body in a real browser, by visible controls only, scripts off: the centre sees who is late and gives an
instruction from the warning, the head finds it on the first page and looks at the year. And the pages are sound.
"""

from __future__ import annotations

import csv
import datetime
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.followup.models import Recommendation
from tests.long import only_long
from tests.web.cloning import TestDatabases
from tests.web.journeys.test_collection import As, open_as
from tests.web.journeys.visits import sights
from tests.web.journeys.walking import go, go_to, push, taken_along
from tests.web.monitored import TEMPLATE, Monitoring, as_built, monitored_kazakhstan, past_its_day
from tests.web.piloted import BODY

__all__ = ["open_as"]
pytestmark = pytest.mark.browser
LOOK = os.environ.get("LOOK", "")
WORDS = {
    "kk": {
        "monitoring": "Мониторинг", "late": "нысан кешікті: 2", "give": "Осы бойынша тапсырма беру",
        "by when": "Мерзімі", "give it": "Тапсырма беру", "answer": "Жауап беру", "csv": "CSV",
        "as a table": "Кесте түрінде көрсету", "quarter": "2026 жылғы 2\N{NON-BREAKING HYPHEN}тоқсан",
        "first": "2026 жылғы 1\N{NON-BREAKING HYPHEN}тоқсан",
        "jobs": "Құрылған жұмыс орындары",
    },
    "ru": {
        "monitoring": "Мониторинг", "late": "форма опаздывает: 2", "give": "Дать поручение об этом",
        "by when": "Срок", "give it": "Дать поручение", "answer": "Ответить", "csv": "CSV",
        "as a table": "Показать таблицей", "quarter": "2\N{NON-BREAKING HYPHEN}й квартал 2026 года",
        "first": "1\N{NON-BREAKING HYPHEN}й квартал 2026 года",
        "jobs": "Созданные рабочие места",
    },
}  # fmt: skip


@pytest.fixture
def monitoring(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[Monitoring]:
    """A year of this test alone, its forms late: what its browser saves is committed."""
    with (
        django_db_blocker.unblock(),
        databases.based_on(TEMPLATE, monitored_kazakhstan),
        override_settings(SECOND_FACTOR_ROLES=()),
    ):
        world = as_built()
        past_its_day(world.campaign)
        yield world


@pytest.mark.parametrize("language", ["ru", only_long("kk")])
def test_a_late_form_leads_to_an_instruction_and_the_head_sees_the_year_without_scripts(
    monitoring: Monitoring, open_as: As, language: str
) -> None:
    said = WORDS[language]
    centre = open_as(monitoring.administrator, "", language, scripts=False).page
    go_to(centre, said["monitoring"])
    go(centre, monitoring.campaign.title.in_language(language))
    rows = list(csv.DictReader(io.StringIO(taken_along(centre, said["csv"]))))
    assert {row["unit"] for row in rows} == {BODY, "KZ-47"}
    go(centre, said["late"])
    body = monitoring.form.unit.name.in_language(language)
    go(centre, said["give"], body)
    in_a_week = timezone.localdate() + datetime.timedelta(days=7)
    centre.get_by_label(said["by when"]).fill(in_a_week.isoformat())
    push(centre, said["give it"])
    given = Recommendation.objects.get()
    assert (given.unit_id, given.deadline, given.origin_id) == (BODY, in_a_week, monitoring.campaign.pk)
    head = open_as(monitoring.head, "", language, scripts=False).page
    assert head.get_by_role("main").get_by_role("link", name=said["answer"]).count() == 1
    go_to(head, said["monitoring"])
    go(head, said["quarter"])
    head.get_by_text(said["as a table"]).click()
    assert head.get_by_role("row", name=said["jobs"]).filter(visible=True).count() == 2
    assert head.get_by_role("main").get_by_role("link", name=said["give"]).count() == 0
    assert BODY in taken_along(head, said["csv"])
    go(head, said["first"])


@pytest.mark.parametrize(
    ("language", "path", "width"),
    list(sights(("monitoring/campaigns/{campaign}/", "monitoring/forms/{form}/", "monitoring/"))),
)
def test_a_page_of_monitoring_is_sound(
    monitoring: Monitoring, open_as: As, language: str, path: str, width: int
) -> None:
    address = path.format(campaign=monitoring.campaign.pk, form=monitoring.form.pk)
    reader = monitoring.administrator if "campaigns" in path else monitoring.head
    opened = open_as(reader, address, language, width=width)
    if LOOK:
        name = path.format(campaign="centre", form="akim").strip("/").replace("/", "-")
        opened.page.screenshot(path=Path(LOOK, f"{name}-{language}-{width}.png"), full_page=True)
    assert opened.page.locator("h1").count() == 1
    assert opened.accessibility_faults() == []
    assert not opened.is_wider_than_window()
    assert opened.complaints == []
