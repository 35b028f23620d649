"""What a catalogue of datasets says of each variable: how much there is, since when, and from which sources."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max, Min

from tarazy.web.rooms.observatory.models import PublicObservation, Source
from tarazy.web.rooms.observatory.queries.pages import NOT_HERE
from tarazy.web.rooms.observatory.queries.variables import sources


@dataclass(frozen=True)
class Known:
    """Of the public observations of a variable: first and last period, the last recording, sources, places of units."""

    first_period: str
    last_period: str
    recorded_at: datetime.datetime
    sources: tuple[Source, ...]
    places: tuple[str, ...]


def known_of_variables() -> Mapping[str, Known]:
    """Every variable with public observations, with two questions for all of them."""
    rows = PublicObservation.objects.exclude(series__in=NOT_HERE).values("variable")
    found = rows.annotate(
        first=Min("period"),
        last=Max("period"),
        at=Max("recorded_at"),
        named=ArrayAgg("source", distinct=True),
        places=ArrayAgg("unit__place", distinct=True),
    ).order_by("variable")
    listed = list(found)
    by_id = sources({id for row in listed for id in row["named"]})
    return {
        row["variable"]: Known(
            row["first"],
            row["last"],
            row["at"],
            tuple(by_id[id] for id in sorted(row["named"]) if id in by_id),
            tuple(sorted(row["places"])),
        )
        for row in listed
    }
