from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from tarazy.engine.model.methodology import Dimension, Methodology
from tarazy.engine.model.period import first_day, last_day
from tarazy.web.grammar.standing import Given, Standing, hang
from tarazy.web.rooms.calendar.queries import calendar_of, holidays_in, moved_days_in
from tarazy.web.rooms.campaigns.enums import Phase, State, Treatment
from tarazy.web.rooms.campaigns.models import Assignment, Campaign, Feedback, Participant, Readiness, Stage, StageChange
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.people.enums import OrganisationKind
from tarazy.web.rooms.people.models import Post, User
from tarazy.web.rooms.people.queries import current_posts, holders
from tarazy.web.rooms.units.models import Succession, Unit
from tarazy.web.rooms.units.queries import scope_of, unit_represented_by

FIRST_HALF: Final = 6  # months
SHOWN_TO_BODIES: Final = (State.SCHEDULED, State.RUNNING, State.CLOSED)


def campaigns() -> QuerySet[Campaign]:
    """Every campaign with its organisation and version, the latest prepared first."""
    return Campaign.objects.select_related("organisation", "version").order_by("-prepared_at", "pk")


def campaign_with(id: str) -> Campaign | None:
    return campaigns().filter(pk=id).first()


def stages_of(campaign: Campaign) -> list[Stage]:
    """The stages in the order of phases."""
    order = list(Phase)
    return sorted(campaign.stages.all(), key=lambda stage: order.index(Phase(stage.phase)))


STAGES: Final = Standing(lambda: Stage.objects.filter(campaign=Given("campaign")))


def know_stages(campaign: Campaign) -> None:
    """Read the stages at once, as `prefetch_related` would: several rules will ask for them."""
    hang(campaign, "stages", STAGES.ask(campaign=campaign.pk))


def open_phases(campaign: Campaign, day: datetime.date | None = None) -> frozenset[str]:
    """The phases that are open on a day (none: today). While a campaign is prepared, its schedule is what is open."""
    if campaign.state in (State.PREPARATION, State.SCHEDULED):
        return frozenset({Phase.SCHEDULE.value})
    if campaign.state != State.RUNNING:
        return frozenset()
    today = day or timezone.localdate()
    return frozenset(stage.phase for stage in campaign.stages.all() if stage.opens_on <= today <= stage.closes_on)


def stage_changes_of(campaign: Campaign) -> QuerySet[StageChange]:
    """Every deadline that was moved, the latest first."""
    return campaign.stage_changes.select_related("changed_by").order_by("-pk")


def participants_of(campaign: Campaign) -> QuerySet[Participant]:
    return campaign.participants.select_related("unit", "successor").order_by("unit")


def assessed_units(campaign: Campaign) -> QuerySet[Unit]:
    """The units that report and are scored by themselves."""
    return Unit.objects.filter(participations__campaign=campaign, participations__treatment=Treatment.ASSESSED)


def criteria_of(methodology: Methodology) -> dict[str, tuple[str, ...]]:
    """The blocks, each with the criteria below it: the nodes to which assessors are assigned."""
    nodes = methodology.nodes

    def below(id: str) -> Iterable[str]:
        node = nodes[id]
        if isinstance(node, Dimension):
            if node.criterion:
                yield id
            for child in node.children:
                yield from below(child)

    blocks = [id for id in methodology.index.children if isinstance(nodes[id], Dimension)]
    return {block: tuple(one for one in below(block) if one != block) for block in blocks}


def assignments_of(campaign: Campaign) -> QuerySet[Assignment]:
    """The assignments that hold, with units and assessors."""
    found = Assignment.objects.filter(campaign=campaign, ended_at=None).select_related("unit", "assessor")
    return found.order_by("unit", "node")


def assignment_with(pk: int) -> Assignment | None:
    found = Assignment.objects.filter(pk=pk, ended_at=None)
    return found.select_related("unit", "assessor", "campaign__organisation", "campaign__version").first()


