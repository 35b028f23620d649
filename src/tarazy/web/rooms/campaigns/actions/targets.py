from __future__ import annotations

import datetime
import math

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import about, act
from tarazy.web.rooms.campaigns.enums import Ground
from tarazy.web.rooms.campaigns.models import Campaign, TargetChange
from tarazy.web.rooms.campaigns.queries.targets import target_with
from tarazy.web.rooms.campaigns.rules import may_change_targets
from tarazy.web.rooms.observatory.actions.recording import revise_target
from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.people.models import User


@act(rule=may_change_targets, verb="change_target")
def change_target(
    campaign: Campaign,
    target: Observation,
    value: float,
    ground: Ground,
    act_date: datetime.date,
    *,
    authority: str,
    by: User,
) -> TargetChange:
    """Change a target of the campaign's period by an act and on a ground; what it was stays to be seen.

    `target`: as it stands now. Only a target that has a value is changed.
    """
    current = target_with(campaign, target.pk)
    if current is None:
        raise ValidationError(_("This is no target of the campaign's bodies that stands now."))
    problems = []
    if not math.isfinite(value) or value == current.value:
        problems.append(ValidationError(_("Give another value than the one that stands."), code="value"))
    if not authority.strip():
        problems.append(ValidationError(_("Name the act by which the target is changed."), code="authority"))
    if problems:
        raise ValidationError(problems)
    revised = revise_target(current, value, f"{ground.value}: {authority.strip()}, {act_date}", by=by)
    about(campaign, observation=revised.pk)
    return TargetChange.objects.create(
        campaign=campaign, observation=revised, ground=ground, act=authority.strip(), act_date=act_date
    )
