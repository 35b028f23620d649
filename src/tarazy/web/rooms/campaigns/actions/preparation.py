from __future__ import annotations

import datetime
import functools
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.period import is_part_of, is_period, last_day, length_of
from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.calendar.queries import Calendar, calendar_of
from tarazy.web.rooms.campaigns.enums import Kind, Phase
from tarazy.web.rooms.campaigns.life import PHASES
from tarazy.web.rooms.campaigns.models import Assignment, Campaign, Participant, Stage
from tarazy.web.rooms.campaigns.queries import assignments_of, campaign_with, stages_of, treatments
from tarazy.web.rooms.campaigns.rules import may_assign, may_change, may_copy, may_prepare, may_use
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import scope_of


@act(rule=may_prepare, verb="prepare_campaign")
def prepare_campaign(
    id: str,
    kind: Kind,
    title: LocalText,
    organisation: Organisation,
    version: Version,
    period: str,
    *,
    hypothesis: LocalText | None = None,
    beside: Campaign | None = None,
    copied_from: Campaign | None = None,
    by: User,
) -> Campaign:
    """Begin an assessment cycle. One with a hypothesis is a pilot, and may run beside the official one."""
    is_pilot = hypothesis is not None
    campaign = Campaign(
        id=id, kind=kind, title=title, organisation=organisation, version=version, period=period, is_pilot=is_pilot,
        hypothesis=hypothesis, beside=beside, copied_from=copied_from, prepared_at=timezone.now(), prepared_by=by,
    )  # fmt: skip
    _refuse_unfit(campaign)
    campaign.save(force_insert=True)
    about(campaign, methodology=version.hash)
    return campaign


def _refuse_unfit(campaign: Campaign) -> None:
    problems = []
    if campaign_with(campaign.pk) is not None:
        problems.append(ValidationError(_("A campaign with this id exists already."), code="id"))
    fit = may_use(campaign.version, is_pilot=campaign.is_pilot)
    if fit is not True:
        problems.append(ValidationError(getattr(fit, "reason", ""), code="version"))
    period = _why_no_period(campaign)
    if period is not None:
        problems.append(period)
    if campaign.beside is not None and (campaign.beside.is_pilot or campaign.beside.period != campaign.period):
        problems.append(
            ValidationError(
                _("A pilot runs beside a campaign that is no pilot and has the same period."), code="beside"
            )
        )
    if problems:
        raise ValidationError(problems)
    campaign.clean_fields(exclude=["hypothesis"])


def _why_no_period(campaign: Campaign) -> ValidationError | None:
    """A campaign has a period as long as those of its methodology; monitoring a part of one."""
    wanted, given = methodology_of(campaign.version).period, campaign.period
    params = {"length": wanted, "period": given}
    if campaign.kind == Kind.MONITORING:
        if is_period(given) and is_part_of(length_of(given), wanted):
            return None
        return ValidationError(
            _("Monitoring has a month or a quarter as its period, shorter than what the methodology assesses; "
              "“%(period)s” is none. Write 2026-Q3 or 2026-07."), code="period", params=params,
        )  # fmt: skip
    if is_period(given) and length_of(given) == wanted:
        return None
    return ValidationError(
        _("The methodology assesses by %(length)s; “%(period)s” is no such period. Write 2026, 2026-Q1 or 2026-01."),
        code="period",
        params=params,
    )


@act(rule=may_change, verb="choose_participants")
def choose_participants(campaign: Campaign, units: Sequence[Unit], *, by: User) -> list[Participant]:
    """Say who takes part, in place of whom was chosen before. How each does follows from the half-year rule."""
    kinds = methodology_of(campaign.version).assessed_kinds
    within = set(scope_of(campaign.organisation).values_list("pk", flat=True))
    problems = [
        ValidationError(_("%(unit)s is of a kind that the methodology does not assess."), params={"unit": unit.pk})
        for unit in units
        if kinds != "any" and unit.kind_id not in kinds
    ] + [
        ValidationError(_("%(unit)s is outside the scope of the organisation."), params={"unit": unit.pk})
        for unit in units
        if unit.pk not in within
    ]
    if problems:
        raise ValidationError(problems)
    found = treatments(units, campaign.period)
    campaign.participants.all().delete()
    return Participant.objects.bulk_create(
        Participant(
            campaign=campaign,
            unit=unit,
            treatment=found[unit.pk].treatment,
            successor=found[unit.pk].successor,
            reason="" if found[unit.pk].on is None else f"{found[unit.pk].on}",
        )
        for unit in units
    )


