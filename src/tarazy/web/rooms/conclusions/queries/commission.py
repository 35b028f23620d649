"""Who decides on an appeal: the commission without everybody who took part, its quorum, its votes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import CharField, Model, Q, QuerySet, Value
from django.db.models.functions import Cast

from tarazy.engine.model.period import first_day
from tarazy.web.rooms.campaigns.models import Assignment, Campaign, TargetChange
from tarazy.web.rooms.campaigns.queries import conflicts, conflicts_by_unit
from tarazy.web.rooms.collection.models import Acceptance, Cell, CellChange, Evidence, Explanation
from tarazy.web.rooms.collection.models import StateChange as FormChange
from tarazy.web.rooms.conclusions.enums import AppealMove, AppealState, Part, Round
from tarazy.web.rooms.conclusions.life import UNDECIDED, VOTE
from tarazy.web.rooms.conclusions.models import (
    Answer,
    Appeal,
    Conclusion,
    Issuing,
    ItemReply,
    Quorum,
    Reply,
    ReplyDocument,
    StateChange,
    Vote,
)
from tarazy.web.rooms.conclusions.queries.appeals import appeals_before, round_of
from tarazy.web.rooms.followup.models import Recommendation
from tarazy.web.rooms.people.enums import OrganisationKind
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import holders
from tarazy.web.rooms.remarks.models import Remark
from tarazy.web.rooms.verification.models import Assignment as Check
from tarazy.web.rooms.verification.models import Cancellation, Finding, PenaltyCase, Settlement

CHECKED: Final = "item__item__change__cell__submission__"
# How people take part: the table, the way from its rows to campaign and unit, who stands there.
TAKING_PART: Final[tuple[tuple[Part, type[Model], str, str], ...]] = (
    (Part.ASSIGNED, Assignment, "", "assessor"),
    (Part.FILLED, CellChange, "cell__submission__", "changed_by"),
    (Part.FILLED, Evidence, "cell__submission__", "given_by"),
    (Part.FILLED, Explanation, "submission__", "given_by"),
    (Part.MOVED, FormChange, "submission__", "moved_by"),
    (Part.ACCEPTED, Acceptance, "state_change__submission__", "accepted_by"),
    (Part.VERIFIED, Check, CHECKED, "verifier"),
    (Part.VERIFIED, Finding, CHECKED, "verifier"),
    (Part.SETTLED, Settlement, CHECKED, "settled_by"),
    (Part.PENALISED, PenaltyCase, "", "opened_by"),
    (Part.PENALISED, Cancellation, "case__", "cancelled_by"),
    (Part.CONCLUDED, Conclusion, "", "begun_by"),
    (Part.CONCLUDED, Issuing, "conclusion__", "issued_by"),
    (Part.CONCLUDED, StateChange, "conclusion__", "moved_by"),
    (Part.CONCLUDED, Answer, "item__conclusion__", "answered_by"),
    (Part.CONCLUDED, ItemReply, "item__conclusion__", "said_by"),
    (Part.CONCLUDED, ReplyDocument, "item__conclusion__", "given_by"),
    (Part.CONCLUDED, Reply, "conclusion__", "sent_by"),
)

Parts = Mapping[int, frozenset[Part]]


def parts_taken(campaign: Campaign, units: Collection[str]) -> Mapping[str, Parts]:
    """How everybody took part in the assessment of some bodies, by body and user; posts are not among it."""
    found: dict[str, dict[int, set[Part]]] = {unit: {} for unit in units}
    for unit, user, part in (*_by_acts(campaign, units), *_by_remarks(campaign, units)):
        found[unit].setdefault(user, set()).add(Part(part))
    return {unit: {user: frozenset(parts) for user, parts in users.items()} for unit, users in found.items()}


def _by_acts(campaign: Campaign, units: Collection[str]) -> QuerySet[Model, tuple[str, int, str]]:
    """One statement for all tables."""
    rows = [
        model._default_manager.filter(**{f"{way}campaign": campaign, f"{way}unit__in": units}).values_list(
            f"{way}unit", who, Value(part.value)
        )
        for part, model, way, who in TAKING_PART
    ]
    targets = TargetChange.objects.filter(campaign=campaign, observation__unit__in=units)
    since = first_day(campaign.period)
    told = Recommendation.objects.filter(unit__in=units, opened_at__date__gte=since)
    rows += [
        targets.values_list("observation__unit", "observation__recorded_by", Value(Part.TARGETED.value)),
        told.values_list("unit", "opened_by", Value(Part.RECOMMENDED.value)),
    ]
    return rows[0].order_by().union(*(one.order_by() for one in rows[1:]))


def _by_remarks(campaign: Campaign, units: Collection[str]) -> Iterator[tuple[str, int, str]]:
    """Remarks know a cell by kind and id only."""
    cells = Cell.objects.filter(submission__campaign=campaign, submission__unit__in=units)
    ids = cells.annotate(written=Cast("pk", CharField())).values("written")
    remarks = Remark.objects.filter(about_kind=Cell._meta.label_lower, about_id__in=ids)
    said = list(remarks.values_list("about_id", "said_by").distinct())
    unit_of = dict(cells.filter(pk__in=[int(id) for id, _ in said]).values_list("pk", "submission__unit"))
    for id, user in said:
        yield unit_of[int(id)], user, Part.REMARKED.value


def took_part(user: User, appeal: Appeal) -> frozenset[Part]:
    """How somebody took part in the assessment of the body, or stands too near to it: empty for who may decide."""
    conclusion = appeal.conclusion
    taken = parts_taken(conclusion.campaign, [conclusion.unit_id])[conclusion.unit_id]
    return _parts(user, conclusion, taken)


def _parts(user: User, conclusion: Conclusion, taken: Parts) -> frozenset[Part]:
    near = {Part.NEAR} if conflicts(user, conclusion.unit, conclusion.campaign) else set()
    return taken.get(user.pk, frozenset()) | near


def members_of(campaign: Campaign) -> list[User]:
    """Who holds a post of a member today: in the organisation that runs the campaign, or in the centre of its place."""
    organisation = campaign.organisation
    centre = Q(organisation__kind=OrganisationKind.CENTRE, organisation__place=organisation.place)
    posts = holders(VOTE).filter(centre | Q(organisation=organisation))
    found = {post.user_id: post.user for post in posts}
    return sorted(found.values(), key=lambda user: (user.full_name, user.pk))


def quorum_of(campaign: Campaign) -> int:
    """How many votes a decision needs: as an act says; without one, more than half of the members."""
    held = last_quorum(campaign)
    return held.votes if held else len(members_of(campaign)) // 2 + 1


def last_quorum(campaign: Campaign) -> Quorum | None:
    return Quorum.objects.filter(campaign=campaign).order_by("-pk").first()


@dataclass(frozen=True)
class Seat:
    """A member with what excludes them, if anything. `voted_before`: they voted on the appeal itself, so that others
    decide on the complaint where there are enough of them.
    """

    member: User
    parts: frozenset[Part]
    voted_before: bool
    is_excluded: bool


@dataclass(frozen=True)
class Commission:
    """Who decides on an appeal in its present round. `quorum`: how many votes that needs."""

    round: Round
    seats: tuple[Seat, ...]
    quorum: int

    @property
    def deciding(self) -> list[User]:
        return [seat.member for seat in self.seats if not seat.is_excluded]

    @property
    def has_quorum(self) -> bool:
        return len(self.deciding) >= self.quorum


def commission_of(appeal: Appeal) -> Commission:
    """The members, without those who took part and, on a complaint, without those who voted before if enough remain."""
    conclusion, round = appeal.conclusion, round_of(appeal)
    taken = parts_taken(conclusion.campaign, [conclusion.unit_id])[conclusion.unit_id]
    parts = {member: _parts(member, conclusion, taken) for member in members_of(conclusion.campaign)}
    voted = set(votes_of(appeal, Round.APPEAL).values_list("member", flat=True)) if round == Round.COMPLAINT else set()
    quorum = quorum_of(conclusion.campaign)
    fresh = [member for member, found in parts.items() if not found and member.pk not in voted]
    others_decide = len(fresh) >= quorum
    seats = (
        Seat(member, found, member.pk in voted, bool(found) or (others_decide and member.pk in voted))
        for member, found in parts.items()
    )
    return Commission(round, tuple(seats), quorum)


def votes_of(appeal: Appeal, round: Round) -> QuerySet[Vote]:
    return Vote.objects.filter(appeal=appeal, round=round).select_related("member").order_by("pk")


def claims_carried(appeal: Appeal, round: Round) -> list[int]:
    """The claims that more than half of the votes cast in a round grant."""
    votes = list(votes_of(appeal, round))
    claims = appeal.claims.order_by("pk").values_list("pk", flat=True)
    return [claim for claim in claims if 2 * sum(claim in vote.granted for vote in votes) > len(votes)]


def waiting_for(member: User) -> list[tuple[Appeal, AppealMove]]:
    """The appeals on which somebody's own step is next, each with it; those from which they are excluded are not
    among them.
    """
    candidates = list(appeals_before(member).filter(state__in=(*UNDECIDED, AppealState.COMPLAINED)))
    by_campaign: dict[str, list[Appeal]] = {}
    for appeal in candidates:
        by_campaign.setdefault(appeal.conclusion.campaign_id, []).append(appeal)
    votes: dict[tuple[int, str], set[int]] = {}
    for number, round, voter in Vote.objects.filter(appeal__in=candidates).values_list("appeal", "round", "member"):
        votes.setdefault((number, round), set()).add(voter)
    found = []
    for of_campaign in by_campaign.values():
        campaign = of_campaign[0].conclusion.campaign
        units = {appeal.conclusion.unit_id: appeal.conclusion.unit for appeal in of_campaign}
        taken, near = parts_taken(campaign, units), conflicts_by_unit(member, list(units.values()), campaign)
        quorum = quorum_of(campaign)
        for appeal in of_campaign:
            unit = appeal.conclusion.unit_id
            if member.pk in taken[unit] or unit in near:
                continue
            move = _next_step(appeal, member, votes.get((appeal.pk, round_of(appeal)), set()), quorum)
            if move is not None:
                found.append((appeal, move))
    return found


def _next_step(appeal: Appeal, member: User, voted: set[int], quorum: int) -> AppealMove | None:
    again = appeal.state == AppealState.COMPLAINED
    if appeal.state == AppealState.FILED:
        return AppealMove.ADMIT
    if again and member not in commission_of(appeal).deciding:
        return None
    if member.pk not in voted:
        return AppealMove.VOTE_AGAIN if again else AppealMove.VOTE
    if len(voted) >= quorum:
        return AppealMove.DECIDE_FINALLY if again else AppealMove.DECIDE
    return None
