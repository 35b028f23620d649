"""What components are given: plain facts, already in the language of the page and already formatted.

Text is escaped by the templates. Numbers that are drawn (a bar, a place on a map) come as numbers, numbers that are
read come as text or are formatted by the component that says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

BANDS = 5
NO_BAND = "band-none"


def band_class(position: int | None, bands: int = BANDS) -> str:
    """The colour of a band: `position` counts from 1, the lowest, to `bands`; None where there is no data.

    Fewer than five bands are spread so that neighbours stay as far apart as they can.
    """
    if position is None:
        return NO_BAND
    if not 1 <= position <= bands <= BANDS:
        raise ValueError(f"no colour for band {position} of {bands}: there are colours for 1 to {BANDS}")
    step = 1 + (position - 1) * (BANDS - 1) / max(1, bands - 1)
    return f"band-{int(step + 0.5)}"


# How wide the drawings of charts are, in pixels: beside something else, on a phone, over the whole page.
WIDE, NARROW, WHOLE_PAGE = 640, 330, 1100


@dataclass(frozen=True)
class Picture:
    """A chart in two widths, what it is called and what it shows."""

    title: str
    about: str
    wide: str
    narrow: str


@dataclass(frozen=True)
class Link:
    """A place to go: in a masthead, a trail, chips, tabs."""

    label: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table. With `href` its head is a link that sorts; `sorted` says how the table is sorted now."""

    label: str
    numeric: bool = False
    row_head: bool = False
    href: str = ""
    sorted: Literal["", "ascending", "descending"] = ""
    note: str = ""


@dataclass(frozen=True)
class Band:
    """A class of a legend: a colour of `band_class`, its name, and what it covers."""

    css: str
    label: str
    note: str = ""


class Tile(NamedTuple):
    """A unit on the tile map, at a column and row from 0. `spoken`: the value where `value` is written short."""

    label: str
    name: str
    column: int
    row: int
    value: str = ""
    band: str = NO_BAND
    band_label: str = ""
    href: str = ""
    here: bool = False
    spoken: str = ""


class Area(NamedTuple):
    """A unit on the region map: its outline as an SVG path, the place of its value, a dot if it is too small to hit.

    `spoken`: the value where `value` is written short.
    """

    name: str
    path: str
    x: float = 0
    y: float = 0
    dot: bool = False
    value: str = ""
    band: str = NO_BAND
    band_label: str = ""
    href: str = ""
    here: bool = False
    spoken: str = ""


@dataclass(frozen=True)
class Node:
    """A node of the score tree. `score` and `lost` are in points, None where there is no score; `note` says why.

    `imputed`: the share of its weight that stands on imputed values, 0..1. `interval`: between which scores it lies.
    """

    label: str
    score: float | None
    lost: float | None = None
    weight: float | None = None
    best: float = 100
    href: str = ""
    note: str = ""
    opened: bool = False
    children: tuple[Node, ...] = ()
    imputed: float = 0.0
    interval: str = ""


@dataclass(frozen=True)
class HowSure:
    """How sure a score, its place and its change are, in words; empty where nobody can say. `why_not`: why nothing was
    estimated.
    """

    score: str = ""
    places: str = ""
    change: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class Loss:
    """Points lost at one indicator, in points of the index."""

    label: str
    points: float
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class Step:
    """A step on the way from a value to its source: what it is called, what it says, the amount it leads to."""

    label: str
    text: str
    amount: str = ""
    note: str = ""
    href: str = ""


@dataclass(frozen=True)
class Given:
    """An observed value that an indicator was made from, with its source. `doubt`, `broken`: why it is to be read with
    care, where it is doubtful or breaks a series.
    """

    title: str
    href: str
    period: str
    value: str
    status: str = ""
    source: str = ""
    source_href: str = ""
    doubt: str = ""
    broken: str = ""


@dataclass(frozen=True)
class Walk:
    """One indicator: its values, the steps to its score, the points it lost; `reason`: why it has no score."""

    node: str
    code: str
    title: str
    score: str
    reason: str
    given: list[Given]
    steps: list[Step]

    @property
    def is_flagged(self) -> bool:
        return any(given.broken or given.doubt for given in self.given)


@dataclass(frozen=True)
class Together:
    """What was done to put the parts of one dimension together, in sentences."""

    title: str
    sentences: list[str]


@dataclass(frozen=True)
class WalkedPart:
    """The walks of the indicators of one part of an index, and how it and what lies in it were put together."""

    title: str
    walks: list[Walk]
    together: list[Together]


@dataclass(frozen=True)
class WhatIf:
    """The smallest change of one value that would change a result."""

    label: str
    now: str
    needed: str
    effect: str
    href: str = ""


@dataclass(frozen=True)
class Fact:
    """A term and what is true of it."""

    term: str
    text: str
    href: str = ""


@dataclass(frozen=True)
class Download:
    """A file to take along."""

    label: str
    href: str
    size: str = ""


@dataclass(frozen=True)
class Problem:
    """A mistake in a form and the id of the field where it can be mended."""

    message: str
    field_id: str