@act(rule=may_change, verb="plan_stages")
def plan_stages(
    campaign: Campaign,
    stages: Mapping[Phase, tuple[datetime.date, datetime.date]],
    *,
    targets_frozen_on: datetime.date | None = None,
    by: User,
) -> list[Stage]:
    """Write the schedule: the first and last day of each phase that a campaign of this kind has, and from when on no
    target changes.
    """
    foreign = [phase for phase in stages if phase not in PHASES[Kind(campaign.kind)]]
    if foreign:
        raise ValidationError(
            _("A campaign of this kind has no phase “%(phase)s”."), params={"phase": foreign[0].label}
        )
    refuse_disorder(stages)
    campaign.stages.all().delete()
    planned = Stage.objects.bulk_create(
        Stage(campaign=campaign, phase=phase, opens_on=opens, closes_on=closes)
        for phase, (opens, closes) in stages.items()
    )
    campaign.targets_frozen_on = targets_frozen_on
    campaign.save(update_fields=["targets_frozen_on"])
    about(campaign)
    return planned


def refuse_disorder(stages: Mapping[Phase, tuple[datetime.date, datetime.date]]) -> None:
    """A phase ends after it begins, and none begins before one that stands before it."""
    problems = [
        ValidationError(_("“%(phase)s” ends before it begins."), code=phase, params={"phase": phase.label})
        for phase, (opens, closes) in stages.items()
        if closes < opens
    ]
    ordered = [phase for phase in Phase if phase in stages]
    problems += [
        ValidationError(
            _("“%(later)s” begins before “%(earlier)s” does."),
            code=later,
            params={"later": later.label, "earlier": earlier.label},
        )
        for earlier, later in pairwise(ordered)
        if stages[later][0] < stages[earlier][0]
    ]
    if problems:
        raise ValidationError(problems)


@dataclass(frozen=True)
class Copied:
    """A copy of a campaign, and the assignments that were left out: their assessor no longer may or is no more."""

    copied: Campaign
    left_out: tuple[Assignment, ...]


@act(rule=may_copy, verb="copy_campaign")
def copy_campaign(campaign: Campaign, id: str, title: LocalText, period: str, *, by: User) -> Copied:
    """Prepare a campaign like an earlier one: its units, its days as many months later, its assignments."""
    made = prepare_campaign(
        id, Kind(campaign.kind), title, campaign.organisation, campaign.version, period,
        hypothesis=campaign.hypothesis, copied_from=campaign, by=by,
    )  # fmt: skip
    units = [one.unit for one in campaign.participants.select_related("unit").order_by("unit")]
    choose_participants(made, units, by=by)
    months = _months(last_day(period)) - _months(last_day(campaign.period))
    later = functools.partial(_months_later, calendar_of(campaign.organisation.place), months=months)
    days = {Phase(stage.phase): (later(stage.opens_on), later(stage.closes_on)) for stage in stages_of(campaign)}
    frozen = campaign.targets_frozen_on
    plan_stages(made, days, targets_frozen_on=frozen and later(frozen), by=by)
    left_out = []
    for one in assignments_of(campaign):
        if may_assign(by, made, one.unit, one.assessor) is True:
            Assignment.objects.create(
                campaign=made, unit=one.unit, node=one.node, assessor=one.assessor, assigned_at=timezone.now(),
                assigned_by=by,
            )  # fmt: skip
        else:
            left_out.append(one)
    about(made, methodology=made.version.hash)
    return Copied(made, tuple(left_out))


def _months(day: datetime.date) -> int:
    return day.year * 12 + day.month - 1


def _months_later(calendar: Calendar, day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or its last; the next working day where it is none."""
    year, month = divmod(_months(day) + months, 12)
    last = monthrange(year, month + 1)[1]
    return calendar.next_working_day(day.replace(year=year, month=month + 1, day=min(day.day, last)))
