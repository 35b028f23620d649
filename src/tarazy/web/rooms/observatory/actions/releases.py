"""When figures are to come out, and that they did."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.period import is_period
from tarazy.web.grammar.act import act
from tarazy.web.rooms.observatory.models import (
    Release,
    ReleaseMove,
    Variable,
)
from tarazy.web.rooms.observatory.rules import (
    may_change_release,
    may_plan_release,
)
from tarazy.web.rooms.people.models import User


@act(rule=may_plan_release, verb="plan_release")
def plan_release(variable: Variable, period: str, planned_on: datetime.date, note: str = "", *, by: User) -> Release:
    """Say when the figures of a variable for a period are to come out; once, later days are moves."""
    if not is_period(period):
        raise ValidationError({"period": _("A period is written 2025, 2025-Q1, 2025-07 or 2024/2025.")})
    if Release.objects.filter(variable=variable, period=period).exists():
        raise ValidationError(_("A release of these figures is planned already. Move its day instead."))
    return Release.objects.create(
        variable=variable, period=period, planned_on=planned_on, note=note.strip(), planned_at=timezone.now(),
        planned_by=by,
    )  # fmt: skip


@act(rule=may_change_release, verb="move_release")
def move_release(release: Release, planned_on: datetime.date, reason: str, *, by: User) -> Release:
    """Plan another day, and say why; the former day stays to be read beside it."""
    held = Release.objects.select_for_update(no_key=True).get(pk=release.pk)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: everybody may read it beside the day.")})
    if planned_on == held.planned_on:
        raise ValidationError({"planned_on": _("This is the day that is planned already.")})
    ReleaseMove.objects.create(
        release=held, former_on=held.planned_on, planned_on=planned_on, reason=reason.strip(),
        moved_at=timezone.now(), moved_by=by,
    )  # fmt: skip
    held.planned_on = planned_on
    held.save()
    return held


@act(rule=may_change_release, verb="mark_released")
def mark_released(release: Release, released_on: datetime.date, *, by: User) -> Release:
    """Say on which day the figures came out."""
    if released_on > timezone.localdate():
        raise ValidationError({"released_on": _("This day is still to come.")})
    release.released_on = released_on
    release.save()
    return release
