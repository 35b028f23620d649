"""Who is to be told of early warnings, and who was told of which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from tarazy.engine.checks.early_warnings import EarlyWarning
from tarazy.web.rooms.campaigns.enums import Kind
from tarazy.web.rooms.campaigns.enums import State as CampaignState
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import campaigns
from tarazy.web.rooms.collection.models import Warned
from tarazy.web.rooms.collection.queries.monitoring import BodyInYear
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.models import Post, User
from tarazy.web.rooms.people.queries import posts_on
from tarazy.web.rooms.units.models import Representation, Scope, Unit

OF_BODY: Final = (Role.OFFICER, Role.HEAD)
OF_OBLAST: Final = (Role.HEAD, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class News:
    """What one person was not told yet, body by body."""

    recipient: User
    bodies: tuple[tuple[BodyInYear, tuple[EarlyWarning, ...]], ...]


def running_monitoring() -> QuerySet[Campaign]:
    """The campaigns of monitoring that run."""
    return campaigns().filter(kind=Kind.MONITORING, state=CampaignState.RUNNING)


def news_of(campaign: Campaign, bodies: Sequence[BodyInYear]) -> list[News]:
    """For everybody whom warnings concern, those of which they were not told: the people of the body, heads and
    administrators of the oblast that answers for it, administrators of the centre and of who runs the campaign.
    """
    warned = [body for body in bodies if body.warnings]
    told = set(
        Warned.objects.filter(submission__in=[body.submission.pk for body in warned]).values_list(
            "submission", "kind", "cell", "recipient"
        )
    )
    concerned = _concerned(campaign, [body.unit for body in warned])
    by_person: dict[int, tuple[User, list[tuple[BodyInYear, tuple[EarlyWarning, ...]]]]] = {}
    for body in warned:
        for person in concerned[body.unit.pk]:
            new = tuple(one for one in body.warnings if (body.submission.pk, one.kind, one.cell, person.pk) not in told)
            if new:
                by_person.setdefault(person.pk, (person, []))[1].append((body, new))
    return [News(person, tuple(found)) for person, found in by_person.values()]


def _concerned(campaign: Campaign, units: Collection[Unit]) -> Mapping[str, Sequence[User]]:
    """Whom the warnings of each body concern, each person once."""
    lines = _lines({unit.place for unit in units})
    bodies = dict(Representation.objects.filter(unit__in=units).values_list("unit", "organisation"))
    over: dict[str, set[str]] = {}
    for below, organisation in Scope.objects.values_list("unit", "organisation"):
        over.setdefault(below, set()).add(organisation)
    posts = list(posts_on(timezone.localdate()).filter(role__in={*OF_BODY, *OF_OBLAST}))
    found = {}
    for unit in units:
        own = bodies.get(unit.pk)
        above = {one for level in lines[unit.pk] for one in over.get(level, ())} - {own}
        chosen = (post for post in posts if _is_concerned(post, own, above, campaign))
        found[unit.pk] = list({post.user_id: post.user for post in chosen}.values())
    return found


def _is_concerned(post: Post, own: str | None, above: Collection[str], campaign: Campaign) -> bool:
    if post.organisation_id == own:
        return post.role in OF_BODY
    if post.organisation_id in above:
        return post.role in OF_OBLAST
    if post.role != Role.ADMINISTRATOR:
        return False
    at = post.organisation
    is_centre = at.kind == OrganisationKind.CENTRE and at.place == campaign.organisation.place
    return is_centre or at.pk == campaign.organisation_id


def _lines(places: Collection[str]) -> Mapping[str, Iterable[str]]:
    """Each unit of some places with everything above it."""
    parents = dict(Unit.objects.filter(place__in=places).values_list("pk", "parent"))
    found: dict[str, list[str]] = {}
    for unit in parents:
        line: list[str] = []
        level: str | None = unit
        while level is not None and level not in line:
            line.append(level)
            level = parents.get(level)
        found[unit] = line
    return found
