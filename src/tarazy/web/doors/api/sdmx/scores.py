"""The flow of an index: the scores of its standing publications, without what these do not show."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, Final

from django.utils.translation import gettext as _

from tarazy.exchange.sdmx.data import KeyedSeries, Observed
from tarazy.exchange.sdmx.ids import sdmx_id
from tarazy.exchange.sdmx.model import Attribute, Component, Dataflow, DataStructure
from tarazy.exchange.sdmx.periods import frequency, time_period
from tarazy.web.doors.api.sdmx.codelists import id_of_place
from tarazy.web.doors.api.sdmx.concepts import CONCEPTS
from tarazy.web.doors.api.sdmx.faults import Fault
from tarazy.web.grammar.text import LocalText, in_every_language
from tarazy.web.rooms.observatory.queries.tables import Size, Wanted
from tarazy.web.rooms.publication.queries.intervals import INTERVAL_COLUMNS
from tarazy.web.rooms.publication.queries.tables import PublicScore, published_intervals, published_scores
from tarazy.web.rooms.results.queries.estimates import Between

ATTRIBUTES: Final = (
    Attribute("OBS_STATUS", "CL_OBS_STATUS"),
    Attribute("RANK", type="Double"),
    Attribute("BAND"),
    Attribute("PEER_GROUP", "CL_PEER_GROUP"),
    Attribute("SHARE_NOT_COUNTED", type="Double"),
    Attribute("SHARE_IMPUTED", type="Double"),
    Attribute("REASON"),
    *(Attribute(name.upper(), type="Double") for name in INTERVAL_COLUMNS),
    Attribute("LEVEL_PERCENT", type="Double"),
    Attribute("PUBLICATION", type="Integer"),
)
NOT_APPLICABLE, EXCLUDED = "not_applicable", "excluded:"


@dataclass(frozen=True)
class Scores:
    """`index`: `place/name`; `name`: what it is called."""

    agency: str
    index: str
    name: LocalText
    columns: ClassVar = {"UNIT": "unit", "NODE": "node"}

    @property
    def place(self) -> str:
        return self.index.partition("/")[0]

    @property
    def id(self) -> str:
        return id_of_place("SCORES", self.index)

    @property
    def structure(self) -> DataStructure:
        parts = (
            Component("FREQ", "CL_FREQ"),
            Component("UNIT", id_of_place("CL_UNIT", self.place)),
            Component("NODE", id_of_place("CL_NODE", self.index)),
        )
        return DataStructure(
            agency=self.agency, id=self.id, name=self.title, key_parts=parts, attributes=ATTRIBUTES, concepts=CONCEPTS
        )

    @property
    def dataflow(self) -> Dataflow:
        return Dataflow(agency=self.agency, id=self.id, name=self.title, structure=self.id)

    @property
    def title(self) -> LocalText:
        return in_every_language(lambda: _("Published scores: %(index)s") % {"index": self.name})

    def occurring(self, column: str, wanted: Sequence[Wanted]) -> list[str]:
        return sorted({getattr(row, column) for row in published_scores(self.index, wanted)})

    def size(self, wanted: Sequence[Wanted]) -> Size:
        rows = published_scores(self.index, wanted)
        return Size(len(rows), len({(row.unit, row.node) for row in rows}))

    def series(self, wanted: Sequence[Wanted], recorded_after: datetime.datetime | None) -> Iterator[KeyedSeries]:
        """In the order of keys. Raises Fault where only what is newer is asked for: scores are published as a whole."""
        if recorded_after is not None:
            raise Fault("not-implemented", lambda: _("Scores cannot be asked for by the day of their change."))
        between = published_intervals(self.index, wanted)
        for (unit, node), group in groupby(published_scores(self.index, wanted), key=lambda row: row[:2]):
            by_frequency = sorted(((frequency(row.period), row) for row in group), key=lambda one: one[0])
            for often, same in groupby(by_frequency, key=lambda one: one[0]):
                yield KeyedSeries(
                    (often, sdmx_id(unit), sdmx_id(node)),
                    (),
                    [_observed(row, *between.get(row[:3], (None, None))) for _, row in same],
                )


def _observed(row: PublicScore, between: Between | None, level_percent: float | None) -> Observed:
    rank, not_counted, imputed = map(_written, (row.rank, row.share_not_counted, row.share_imputed))
    of_interval = (getattr(between, name, None) for name in INTERVAL_COLUMNS)
    attributes = (
        _status(row),
        rank,
        row.band or None,
        sdmx_id(row.peer_group) if row.peer_group else None,
        not_counted,
        imputed,
        row.reason or None,
        *map(_written, of_interval),
        _written(level_percent),
        str(row.publication),
    )
    return Observed(time_period(row.period), row.score, attributes)


def _written(number: float | None) -> str | None:
    return None if number is None else repr(number)


def _status(row: PublicScore) -> str:
    """Normal; cannot exist, excluded by decision, or missing."""
    if row.score is not None:
        return "A"
    if row.reason == NOT_APPLICABLE:
        return "M"
    return "X" if row.reason.startswith(EXCLUDED) else "O"
