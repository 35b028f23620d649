"""On whom a phase waits, and who was reminded of its last day."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection
from typing import Final

from django.db.models import Q
from django.utils import timezone

from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.life import REMINDED
from tarazy.web.rooms.campaigns.models import Campaign, Stage
from tarazy.web.rooms.campaigns.queries import assessed_units, assignments_of
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import posts_on
from tarazy.web.rooms.units.models import Representation

OF_BODIES: Final = frozenset({Role.OFFICER, Role.HEAD})
Done = Callable[[Campaign], Collection[str]]
_done: dict[Phase, Done] = {}


def learn_who_is_done(phase: Phase, done: Done) -> None:
    """Take over how to ask which bodies have done their part in a phase. Only the rooms above know, so they say so."""
    _done[phase] = done


def people_to_remind(campaign: Campaign, stage: Stage) -> list[User]:
    """On whom a phase waits today, and who leads the campaign."""
    phase = Phase(stage.phase)
    roles = REMINDED.get(phase, frozenset())
    done = set(_done[phase](campaign)) if phase in _done else set()
    bodies = Representation.objects.filter(unit__in=assessed_units(campaign)).exclude(unit__in=done)
    within = Q(organisation=campaign.organisation)
    waited_for = (
        Q(organisation__in=bodies.values("organisation"), role__in=roles & OF_BODIES)
        | (within & Q(role__in=(roles - OF_BODIES) - {Role.ASSESSOR}))
        | (within & Q(role=Role.ADMINISTRATOR))
    )
    if Role.ASSESSOR in roles:
        waited_for |= Q(role=Role.ASSESSOR, user__in=assignments_of(campaign).order_by().values("assessor"))
    found = {post.user_id: post.user for post in posts_on(timezone.localdate()).filter(waited_for)}
    return list(found.values())


def reminded(campaign: Campaign) -> set[tuple[str, datetime.date, int, int]]:
    """Who was reminded of which deadline of a campaign, so many working days before it."""
    return set(campaign.reminders.values_list("phase", "closes_on", "days", "recipient"))
