"""When figures come out: what is planned, what is late, what has come."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from tarazy.web.rooms.methodologies.life import DRAW_UP
from tarazy.web.rooms.observatory.models import Release, Variable
from tarazy.web.rooms.observatory.queries.variables import variables
from tarazy.web.rooms.people.enums import OrganisationKind
from tarazy.web.rooms.people.life import RECORD
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import organisations_with_right


@dataclass(frozen=True)
class NextRelease:
    """The figures of a variable that are awaited first; `is_late`: their day has passed."""

    release: Release
    is_late: bool


def releases() -> QuerySet[Release]:
    """Every release with its variable and its former days, by planned day."""
    found = Release.objects.select_related("variable", "planned_by").prefetch_related("moves")
    return found.order_by("planned_on", "variable", "period", "pk")


def public_releases() -> QuerySet[Release]:
    """Those of variables that have a page."""
    return releases().filter(variable__topic__isnull=False).exclude(variable__pk__contains=":")


def release_numbered(number: int) -> Release | None:
    """The release with its variable, or None."""
    return releases().filter(pk=number).first()


def is_late(release: Release, today: datetime.date) -> bool:
    """Whether figures are still awaited after the day that was planned for them."""
    return release.released_on is None and release.planned_on < today


def next_release(variable: str, today: datetime.date) -> NextRelease | None:
    """The release of a variable that is awaited first, or None where nothing is planned."""
    found = releases().filter(variable=variable, released_on=None).first()
    return None if found is None else NextRelease(found, is_late(found, today))


def places_planned_by(user: User) -> list[str]:
    """The places whose releases a person plans: as analyst or methodologist of their centre."""
    organisations = [one for right in (RECORD, DRAW_UP) for one in organisations_with_right(user, right)]
    return sorted({one.place for one in organisations if one.kind == OrganisationKind.CENTRE})


def variables_planned_by(user: User) -> QuerySet[Variable]:
    """The variables of these places."""
    return variables().filter(place__in=places_planned_by(user))
