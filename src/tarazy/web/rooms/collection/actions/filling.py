from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine.words import Problem
from tarazy.exchange.forms.flaws import flaws
from tarazy.exchange.forms.form import Answer
from tarazy.exchange.forms.form import Cell as Question
from tarazy.exchange.forms.given import problem
from tarazy.web.grammar.act import Denied, Refused, about, act
from tarazy.web.grammar.standing import Given, Standing
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import assessed_units
from tarazy.web.rooms.collection.enums import Origin
from tarazy.web.rooms.collection.models import Cell, CellChange, Explanation, Submission
from tarazy.web.rooms.collection.queries.forms import Asked, answer_of, cells_to_answer, findings_of
from tarazy.web.rooms.collection.queries.questions import key_of, units_asked
from tarazy.web.rooms.collection.rules import is_with_its_body, may_fill, may_open
from tarazy.web.rooms.people.models import User


@dataclass(frozen=True)
class Change:
    """What somebody writes into a cell. `seen`: the edition that they saw, 0 where the cell was empty still."""

    variable: str
    breakdown: str
    seen: int
    answer: Answer


@dataclass(frozen=True)
class Overtaken:
    """A cell that somebody else changed after it was seen: it stands as `cell` says, `change` was not saved."""

    change: Change
    cell: Cell


@dataclass(frozen=True)
class Saved:
    """What came of changes. `refused`: with everything that is wrong with each; nothing of these was saved."""

    cells: tuple[Cell, ...]
    same: int
    overtaken: tuple[Overtaken, ...]
    refused: tuple[tuple[Change, tuple[Problem, ...]], ...]


@act(rule=may_open, verb="open_submissions")
def open_submissions(campaign: Campaign, period: str, *, by: User) -> list[Submission]:
    """Give every assessed body that has anything to report its form; those that have one keep it."""
    now = timezone.now()
    present = set(Submission.objects.filter(campaign=campaign, period=period).values_list("unit", flat=True))
    units = list(assessed_units(campaign).exclude(pk__in=present).order_by("pk"))
    asked = units_asked(units, campaign.version, period)
    made = Submission.objects.bulk_create(
        Submission(campaign=campaign, unit=unit, period=period, opened_at=now, changed_at=now) for unit in asked
    )
    about(campaign, opened=len(made))
    return made


@act(rule=may_fill, verb="save_cells")
def save_cells(submission: Submission, changes: Collection[Change], *, origin: Origin, by: User) -> Saved:
    """Write answers into cells, each only where nobody has written since it was seen.

    What is good is saved, what is not is said; every edition stays in the history.
    """
    asked = Asked(held_by_its_body(submission), {(change.variable, change.breakdown) for change in changes})
    questions = {key_of(one.question): one for one in cells_to_answer(asked)}
    saved: list[Cell] = []
    overtaken: list[Overtaken] = []
    refused: list[tuple[Change, tuple[Problem, ...]]] = []
    same = 0
    for change in changes:
        key = change.variable, change.breakdown
        stored = asked.cells.get(key)
        before = Answer() if stored is None else answer_of(stored)
        if before.kept == change.answer.kept:
            same += 1
        elif stored is not None and stored.edition != change.seen:
            overtaken.append(Overtaken(change, stored))
        elif problems := _problems(questions.get(key), change):
            refused.append((change, problems))
        else:
            saved.append(_written(asked.submission, stored, change, origin, by))
    _keep(asked.submission, saved)
    about(submission, saved=len(saved))
    return Saved(tuple(saved), same, tuple(overtaken), tuple(refused))


LOCKED: Final = Standing(lambda: Submission.objects.select_for_update().filter(pk=Given("number")))


def held_by_its_body(submission: Submission) -> Submission:
    """The form as it stands, kept so until the act ends. Raises Denied where it was submitted meanwhile."""
    locked = LOCKED.ask(number=submission.pk)[0]
    submission.state, submission.changed_at = locked.state, locked.changed_at
    if isinstance(refusal := is_with_its_body(submission), Refused):
        raise Denied(refusal.reason)
    return submission


def _problems(question: Question | None, change: Change) -> tuple[Problem, ...]:
    if question is None:
        raise ValidationError(_("The form does not ask for “%(cell)s”."), params={"cell": change.variable})
    return tuple(problem(question.question.variable, flaw) for _key, flaw in flaws(question, change.answer))


def _written(submission: Submission, stored: Cell | None, change: Change, origin: Origin, by: User) -> Cell:
    cell = stored or Cell(submission=submission, variable=change.variable, breakdown=change.breakdown, edition=0)
    cell.value, cell.status = change.answer.value, change.answer.status
    cell.agreement, cell.note = change.answer.agreement, change.answer.note
    cell.origin, cell.changed_at, cell.changed_by = origin, timezone.now(), by
    cell.edition += 1
    return cell


def _keep(submission: Submission, cells: Sequence[Cell]) -> None:
    """The cells as they stand now, and beside them what they say as an edition of their history."""
    if not cells:
        return
    for cell in cells:
        cell.save()
    CellChange.objects.bulk_create(
        CellChange(
            cell=cell, edition=cell.edition, value=cell.value, status=cell.status, agreement=cell.agreement,
            note=cell.note, origin=cell.origin, changed_at=cell.changed_at, changed_by=cell.changed_by,
        )
        for cell in cells
    )  # fmt: skip
    Submission.objects.filter(pk=submission.pk).update(changed_at=timezone.now())


@act(rule=may_fill, verb="explain_finding")
def explain_finding(submission: Submission, case: str, text: str, *, by: User) -> Explanation:
    """Say why a value is right although a check speaks. The explanation is submitted with the form."""
    found = next((one for one in findings_of(Asked(held_by_its_body(submission))) if one.case == case), None)
    if found is None:
        raise ValidationError(_("The finding is gone: the value was changed, or another explanation is asked for now."))
    if found.severity == "stop":
        raise ValidationError(_("This finding cannot be explained away; the value must be mended."))
    if not text.strip():
        raise ValidationError(_("Write why the value is right."), code="text")
    explanation = Explanation.objects.create(
        submission=submission, check_id=found.check, case=case, text=text.strip(), given_at=timezone.now(), given_by=by
    )
    about(submission, case=case)
    return explanation
