from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from tarazy.web.rooms.followup.enums import AWAITS_BODY, UNDER_CONTROL, Move, State
from tarazy.web.rooms.followup.life import ANSWER, GIVE, REPORT
from tarazy.web.rooms.followup.models import DeadlineChange, Document, Recommendation, StateChange
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.life import READ_ALL, RIGHTS
from tarazy.web.rooms.people.models import Organisation, Post, User
from tarazy.web.rooms.people.queries import current_posts, organisations_with_right, posts_on, roles_with
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import scope_of


def recommendations() -> QuerySet[Recommendation]:
    """Every recommendation and instruction, the earliest deadline first."""
    found = Recommendation.objects.select_related("unit", "organisation", "owner", "opened_by")
    return found.order_by("deadline", "pk")


def recommendations_to(units: QuerySet[Unit]) -> QuerySet[Recommendation]:
    """What some bodies were ever told."""
    return recommendations().filter(unit__in=units.values("pk"))


def recommendation_numbered(pk: int) -> Recommendation | None:
    return recommendations().filter(pk=pk).first()


def recommendations_of(unit: Unit) -> QuerySet[Recommendation]:
    """What a body was ever told."""
    return recommendations().filter(unit=unit)


def recommendations_from(kind: str, id: str) -> QuerySet[Recommendation]:
    """What came of a thing, named by its kind and id."""
    return recommendations().filter(origin_kind=kind, origin_id=id)


def under_control(found: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """Those of some that are not settled yet."""
    return found.filter(state__in=UNDER_CONTROL)


def overdue(found: QuerySet[Recommendation], day: datetime.date | None = None) -> QuerySet[Recommendation]:
    """Those of some on which the body has to act still though their last day lies before a day (None: today)."""
    return found.filter(state__in=AWAITS_BODY, deadline__lt=day or timezone.localdate())


def bodies_seen_by(user: User) -> QuerySet[Unit]:
    """The bodies whose work somebody may look at: their own; for who gives instructions or reads all, those within the
    reach of their organisation.
    """
    seen = Q(representation__organisation__in=[post.organisation_id for post in current_posts(user)])
    for organisation in {*organisations_with_right(user, GIVE), *organisations_with_right(user, READ_ALL)}:
        if organisation.kind != OrganisationKind.ASSESSING:
            seen |= Q(pk__in=scope_of(organisation).values("pk"))
    return Unit.objects.filter(seen)


def recommendations_seen_by(user: User) -> QuerySet[Recommendation]:
    """What somebody may read: what their body was told; what their organisation gave; and, for who gives or reads all,
    what the bodies within the reach of their organisation were told.
    """
    given = Q(organisation__in=giving_organisations(user))
    return recommendations().filter(given | Q(unit__in=bodies_seen_by(user).values("pk")))


def awaiting_body(user: User) -> QuerySet[Recommendation]:
    """What the people of a body have to answer or to carry out."""
    own = [*organisations_with_right(user, ANSWER), *organisations_with_right(user, REPORT)]
    return awaited_from_bodies().filter(unit__representation__organisation__in=own)


def awaiting_verification(user: User) -> QuerySet[Recommendation]:
    """What was reported as carried out to an organisation in which somebody gives instructions."""
    own = organisations_with_right(user, GIVE)
    return recommendations().filter(organisation__in=own, state="reported")


def state_changes_of(recommendation: Recommendation) -> QuerySet[StateChange]:
    """Every move with its documents, the latest first."""
    documents = Prefetch("documents", Document.objects.select_related("file").order_by("pk"))
    return recommendation.state_changes.select_related("moved_by").prefetch_related(documents).order_by("-pk")


def deadline_changes_of(recommendation: Recommendation) -> QuerySet[DeadlineChange]:
    """Every time that the deadline was moved, the latest first."""
    return recommendation.deadline_changes.select_related("changed_by").order_by("-pk")


def document_numbered(pk: int) -> Document | None:
    return Document.objects.filter(pk=pk).select_related("file", "change__recommendation").first()


def reporter_of(recommendation: Recommendation) -> User | None:
    """Who reported it as carried out last."""
    last = state_changes_of(recommendation).filter(move=Move.REPORT).first()
    return None if last is None else last.moved_by


def posts_of_body(unit: Unit) -> QuerySet[Post]:
    """The posts of today in which somebody answers for a body: its heads and officers."""
    roles = {*roles_with(ANSWER), *roles_with(REPORT)}
    return posts_on(timezone.localdate()).filter(organisation__representation__unit=unit, role__in=roles)


def people_of_body(unit: Unit) -> list[User]:
    """Who may own what a body is told, each once."""
    return list({post.user_id: post.user for post in posts_of_body(unit)}.values())


def answerable(recommendation: Recommendation) -> list[User]:
    """Whom a recommendation concerns in its body: its owner while they hold a post there, and its heads."""
    posts = posts_of_body(recommendation.unit)
    heads = {post.user_id: post.user for post in posts if ANSWER in RIGHTS[Role(post.role)]}
    owner = {post.user_id: post.user for post in posts if post.user_id == recommendation.owner_id}
    return list((owner | heads).values())


def bodies_reached_by(organisation: Organisation) -> QuerySet[Unit]:
    """The bodies to which an organisation may give recommendations and instructions: an assessing body to those of its
    place, others to those within their scope but themselves.
    """
    bodies = Unit.objects.filter(representation__isnull=False).order_by("pk")
    if organisation.kind == OrganisationKind.ASSESSING:
        return bodies.filter(place=organisation.place)
    within = scope_of(organisation).values("pk")
    return bodies.filter(pk__in=within).exclude(representation__organisation=organisation)


def giving_organisations(user: User) -> Sequence[Organisation]:
    """For which organisations somebody gives instructions."""
    return organisations_with_right(user, GIVE)


def awaited_from_bodies() -> QuerySet[Recommendation]:
    """Everything that a body has to answer or to carry out."""
    return recommendations().filter(state__in=AWAITS_BODY)


def people_to_remind(recommendation: Recommendation, days: int) -> list[User]:
    """Who was not reminded yet of a deadline so many working days before it; after it also who gave it."""
    people = {one.pk: one for one in answerable(recommendation)}
    if days < 0 and recommendation.opened_by.is_active:
        people[recommendation.opened_by_id] = recommendation.opened_by
    told = recommendation.reminders.filter(deadline=recommendation.deadline, days=days)
    return [one for pk, one in people.items() if pk not in set(told.values_list("recipient", flat=True))]


def counts_at(units: Collection[str], moment: datetime.datetime) -> tuple[int, int]:
    """How many recommendations and instructions to some bodies were open at a moment, and how many of them overdue, by
    the state and the deadline that each had then.
    """
    states = StateChange.objects.filter(recommendation=OuterRef("pk"), moved_at__lte=moment).order_by("-pk")
    moved = DeadlineChange.objects.filter(recommendation=OuterRef("pk"), changed_at__gt=moment).order_by("pk")
    found = Recommendation.objects.filter(unit__in=units, opened_at__lte=moment).annotate(
        state_then=Coalesce(Subquery(states.values("state")[:1]), Value(State.OPENED.value)),
        deadline_then=Coalesce(Subquery(moved.values("deadline_before")[:1]), F("deadline")),
    )
    late = found.filter(state_then__in=AWAITS_BODY, deadline_then__lt=timezone.localdate(moment))
    return found.filter(state_then__in=UNDER_CONTROL).count(), late.count()
