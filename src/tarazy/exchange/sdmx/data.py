"""Observations by series: what the messages with data are written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tarazy.engine.model.text import Text
from tarazy.exchange.sdmx.messages import Header
from tarazy.exchange.sdmx.model import Dataflow, DataStructure

Detail = Literal["full", "dataonly", "serieskeysonly", "nodata"]


@dataclass(frozen=True, slots=True)
class Observed:
    """One time period of a series. `attributes`: as written, in the order of the structure's; None where there is
    none.
    """

    time: str
    value: float | None
    attributes: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class KeyedSeries:
    """The observations under one key. `key`: codes in the order of the structure's key parts; `attributes`: those that
    depend on parts of the key alone.
    """

    key: tuple[str, ...]
    attributes: tuple[str | None, ...]
    observations: Sequence[Observed]


@dataclass(frozen=True)
class Data:
    """A message to be written. `is_flat`: every observation with its whole key, none put together as series.

    `names`: of the codes of each list, for formats that carry them.
    """

    header: Header
    flow: Dataflow
    structure: DataStructure
    series: Iterable[KeyedSeries]
    is_flat: bool = False
    names: Mapping[str, Mapping[str, Text]] | None = None


def in_detail(series: Iterable[KeyedSeries], detail: Detail) -> Iterator[KeyedSeries]:
    """The series without what was not asked for."""
    for one in series:
        if detail == "dataonly":
            bare = [Observed(seen.time, seen.value, (None,) * len(seen.attributes)) for seen in one.observations]
            yield KeyedSeries(one.key, (None,) * len(one.attributes), bare)
        elif detail == "serieskeysonly":
            yield KeyedSeries(one.key, (None,) * len(one.attributes), ())
        else:
            yield replace(one, observations=()) if detail == "nodata" else one


def first_and_last(series: Iterable[KeyedSeries], first: int | None, last: int | None) -> Iterator[KeyedSeries]:
    """The series with so many of their first and so many of their last observations; None and None: with all."""
    for one in series:
        seen = one.observations
        if first is None and last is None:
            yield one
            continue
        count = len(seen)
        kept = [at for at in range(count) if at < (first or 0) or at >= count - (last or 0)]
        yield replace(one, observations=[seen[at] for at in kept])
