"""The flow of a place's observations: one row a key at its last revision, as everybody may read it."""

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
from tarazy.web.grammar.text import LocalText, in_every_language
from tarazy.web.rooms.observatory.queries.tables import PublicRow, Size, Wanted, occurring, public_table, size_of
from tarazy.web.rooms.observatory.queries.variables import variables

ATTRIBUTES: Final = (
    Attribute("UNIT_MEASURE", "CL_UNIT_MEASURE", of=("VARIABLE",)),
    Attribute("OBS_STATUS", "CL_OBS_STATUS"),
    Attribute("SE", type="Double"),
    Attribute("N", type="Integer"),
    Attribute("REVISION", type="Integer"),
    Attribute("REASON"),
    Attribute("SOURCE"),
)


@dataclass(frozen=True)
class Observations:
    """`name`: of the place."""

    agency: str
    place: str
    name: LocalText
    columns: ClassVar = {"UNIT": "unit", "VARIABLE": "variable", "BREAKDOWN": "breakdown", "SERIES": "series"}

    @property
    def id(self) -> str:
        return id_of_place("OBSERVATIONS", self.place)

    @property
    def structure(self) -> DataStructure:
        parts = (
            Component("FREQ", "CL_FREQ"),
            Component("UNIT", id_of_place("CL_UNIT", self.place)),
            Component("VARIABLE", id_of_place("CL_VARIABLE", self.place)),
            Component("BREAKDOWN", id_of_place("CL_BREAKDOWN", self.place)),
            Component("SERIES", "CL_SERIES"),
        )
        return DataStructure(
            agency=self.agency, id=self.id, name=self.title, key_parts=parts, attributes=ATTRIBUTES, concepts=CONCEPTS
        )

    @property
    def dataflow(self) -> Dataflow:
        return Dataflow(agency=self.agency, id=self.id, name=self.title, structure=self.id)

    @property
    def title(self) -> LocalText:
        return in_every_language(lambda: _("Observations: %(place)s") % {"place": self.name})

    def occurring(self, column: str, wanted: Sequence[Wanted]) -> list[str]:
        return occurring(self.place, column, wanted)

    def size(self, wanted: Sequence[Wanted]) -> Size:
        return size_of(self.place, wanted)

    def series(self, wanted: Sequence[Wanted], recorded_after: datetime.datetime | None) -> Iterator[KeyedSeries]:
        """In the order of keys; series of one key that come in years and in months are two."""
        measures = {one.pk: sdmx_id(one.unit_of_measure_id) for one in variables(self.place)}
        rows = public_table(self.place, wanted, recorded_after)
        for key, group in groupby(rows, key=lambda row: row[:4]):
            by_frequency = sorted((frequency(row.period), row.period, row) for row in group)
            codes = tuple(sdmx_id(part) for part in key)
            for often, same in groupby(by_frequency, key=lambda one: one[0]):
                seen = [_observed(row) for _often, _period, row in same]
                yield KeyedSeries((often, *codes), (measures[key[1]],), seen)


def _observed(row: PublicRow) -> Observed:
    attributes = (
        row.status or "A",
        None if row.se is None else repr(row.se),
        None if row.n is None else str(row.n),
        str(row.revision),
        row.reason or None,
        row.source or None,
    )
    return Observed(time_period(row.period), row.value, attributes)
