from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.campaigns.actions.preparation import refuse_disorder
from tarazy.web.rooms.campaigns.enums import Kind, Move, Phase, State, Treatment
from tarazy.web.rooms.campaigns.life import LIFE, PHASES
from tarazy.web.rooms.campaigns.models import Assignment, Campaign, Stage, StageChange
from tarazy.web.rooms.campaigns.queries import criteria_of, participants_of, stages_of
from tarazy.web.rooms.campaigns.rules import may_assign, may_end_assignment, may_move, may_shift_stage
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.units.models import Unit


@act(rule=may_shift_stage, verb="shift_stage")
def shift_stage(
    campaign: Campaign,
    phase: Phase,
    opens_on: datetime.date,
    closes_on: datetime.date,
    reason: LocalText,
    *,
    authority: str,
    by: User,
) -> StageChange:
    """Move the days of a phase of an approved schedule. Before and after stay visible, with the act and the reason."""
    if not authority.strip():
        raise ValidationError(_("Name the act by which the deadline is moved."), code="authority")
    stage = Stage.objects.select_for_update().get(campaign=campaign, phase=phase)
    days = {Phase(one.phase): (one.opens_on, one.closes_on) for one in stages_of(campaign)}
    refuse_disorder({**days, phase: (opens_on, closes_on)})
    change = StageChange.objects.create(
        campaign=campaign, phase=phase, opens_on_before=stage.opens_on, closes_on_before=stage.closes_on,
        opens_on=opens_on, closes_on=closes_on, act=authority.strip(), reason=reason, changed_at=timezone.now(),
        changed_by=by,
    )  # fmt: skip
    stage.opens_on, stage.closes_on = opens_on, closes_on
    stage.save(update_fields=["opens_on", "closes_on"])
    about(campaign, phase=phase.value)
    return change


@act(rule=may_move, verb="move_campaign")
def move_campaign(campaign: Campaign, move: Move, *, authority: str = "", by: User) -> Campaign:
    """Take a campaign one step further. A schedule is approved by a named act, whole and with somebody to assess."""
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    locked.state = LIFE.after(State(locked.state), move)
    if move == Move.APPROVE_SCHEDULE:
        _refuse_incomplete(locked, authority)
        locked.schedule_act = authority.strip()
    locked.save(update_fields=["state", "schedule_act"])
    about(locked, move=move.value)
    campaign.state, campaign.schedule_act = locked.state, locked.schedule_act
    return campaign


def _refuse_incomplete(campaign: Campaign, authority: str) -> None:
    problems = []
    planned = {stage.phase for stage in campaign.stages.all()}
    missing = [phase.label for phase in PHASES[Kind(campaign.kind)] if phase not in planned]
    if missing:
        names = ", ".join(str(label) for label in missing)
        problems.append(ValidationError(_("These phases have no days yet: %(phases)s."), params={"phases": names}))
    if not campaign.participants.filter(treatment=Treatment.ASSESSED).exists():
        problems.append(ValidationError(_("Nobody takes part yet. Choose the units that are assessed.")))
    if not authority.strip():
        problems.append(ValidationError(_("Name the act that approves the schedule."), code="authority"))
    if problems:
        raise ValidationError(problems)


@act(rule=may_assign, verb="assign")
def assign(campaign: Campaign, unit: Unit, assessor: User, node: str, *, by: User) -> Assignment:
    """Give a body's block, or one criterion of it, to an assessor; whoever had it before no longer has."""
    if not participants_of(campaign).filter(unit=unit, treatment=Treatment.ASSESSED).exists():
        raise ValidationError(_("%(unit)s is not assessed in this campaign."), params={"unit": unit.pk})
    criteria = criteria_of(methodology_of(campaign.version))
    if node not in criteria and node not in {one for below in criteria.values() for one in below}:
        raise ValidationError(_("“%(node)s” is neither a block nor a criterion."), params={"node": node})
    now = timezone.now()
    Assignment.objects.filter(campaign=campaign, unit=unit, node=node, ended_at=None).update(ended_at=now)
    return Assignment.objects.create(
        campaign=campaign, unit=unit, node=node, assessor=assessor, assigned_at=now, assigned_by=by
    )


@act(rule=may_end_assignment, verb="end_assignment")
def end_assignment(assignment: Assignment, *, by: User) -> Assignment:
    """Take a body's block from its assessor."""
    assignment.ended_at = timezone.now()
    assignment.save(update_fields=["ended_at"])
    return assignment
