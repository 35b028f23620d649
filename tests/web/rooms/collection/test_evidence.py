"""Room collection: documents are tied to cells, replaced and taken back in the open; questions stand beside cells."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from pytest_django.fixtures import Settings

from tarazy.exchange.forms.form import Answer
from tarazy.web.grammar.act import Denied
from tarazy.web.rooms.collection.actions.evidence import (
    Document,
    give_evidence,
    replace_evidence,
    take_back_evidence,
)
from tarazy.web.rooms.collection.actions.filling import Change, explain_finding, save_cells
from tarazy.web.rooms.collection.enums import Origin, State
from tarazy.web.rooms.collection.models import Cell, Evidence, Submission
from tarazy.web.rooms.collection.queries.forms import Asked, findings_of
from tarazy.web.rooms.collection.queries.submissions import digest_of, evidence_of
from tarazy.web.rooms.files.actions import keep_content
from tests.web.rooms.collection.conftest import Pilot

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DELIVERED = "services_delivered"


@pytest.fixture
def cell(pilot: Pilot, settings: Settings, tmp_path: Path) -> Cell:
    settings.FILES_ROOT = tmp_path
    settings.SCANNER = ""
    saved = save_cells(
        pilot.submission, [Change(DELIVERED, "", 0, Answer(693_329.0))], origin=Origin.TYPED, by=pilot.officer
    )
    return saved.cells[0]


def report(pilot: Pilot, content: bytes = b"%PDF-1.7 report", **more: object) -> Document:
    kept = keep_content(io.BytesIO(content), "report.pdf", by=pilot.officer)
    return Document("Yearly report", file=kept, file_name="report.pdf", **more)  # type: ignore[arg-type]


def lacks_evidence(pilot: Pilot) -> bool:
    return any(
        finding.check == "missing_evidence" and DELIVERED in finding.cells
        for finding in findings_of(Asked(pilot.submission))
    )


def test_a_document_is_given_replaced_and_taken_back_in_the_open(pilot: Pilot, cell: Cell) -> None:
    assert lacks_evidence(pilot)
    (first,) = give_evidence(pilot.submission, [cell], report(pilot, pages="3-4"), by=pilot.officer)
    assert not lacks_evidence(pilot)
    before = digest_of(pilot.submission)
    second = replace_evidence(first, report(pilot, b"%PDF-1.7 mended"), by=pilot.head)
    assert [one.pk for one in evidence_of(pilot.submission)[cell.pk]] == [second.pk]
    assert digest_of(pilot.submission) != before, "what a head certifies covers the documents"
    take_back_evidence(second, by=pilot.officer)
    assert evidence_of(pilot.submission) == {}
    assert Evidence.objects.filter(cell=cell).count() == 3, "the history keeps all"
    assert lacks_evidence(pilot)


def test_what_was_replaced_is_not_replaced_again(pilot: Pilot, cell: Cell) -> None:
    (first,) = give_evidence(pilot.submission, [cell], report(pilot), by=pilot.officer)
    replace_evidence(first, report(pilot, b"%PDF-2"), by=pilot.officer)
    with pytest.raises(ValidationError, match="replaced already; replace the later one"):
        replace_evidence(first, report(pilot, b"%PDF-3"), by=pilot.officer)
    with pytest.raises(ValidationError, match="replaced or taken back already"):
        take_back_evidence(first, by=pilot.officer)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (Document(" ", link="https://adilet.zan.kz/rus"), "Say what the document is"),
        (Document("Law"), "Give a file or a link"),
        (Document("Law", link="adilet.zan.kz"), "Write the whole address"),
        (Document("Law", link="javascript:alert(1)"), "Write the whole address"),
        (
            Document(
                "Law",
                link="https://adilet.zan.kz/rus",
                valid_from=datetime.date(2026, 2, 1),
                valid_to=datetime.date(2026, 1, 1),
            ),
            "ends before it begins",
        ),
    ],
)
def test_what_is_no_document_is_refused(pilot: Pilot, cell: Cell, document: Document, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        give_evidence(pilot.submission, [cell], document, by=pilot.officer)
    assert said in " ".join(caught.value.messages)


def test_only_who_fills_the_form_changes_its_documents(pilot: Pilot, cell: Cell) -> None:
    (given,) = give_evidence(pilot.submission, [cell], report(pilot), by=pilot.officer)
    for somebody in (pilot.assessor, pilot.administrator, pilot.stranger):
        with pytest.raises(Denied):
            give_evidence(pilot.submission, [cell], Document("Law", link="https://adilet.zan.kz/rus"), by=somebody)
        with pytest.raises(Denied):
            take_back_evidence(given, by=somebody)


def test_one_document_proves_several_cells_of_its_own_form_only(pilot: Pilot, cell: Cell) -> None:
    other = save_cells(
        pilot.submission, [Change("services_on_time", "", 0, Answer(5.0))], origin=Origin.TYPED, by=pilot.officer
    ).cells[0]
    given = give_evidence(pilot.submission, [cell, other], report(pilot), by=pilot.officer)
    assert [one.cell_id for one in given] == [cell.pk, other.pk]
    foreign = pilot.campaign.submissions.exclude(pk=pilot.submission.pk).get()
    for cells in ([], [Cell(submission=foreign)]):
        with pytest.raises(ValidationError, match="Choose the cells of this form"):
            give_evidence(pilot.submission, cells, report(pilot), by=pilot.officer)


def test_what_is_submitted_while_somebody_gives_a_document_stands_as_it_was_submitted(pilot: Pilot, cell: Cell) -> None:
    seen_before, document = Submission.objects.get(pk=pilot.submission.pk), report(pilot)
    (given,) = give_evidence(seen_before, [cell], document, by=pilot.officer)
    held = Evidence.objects.select_related("cell__submission").get(pk=given.pk)
    Submission.objects.filter(pk=pilot.submission.pk).update(state=State.SUBMITTED)
    with pytest.raises(Denied, match="The form is submitted"):
        give_evidence(seen_before, [cell], document, by=pilot.officer)
    with pytest.raises(Denied, match="The form is submitted"):
        replace_evidence(held, document, by=pilot.officer)
    with pytest.raises(Denied, match="The form is submitted"):
        take_back_evidence(held, by=pilot.officer)
    with pytest.raises(Denied, match="The form is submitted"):
        explain_finding(seen_before, "any", "As reported.", by=pilot.officer)
    assert Evidence.objects.count() == 1
