from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.coded import Coded
from tarazy.engine.model.observations import Observations
from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import local_text
from tarazy.web.rooms.collection.enums import Agreement, Move, State
from tarazy.web.rooms.collection.life import LIFE
from tarazy.web.rooms.collection.models import Acceptance, Cell, ReturnedCell, StateChange, Submission
from tarazy.web.rooms.collection.queries.forms import Asked, form_of, held_back_by
from tarazy.web.rooms.collection.queries.submissions import accepted_blocks, cells_of, digest_of
from tarazy.web.rooms.collection.rules import may_accept_block, may_move
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.observatory.actions.variables import register_asked_variables
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import system_actor


@act(rule=may_move, verb="move_submission")
def move_submission(
    submission: Submission, move: Move, *, reasons: Mapping[tuple[str, str], str] | None = None, by: User
) -> StateChange:
    """Take a submission one step further. What is submitted must be whole; what is returned names its cells and why."""
    locked = _locked(submission)
    target = LIFE.after(State(locked.state), move)
    if move == Move.ACCEPT:
        raise ValidationError(_("A form is accepted block by block."))
    if move == Move.SUBMIT:
        _refuse_unfinished(Asked(locked))
    returned = _returned(locked, reasons or {}) if move == Move.RETURN else []
    change = _moved(locked, move, target, by)
    ReturnedCell.objects.bulk_create(
        ReturnedCell(state_change=change, cell=cell, edition=cell.edition, reason=reason) for cell, reason in returned
    )
    about(locked, digest=change.digest, move=move.value)
    submission.state = locked.state
    return change


def _locked(submission: Submission) -> Submission:
    found = Submission.objects.select_for_update(of=("self",)).select_related("unit", "campaign__version")
    return found.get(pk=submission.pk)


def _refuse_unfinished(asked: Asked) -> None:
    """Every cell is answered, and no check holds it back."""
    open_cells = [cell for cell in form_of(asked).cells.values() if not cell.answer.is_given]
    problems = []
    if open_cells:
        names = "; ".join(local_text(cell.question.title).here for cell in open_cells[:_NAMED])
        problems.append(
            ValidationError(
                _("Cells without an answer: %(count)s. The first of them: %(names)s."),
                code="open",
                params={"count": len(open_cells), "names": names},
            )
        )
    held = held_back_by(asked)
    if held:
        problems.append(
            ValidationError(
                _("Findings of the checks that must be mended or explained first: %(count)s."),
                code="findings",
                params={"count": len(held)},
            )
        )
    if problems:
        raise ValidationError(problems)


_NAMED = 3


def _returned(submission: Submission, reasons: Mapping[tuple[str, str], str]) -> list[tuple[Cell, str]]:
    cells = cells_of(submission)
    unknown = [key for key in reasons if key not in cells]
    if unknown:
        raise ValidationError(_("The form has no cell “%(cell)s”."), params={"cell": unknown[0][0]})
    given = [(cells[key], reason.strip()) for key, reason in reasons.items() if reason.strip()]
    if not given:
        raise ValidationError(_("Name at least one cell that is to be corrected, and say why."))
    return given


def _moved(submission: Submission, move: Move, target: State, by: User) -> StateChange:
    submission.state, submission.changed_at = target, timezone.now()
    submission.save(update_fields=["state", "changed_at"])
    return StateChange.objects.create(
        submission=submission, move=move, state=target, digest=digest_of(submission), moved_at=submission.changed_at,
        moved_by=by,
    )  # fmt: skip


@act(rule=may_accept_block, verb="accept_block")
def accept_block(submission: Submission, block: str, *, by: User) -> Acceptance:
    """Accept what a body reports in a block. With the last block the whole form is accepted, and its cells become
    observations of the series self-report.
    """
    locked = _locked(submission)
    form = form_of(Asked(locked))
    blocks = [one.block for one in form.blocks]
    if block not in blocks:
        raise ValidationError(_("The form asks nothing in “%(block)s”."), params={"block": block})
    certified = locked.state_changes.order_by("-pk").first()
    if certified is None or block in accepted_blocks(locked):
        raise ValidationError(_("This block is accepted already."))
    accepted = Acceptance.objects.create(
        state_change=certified, block=block, accepted_at=timezone.now(), accepted_by=by
    )
    if set(blocks) <= accepted_blocks(locked):
        _record(locked)
        _moved(locked, Move.ACCEPT, LIFE.after(State(locked.state), Move.ACCEPT), by)
    about(locked, digest=certified.digest, block=block)
    submission.state = locked.state
    return accepted


def _record(submission: Submission) -> None:
    """The cells as observations. What was known already and is confirmed the observatory has; it is not said twice."""
    system = system_actor()
    asked = Asked(submission)
    known = {(one.variable, one.breakdown) for one in asked.questions if asked.known(one) is not None}
    cells = [
        cell
        for key, cell in asked.cells.items()
        if (cell.value is not None or cell.status) and (key not in known or cell.agreement == Agreement.OBJECTED)
    ]
    register_asked_variables(asked.methodology, by=system)
    if cells:
        record_observations(_observations(submission, cells), reason=str(submission), by=system)


def _observations(submission: Submission, cells: Sequence[Cell]) -> Observations:
    return Observations(
        unit=Coded.of([submission.unit_id] * len(cells)),
        variable=Coded.of([cell.variable for cell in cells]),
        period=Coded.of([submission.period] * len(cells)),
        breakdown=Coded.of([cell.breakdown for cell in cells]),
        value=np.array([np.nan if cell.value is None else cell.value for cell in cells], dtype=np.float64),
        status=Coded.of([cell.status for cell in cells]),
        series=Coded((Series.SELF_REPORT.value,)),
        source=Coded((f"submission:{submission.campaign_id}:{submission.unit_id}:{submission.period}",)),
    )
