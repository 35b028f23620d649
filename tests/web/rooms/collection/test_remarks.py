"""Room collection: questions and answers beside a cell, for whom they wait, and that they are settled."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tarazy.exchange.forms.form import Answer
from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.collection.actions.filling import Change, save_cells
from tarazy.web.rooms.collection.actions.remarks import remark_on_cell, settle_remark_on_cell
from tarazy.web.rooms.collection.enums import Origin
from tarazy.web.rooms.collection.models import Cell
from tarazy.web.rooms.collection.queries.remarks import remarks_of, waiting_remarks
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.remarks.actions import say_remark, settle_remark
from tarazy.web.rooms.remarks.models import Remark
from tarazy.web.rooms.remarks.queries import Counts, threads_on
from tests.web.piloted import Pilot

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def cell(pilot: Pilot) -> Cell:
    change = Change("services_delivered", "", 0, Answer(693_329.0))
    return save_cells(pilot.submission, [change], origin=Origin.TYPED, by=pilot.officer).cells[0]


def ask(cell: Cell, by: User, text: str = "Which offices are counted?", answers: Remark | None = None) -> Remark:
    return remark_on_cell(cell, text, language="ru", answers=answers, by=by)


def waiting(user: User, pilot: Pilot) -> int:
    return waiting_remarks(user, [pilot.submission]).get(pilot.submission.pk, 0)


def test_a_question_waits_for_the_body_then_for_the_assessor_until_it_is_settled(pilot: Pilot, cell: Cell) -> None:
    asked = ask(cell, pilot.assessor)
    assert [waiting(user, pilot) for user in (pilot.officer, pilot.head, pilot.assessor)] == [1, 1, 0]
    answer = ask(cell, pilot.officer, "All eight.", asked)
    assert [waiting(user, pilot) for user in (pilot.officer, pilot.head, pilot.assessor)] == [0, 0, 1]
    ask(cell, pilot.assessor, "Thank you.", answer)
    (thread,) = threads_on(cell)
    assert [(one.text, one.said_by) for one in (thread.remark, *thread.answers)] == [
        ("Which offices are counted?", pilot.assessor),
        ("All eight.", pilot.officer),
        ("Thank you.", pilot.assessor),
    ]
    assert remarks_of(pilot.submission) == {cell.pk: Counts(3, 1)}
    settle_remark_on_cell(asked, by=pilot.assessor)
    assert remarks_of(pilot.submission) == {cell.pk: Counts(3, 0)}
    assert [waiting(user, pilot) for user in (pilot.officer, pilot.assessor)] == [0, 0]
    assert Entry.objects.filter(verb="settle_remark_on_cell").count() == 1
    with pytest.raises(ValidationError, match="This remark is settled"):
        ask(cell, pilot.officer, "One more thing.", asked)
    with pytest.raises(ValidationError, match="settled already"):
        settle_remark_on_cell(asked, by=pilot.assessor)


def test_who_may_write_and_who_may_settle(pilot: Pilot, cell: Cell) -> None:
    asked, of_body = ask(cell, pilot.assessor), ask(cell, pilot.officer, "The law has changed.")
    with pytest.raises(Denied):
        ask(cell, pilot.stranger)
    for somebody in (pilot.officer, pilot.administrator, pilot.stranger):
        with pytest.raises(Denied, match="settled by whoever made it"):
            settle_remark_on_cell(asked, by=somebody)
    settle_remark_on_cell(of_body, by=pilot.officer)
    settle_remark_on_cell(asked, by=pilot.assessor)


def test_what_cannot_be_said(pilot: Pilot, cell: Cell) -> None:
    with pytest.raises(ValidationError, match="Write what you want to say"):
        ask(cell, pilot.assessor, "  ")
    with pytest.raises(ValidationError, match="at most 4000"):
        ask(cell, pilot.assessor, "x" * 4001)
    elsewhere = say_remark(pilot.campaign, "x", allowed=True, language="ru", by=pilot.assessor)
    with pytest.raises(ValidationError, match="stands beside another thing"):
        ask(cell, pilot.assessor, "x", elsewhere)
    with pytest.raises(Denied, match="beside no cell"):
        settle_remark_on_cell(elsewhere, by=pilot.assessor)
    answer = ask(cell, pilot.officer, "All eight.", ask(cell, pilot.assessor))
    with pytest.raises(ValidationError, match="not its answer"):
        settle_remark(answer, allowed=True, by=pilot.assessor)


def test_counting_asks_no_more_where_there_is_more(pilot: Pilot, cell: Cell) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            remarks_of(pilot.submission)
            threads_on(cell)
            waiting_remarks(pilot.officer, [pilot.submission])
        return len(caught)

    ask(cell, pilot.assessor)
    of_one = queries()
    for _ in range(2):
        ask(cell, pilot.officer, "More.", ask(cell, pilot.assessor))
    assert queries() == of_one
