"""How far all bodies of a campaign have come, with as few questions to the database for 200 bodies as for one."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q
from django.utils import timezone

from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import assignments_of
from tarazy.web.rooms.collection.enums import Move, State
from tarazy.web.rooms.collection.models import Cell, Explanation, ReturnedCell, StateChange, Submission
from tarazy.web.rooms.collection.queries.forms import Asked, findings_of
from tarazy.web.rooms.collection.queries.questions import questions_of
from tarazy.web.rooms.collection.queries.submissions import closing_days, submissions_of
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import posts_on
from tarazy.web.rooms.units.models import Representation

DONE: Final = (State.CERTIFIED.value, State.ACCEPTED.value)
ROLE_THAT_MOVES_IT: Final[Mapping[str, Role]] = {
    State.DRAFT: Role.OFFICER,
    State.RETURNED: Role.OFFICER,
    State.SUBMITTED: Role.HEAD,
}


@dataclass(frozen=True)
class BodyProgress:
    """One form: how many cells are answered of all, whether it is late, and on whom it waits."""

    submission: Submission
    answered: int
    cells: int
    is_late: bool
    responsible: tuple[User, ...]


def progress_of_bodies(campaign: Campaign) -> list[BodyProgress]:
    """Every form of a campaign, by body and period."""
    submissions = list(submissions_of(campaign).select_related("unit__kind", "unit__peer_group"))
    given = Q(value__isnull=False) | ~Q(status="") | ~Q(agreement="")
    counted = Cell.objects.filter(given, submission__campaign=campaign).values_list("submission")
    answered = dict(counted.annotate(count=Count("pk")).values_list("submission", "count"))
    over = late_since(campaign) is not None
    waits_on = _responsible(campaign, submissions)
    return [
        BodyProgress(
            one,
            answered.get(one.pk, 0),
            len(questions_of(campaign.version, one.unit, one.period)),
            over and one.state not in DONE,
            waits_on.get(one.pk, ()),
        )
        for one in submissions
    ]


def late_since(campaign: Campaign) -> datetime.date | None:
    """The last day of collection, where it has passed."""
    closes_on = campaign.stages.filter(phase=Phase.COLLECTION).values_list("closes_on", flat=True).first()
    return closes_on if closes_on is not None and closes_on < timezone.localdate() else None


def late_forms(campaigns: Collection[Campaign]) -> Mapping[str, int]:
    """How many forms each of some campaigns still waits for though collection is over; without those that wait for
    none.
    """
    closed = closing_days({one.pk for one in campaigns})
    over = [id for id, closes_on in closed.items() if closes_on < timezone.localdate()]
    rows = Submission.objects.filter(campaign__in=over).exclude(state__in=DONE).values_list("campaign")
    return dict(rows.annotate(count=Count("pk")).values_list("campaign", "count"))


def bodies_done(campaign: Campaign) -> set[str]:
    """The units whose heads have certified every form that they have."""
    rows = Submission.objects.filter(campaign=campaign)
    missing = set(rows.exclude(state__in=DONE).values_list("unit", flat=True))
    return set(rows.values_list("unit", flat=True)) - missing


def _responsible(campaign: Campaign, submissions: Sequence[Submission]) -> Mapping[int, tuple[User, ...]]:
    """On whom each form waits: its officers, its head, or, once it is certified, the assessors of the body."""
    bodies = dict(
        Representation.objects.filter(unit__in=[one.unit_id for one in submissions]).values_list("organisation", "unit")
    )
    held: dict[tuple[str, str], dict[int, User]] = {}
    for post in posts_on(timezone.localdate()).filter(organisation__in=bodies, role__in=(Role.OFFICER, Role.HEAD)):
        held.setdefault((bodies[post.organisation_id], post.role), {})[post.user_id] = post.user
    assessors: dict[str, dict[int, User]] = {}
    for assignment in assignments_of(campaign):
        assessors.setdefault(assignment.unit_id, {})[assignment.assessor_id] = assignment.assessor
    found = {}
    for one in submissions:
        role = ROLE_THAT_MOVES_IT.get(one.state)
        people = held.get((one.unit_id, role), {}) if role else assessors.get(one.unit_id, {})
        found[one.pk] = () if one.state == State.ACCEPTED else tuple(people.values())
    return found


@dataclass(frozen=True)
class Labour:
    """What a campaign cost its bodies: forms returned, cells returned, findings of the checks, explanations given."""

    returned_forms: int
    returned_cells: int
    findings: int
    explained: int


def labour_of(campaign: Campaign) -> Labour:
    """Counted anew from all forms, so it takes a moment for many bodies."""
    returned = StateChange.objects.filter(submission__campaign=campaign, move=Move.RETURN)
    return Labour(
        returned.values("submission").distinct().count(),
        ReturnedCell.objects.filter(state_change__in=returned).count(),
        sum(len(findings_of(Asked(one))) for one in submissions_of(campaign).select_related("campaign__version")),
        Explanation.objects.filter(submission__campaign=campaign).values("submission", "case").distinct().count(),
    )