def is_assigned(user: User, campaign: Campaign, unit: Unit, node: str = "") -> bool:
    """Whether somebody assesses a body in a campaign: anything of it, or the node named or what lies above it."""
    found = Assignment.objects.filter(campaign=campaign, unit=unit, assessor=user, ended_at=None)
    if not node:
        return found.exists()
    parents = methodology_of(campaign.version).parents
    nodes = [node]
    while nodes[-1] in parents:
        nodes.append(parents[nodes[-1]])
    return found.filter(node__in=nodes).exists()


def unassigned(campaign: Campaign) -> list[tuple[str, str]]:
    """Each body and block that nobody assesses, neither as a whole nor criterion by criterion."""
    criteria = criteria_of(methodology_of(campaign.version))
    taken = set(assignments_of(campaign).values_list("unit_id", "node"))
    return [
        (unit, block)
        for unit in assessed_units(campaign).order_by("pk").values_list("pk", flat=True)
        for block, below in criteria.items()
        if (unit, block) not in taken and not (below and all((unit, one) in taken for one in below))
    ]


class Conflict(NamedTuple):
    """Why somebody may not assess a body: a post of theirs in an organisation that stands too near to it."""

    post: Post
    own: bool  # the organisation is the body itself; else it answers for the body, or is answered for by it


def conflicts(user: User, unit: Unit, campaign: Campaign) -> list[Conflict]:
    """The posts that exclude somebody from assessing a body."""
    return conflicts_by_unit(user, [unit], campaign).get(unit.pk, [])


def conflicts_by_unit(user: User, units: Collection[Unit], campaign: Campaign) -> dict[str, list[Conflict]]:
    """The posts, held at any time since the period began, that exclude somebody from assessing some bodies.

    A post in the body itself; in a body below it; or in the organisation that answers for it, unless this is the
    organisation that runs the campaign, whose task it is to assess those below.
    """
    since = first_day(campaign.period)
    posts = Post.objects.filter(Q(last_day=None) | Q(last_day__gte=since), user=user).select_related("organisation")
    found: dict[str, list[Conflict]] = {}
    for post in posts.order_by("pk"):
        own = unit_represented_by(post.organisation)
        if own is None:
            continue
        near = {own.pk} | _above(own)
        if post.organisation_id != campaign.organisation_id:
            near |= set(scope_of(post.organisation).values_list("pk", flat=True))
        for unit in units:
            if unit.pk in near:
                found.setdefault(unit.pk, []).append(Conflict(post, own=own.pk == unit.pk))
    return found


def _above(unit: Unit) -> set[str]:
    found: set[str] = set()
    while unit.parent is not None:
        unit = unit.parent
        found.add(unit.pk)
    return found


class Reorganised(NamedTuple):
    """How a unit that ended within the period takes part."""

    treatment: Treatment
    successor: Unit | None
    on: datetime.date | None


def treatments(units: Sequence[Unit], period: str) -> Mapping[str, Reorganised]:
    """The half-year rule: who ended in the first half of a year is assessed within the successor that took the
    greatest share; who ended in the second half, or without a successor, is analysed only; all others are assessed.
    """
    first, last = first_day(period), last_day(period)
    ended = [unit for unit in units if unit.valid_to is not None and first < unit.valid_to <= last]
    heirs: dict[str, Unit] = {}
    successions = Succession.objects.filter(from_unit__in=ended, on__gte=first, on__lte=last).select_related("to_unit")
    for succession in successions.order_by("from_unit", "-share", "to_unit"):
        heirs.setdefault(succession.from_unit_id, succession.to_unit)
    found = {unit.pk: Reorganised(Treatment.ASSESSED, None, None) for unit in units}
    for unit in ended:
        early = unit.valid_to is not None and unit.valid_to.month <= FIRST_HALF and unit.pk in heirs
        found[unit.pk] = (
            Reorganised(Treatment.WITHIN_SUCCESSOR, heirs[unit.pk], unit.valid_to)
            if early
            else Reorganised(Treatment.ANALYSED, None, unit.valid_to)
        )
    return found


