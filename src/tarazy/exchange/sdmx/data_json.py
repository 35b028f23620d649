"""Observations as SDMX-JSON, 1.0 and 2.0.

Values stand as positions in lists of what occurs. These lists are known when everything is written, so they come last.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from tarazy.exchange.sdmx.data import Data, KeyedSeries, Observed
from tarazy.exchange.sdmx.messages import names
from tarazy.exchange.sdmx.model import TIME, VALUE, Attribute, Component

Version = Literal["1.0", "2.0"]
_SCHEMA: Final = (
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/{}.0/"
    "sdmx-json-data-schema.json"
)


def data_json(data: Data, version: Version) -> Iterator[str]:
    """A message, piece by piece."""
    writer = _Writer(data, version)
    yield f'{{"meta": {_written(data.header.as_json(_SCHEMA.format(version)))}, "data": {{"dataSets": [{{'
    yield '"structure": 0, ' if version == "2.0" else ""
    yield f'"links": {_written(writer.links)}, '
    yield '"action": "Information", '
    yield from writer.observations() if data.is_flat else writer.series()
    structure = _written(writer.structure())
    yield '}], "structures": [' + structure + "]}}\n" if version == "2.0" else '}], "structure": ' + structure + "}}\n"


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@dataclass
class _Occurring:
    """The values of a column that occur, each with its position."""

    component: Component
    at: dict[str, int] = field(default_factory=dict)

    def position(self, value: str | None) -> int | None:
        return None if value is None else self.at.setdefault(value, len(self.at))


class _Writer:
    def __init__(self, data: Data, version: Version) -> None:
        self.data, self.is_old = data, version == "1.0"
        self.links = [{"urn": data.structure.ref.urn, "rel": "DataStructure"}]
        self.parts = [_Occurring(part) for part in data.structure.key_parts]
        self.time = _Occurring(Component(TIME))
        self.of_series = [_Occurring(one) for one in data.structure.of_series]
        self.of_observations = [_Occurring(one) for one in data.structure.of_observations]

    def series(self) -> Iterator[str]:
        yield '"series": {'
        for nth, series in enumerate(self.data.series):
            attributes = [
                column.position(value) for column, value in zip(self.of_series, series.attributes, strict=True)
            ]
            seen = {str(self.time.position(one.time)): self.observation(one) for one in series.observations}
            said = {"attributes": attributes, "observations": seen}
            yield f'{", " if nth else ""}"{self.key(series)}": {_written(said)}\n'
        yield "}"

    def observations(self) -> Iterator[str]:
        yield '"observations": {'
        nth = 0
        for series in self.data.series:
            attributes = [
                column.position(value) for column, value in zip(self.of_series, series.attributes, strict=True)
            ]
            for one in series.observations:
                said = [*self.observation(one), *attributes]
                yield f'{", " if nth else ""}"{self.key(series)}:{self.time.position(one.time)}": {_written(said)}\n'
                nth += 1
        yield "}"

    def key(self, series: KeyedSeries) -> str:
        return ":".join(str(part.position(code)) for part, code in zip(self.parts, series.key, strict=True))

    def observation(self, seen: Observed) -> list[float | int | None]:
        positions = [column.position(one) for column, one in zip(self.of_observations, seen.attributes, strict=True)]
        return [seen.value, *positions]

    def structure(self) -> dict[str, Any]:
        """The columns with the values that occurred, the name of the flow, where the structure is to be had."""
        flow, is_flat = self.data.flow, self.data.is_flat
        parts = [self.described(part, at) for at, part in enumerate(self.parts)]
        time = {**self.described(self.time, len(parts)), "roles": ["TIME_PERIOD"]}
        of_series = [self.attribute(one) for one in self.of_series]
        of_observations = [self.attribute(one) for one in self.of_observations]
        dimensions = {"series": [] if is_flat else parts, "observation": [*(parts if is_flat else ()), time]}
        attributes = {
            "series": [] if is_flat else of_series,
            "observation": [*of_observations, *(of_series if is_flat else ())],
        }
        said: dict[str, Any] = {
            "links": self.links,
            "name": flow.name.en,
            "names": names(flow.name),
            "dimensions": dimensions,
            "attributes": attributes,
        }
        if not self.is_old:
            value = {"id": VALUE, "name": VALUE, "format": {"dataType": "Double"}}
            said |= {"dataSets": [0], "measures": {"observation": [value]}}
        return said

    def described(self, column: _Occurring, at: int | None = None) -> dict[str, Any]:
        coded = {} if at is None else {"keyPosition": at}
        values = self.values(column)
        return {**self.titled(column.component.id), **coded, **({"values": values} if values or self.is_old else {})}

    def titled(self, id: str) -> dict[str, Any]:
        name = (self.data.names or {}).get("", {}).get(id)
        return {"id": id, "name": name.en, "names": names(name)} if name else {"id": id, "name": id}

    def attribute(self, column: _Occurring) -> dict[str, Any]:
        of = column.component.of if isinstance(column.component, Attribute) else ()
        observation: dict[str, Any] = {"primaryMeasure": VALUE} if self.is_old else {"observation": {}}
        return {**self.described(column), "relationship": {"dimensions": list(of)} if of else observation}

    def values(self, column: _Occurring) -> list[dict[str, Any]]:
        known = (self.data.names or {}).get(column.component.codelist, {})
        if column.component.codelist or (self.is_old and column is self.time):
            return [self.code(id, known.get(id)) for id in column.at]
        return self.free(list(column.at))

    def code(self, id: str, name: Any) -> dict[str, Any]:
        return {"id": id, "name": name.en, "names": names(name)} if name else {"id": id, "name": id}

    def free(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """Values of no list: 2.0 has a member for them, 1.0 takes their text for a name."""
        return [{"name": text} if self.is_old else {"value": text} for text in texts]
