"""Room collection: a form is given out, filled in by two people at once, explained, and keeps every edition."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import Error as DatabaseError
from django.test.utils import CaptureQueriesContext

from tarazy.exchange.forms.form import Answer
from tarazy.web.grammar.act import Denied
from tarazy.web.rooms.campaigns.actions.conduct import move_campaign
from tarazy.web.rooms.campaigns.enums import Move as CampaignMove
from tarazy.web.rooms.collection.actions.filling import Change, Saved, explain_finding, open_submissions, save_cells
from tarazy.web.rooms.collection.enums import Origin, State
from tarazy.web.rooms.collection.models import CellChange, Submission
from tarazy.web.rooms.collection.queries.forms import Asked, findings_of, form_of, held_back_by, progress_of
from tarazy.web.rooms.collection.queries.submissions import (
    cells_of,
    explanations_of,
    history_of,
    submissions_for,
    submissions_verified_by,
)
from tarazy.web.rooms.collection.rules import may_read
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.models import Organisation, User
from tests.web.piloted import BODY, PERIOD, Pilot
from tests.web.rooms.campaigns.conftest import person

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DELIVERED, ON_TIME = "services_delivered", "services_on_time"


def write(submission: Submission, by: User, *answers: tuple[str, float | None], seen: int = 0) -> Saved:
    changes = [Change(variable, "", seen, Answer(value)) for variable, value in answers]
    return save_cells(submission, changes, origin=Origin.TYPED, by=by)


def test_every_body_that_has_something_to_report_gets_its_form_once(pilot: Pilot) -> None:
    assert set(pilot.campaign.submissions.values_list("unit", flat=True)) == {BODY, "KZ-47"}
    assert open_submissions(pilot.campaign, PERIOD, by=pilot.administrator) == []
    with pytest.raises(Denied, match="given out by administrators"):
        open_submissions(pilot.campaign, PERIOD, by=pilot.officer)


def test_a_form_shows_last_year_and_the_target_beside_each_question(pilot: Pilot) -> None:
    form = form_of(Asked(pilot.submission))
    assert form.blocks[0].block == "index", "what the gate asks"
    assert len(form.blocks) == 5
    cells = list(form.cells.values())
    assert any(cell.last_year is not None for cell in cells)
    assert any(cell.target is not None for cell in cells)
    assert any(cell.evidence is not None for cell in cells)
    assert all(cell.question.title.kk and cell.question.definition.ru for cell in cells)
    assert progress_of(form) == (0, len(cells))


def test_what_is_written_is_kept_with_its_history(pilot: Pilot) -> None:
    saved = write(pilot.submission, pilot.officer, (DELIVERED, 10.0))
    assert [cell.edition for cell in saved.cells] == [1]
    again = write(pilot.submission, pilot.head, (DELIVERED, 12.0), seen=1)
    assert (again.cells[0].value, again.cells[0].edition) == (12.0, 2)
    changes = history_of(again.cells[0])
    assert [(one.edition, one.value, one.changed_by) for one in changes] == [
        (2, 12.0, pilot.head),
        (1, 10.0, pilot.officer),
    ]
    assert progress_of(form_of(Asked(pilot.submission)))[0] == 1


def test_the_second_of_two_people_is_told_and_overwrites_nothing(pilot: Pilot) -> None:
    write(pilot.submission, pilot.officer, (DELIVERED, 10.0))
    late = write(pilot.submission, pilot.head, (DELIVERED, 99.0), (ON_TIME, 5.0))
    assert [(one.cell.value, one.change.answer.value) for one in late.overtaken] == [(10.0, 99.0)]
    assert [cell.variable for cell in late.cells] == [ON_TIME], "what nobody else touched is saved"
    assert cells_of(pilot.submission)[DELIVERED, ""].value == 10.0
    agreed = write(pilot.submission, pilot.head, (DELIVERED, 10.0))
    assert (agreed.same, agreed.overtaken) == (1, ()), "who writes the same contradicts nobody"


def test_what_is_submitted_while_somebody_still_writes_stands_as_it_was_submitted(pilot: Pilot) -> None:
    seen_before = Submission.objects.get(pk=pilot.submission.pk)
    Submission.objects.filter(pk=pilot.submission.pk).update(state=State.SUBMITTED)
    with pytest.raises(Denied, match="The form is submitted"):
        write(seen_before, pilot.officer, (DELIVERED, 10.0))
    assert cells_of(pilot.submission) == {}


def test_a_save_asks_the_database_as_often_in_a_large_form_as_in_a_small(pilot: Pilot) -> None:
    def queries(value: float, seen: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            saved = write(pilot.submission, pilot.officer, (DELIVERED, value), seen=seen)
        assert len(saved.cells) == 1
        return len(asked)

    write(pilot.submission, pilot.officer, (DELIVERED, 1.0))
    few = queries(2.0, 1)
    others = {question.variable for question in Asked(pilot.submission).questions} - {DELIVERED}
    write(pilot.submission, pilot.officer, *((name, 1.0) for name in others))
    assert queries(3.0, 2) == few


def test_a_history_cannot_be_changed(pilot: Pilot) -> None:
    write(pilot.submission, pilot.officer, (DELIVERED, 10.0))
    for change in (lambda: CellChange.objects.update(value=1), lambda: CellChange.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_an_emptied_cell_keeps_its_history(pilot: Pilot) -> None:
    write(pilot.submission, pilot.officer, (DELIVERED, 10.0))
    emptied = write(pilot.submission, pilot.officer, (DELIVERED, None), seen=1)
    assert emptied.cells[0].edition == 2
    assert progress_of(form_of(Asked(pilot.submission)))[0] == 0


def test_what_cannot_be_an_answer_is_said_and_the_rest_is_saved(pilot: Pilot) -> None:
    changes = [
        Change(DELIVERED, "", 0, Answer(5.0, "M")),
        Change(ON_TIME, "", 0, Answer(4.0)),
    ]
    saved = save_cells(pilot.submission, changes, origin=Origin.TYPED, by=pilot.officer)
    assert [change.variable for change, _ in saved.refused] == [DELIVERED]
    assert saved.refused[0][1][0].in_language("ru")
    assert [cell.variable for cell in saved.cells] == [ON_TIME]
    with pytest.raises(ValidationError, match="does not ask for “roads”"):
        write(pilot.submission, pilot.officer, ("roads", 1.0))


def test_only_the_body_s_own_people_write_and_only_while_collection_is_open(pilot: Pilot) -> None:
    for somebody in (pilot.stranger, pilot.assessor, pilot.administrator):
        with pytest.raises(Denied, match="Only people of this body"):
            write(pilot.submission, somebody, (DELIVERED, 1.0))
    move_campaign(pilot.campaign, CampaignMove.CLOSE, by=pilot.administrator)
    submission = Submission.objects.get(pk=pilot.submission.pk)
    with pytest.raises(Denied, match="Collection is not open now"):
        write(submission, pilot.officer, (DELIVERED, 1.0))


def test_who_may_read_a_form(pilot: Pilot) -> None:
    for somebody in (pilot.officer, pilot.head, pilot.assessor, pilot.administrator):
        assert may_read(somebody, pilot.submission) is True
    assert not may_read(pilot.stranger, pilot.submission)
    assert list(submissions_for(pilot.officer)) == [pilot.submission]


def test_verifiers_read_the_forms_of_the_campaigns_that_they_verify(pilot: Pilot) -> None:
    named = {one: person(one, Role.VERIFIER, Organisation.objects.get(pk=one)) for one in ("centre", "ministry")}
    assert may_read(named["centre"], pilot.submission) is True
    assert submissions_verified_by(named["centre"]).count() == 2
    assert may_read(named["ministry"], pilot.submission) is not True
    assert not submissions_verified_by(named["ministry"]).exists()
    move_campaign(pilot.campaign, CampaignMove.CLOSE, by=pilot.administrator)
    assert not submissions_verified_by(named["centre"]).exists()


def test_a_finding_is_explained_and_the_explanation_lapses_with_the_value(pilot: Pilot) -> None:
    write(pilot.submission, pilot.officer, (DELIVERED, 700_000.0), (ON_TIME, 10.0))
    asked = Asked(pilot.submission)
    found = next(one for one in held_back_by(asked) if one.check == "changed" and one.cells == (ON_TIME,))
    with pytest.raises(ValidationError, match="Write why the value is right"):
        explain_finding(pilot.submission, found.case, " ", by=pilot.officer)
    explain_finding(pilot.submission, found.case, "Offices were closed all year.", by=pilot.officer)
    assert explanations_of(pilot.submission) == {found.case: "Offices were closed all year."}
    assert found.case not in {one.case for one in held_back_by(Asked(pilot.submission))}
    write(pilot.submission, pilot.officer, (ON_TIME, 11.0), seen=1)
    changed = [one for one in held_back_by(Asked(pilot.submission)) if one.check == "changed"]
    assert any(one.cells == (ON_TIME,) and one.case != found.case for one in changed)
    with pytest.raises(ValidationError, match="The finding is gone"):
        explain_finding(pilot.submission, found.case, "x", by=pilot.officer)


def test_what_must_be_mended_cannot_be_explained(pilot: Pilot) -> None:
    write(pilot.submission, pilot.officer, (DELIVERED, -5.0))
    stop = next(one for one in findings_of(Asked(pilot.submission)) if one.severity == "stop")
    with pytest.raises(ValidationError, match="cannot be explained away"):
        explain_finding(pilot.submission, stop.case, "because", by=pilot.officer)


def test_a_form_asks_the_database_as_often_for_one_cell_as_for_many(pilot: Pilot) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            asked = Asked(Submission.objects.select_related("unit", "campaign__version").get(pk=pilot.submission.pk))
            form_of(asked)
            findings_of(asked)
        return len(caught)

    write(pilot.submission, pilot.officer, (DELIVERED, 10.0))
    one = queries()
    write(pilot.submission, pilot.officer, (ON_TIME, 8.0), ("services_online", 6.0))
    assert queries() == one <= 15