def campaigns_of(user: User) -> QuerySet[Campaign]:
    """The campaigns that concern somebody: run by an organisation of theirs or, for the centre, within its place; in
    which a body of theirs takes part once the schedule is approved; in which they assess.
    """
    posts = current_posts(user)
    own = Participant.objects.filter(campaign=OuterRef("pk"), unit__representation__organisation__in=_ids(posts))
    assessed = Assignment.objects.filter(campaign=OuterRef("pk"), assessor=user, ended_at=None)
    concerns = Q(organisation__in=_ids(posts)) | Q(Exists(own), state__in=SHOWN_TO_BODIES) | Q(Exists(assessed))
    centres = {post.organisation.place for post in posts if post.organisation.kind == OrganisationKind.CENTRE}
    return campaigns().filter(concerns | Q(organisation__place__in=centres))


def _ids(posts: Collection[Post]) -> list[str]:
    return [post.organisation_id for post in posts]


def eligible_units(campaign: Campaign) -> list[Unit]:
    """The units that may take part: of a kind that the methodology assesses, within the scope of the organisation that
    runs the campaign, and there at some time of the period; by kind and id.
    """
    first, last = first_day(campaign.period), last_day(campaign.period)
    begun, open_still = Q(valid_from=None) | Q(valid_from__lte=last), Q(valid_to=None) | Q(valid_to__gt=first)
    found = scope_of(campaign.organisation).filter(begun & open_still).select_related("kind", "parent")
    kinds = methodology_of(campaign.version).assessed_kinds
    return list((found if kinds == "any" else found.filter(kind__in=kinds)).order_by("kind", "pk"))


def assessors() -> list[User]:
    """Everybody who holds a post of an assessor today, by name."""
    found = {post.user_id: post.user for post in holders("submission.accept")}
    return sorted(found.values(), key=lambda user: (user.full_name, user.pk))


def not_copied(campaign: Campaign) -> list[Assignment]:
    """The assignments of the campaign from which one was copied that nobody has in the copy."""
    if campaign.copied_from is None:
        return []
    present = set(assignments_of(campaign).values_list("unit_id", "node"))
    return [one for one in assignments_of(campaign.copied_from) if (one.unit_id, one.node) not in present]


def why_no_working_day(place: str, days: Collection[datetime.date]) -> dict[datetime.date, str]:
    """Those of some days that are no working days, each with the calendar's name of it or its day of the week."""
    calendar = calendar_of(place)
    free = {day for day in days if not calendar.is_working_day(day)}
    named: dict[datetime.date, str] = {}
    for year in {day.year for day in free}:
        named |= {moved.day: str(moved.title) for moved in moved_days_in(place, year)}
        named |= {holiday.day: str(holiday.title) for holiday in holidays_in(place, year)}
    return {day: named.get(day) or date_format(day, "l") for day in free}


def feedback_of(campaign: Campaign) -> QuerySet[Feedback]:
    """What was said on a pilot, the latest first."""
    return campaign.feedback.select_related("said_by").order_by("-pk")


def readiness_of(campaign: Campaign) -> QuerySet[Readiness]:
    """The list of what must hold before a pilot's rule goes country-wide, in its order."""
    return campaign.readiness.select_related("judged_by").order_by("position")


def readiness_point_with(pk: int) -> Readiness | None:
    return Readiness.objects.filter(pk=pk).select_related("campaign__organisation", "campaign__version").first()


def counts_by_treatment(campaign: Campaign) -> Mapping[str, int]:
    rows = campaign.participants.values_list("treatment").annotate(count=Count("pk"))
    return dict(rows.values_list("treatment", "count"))
