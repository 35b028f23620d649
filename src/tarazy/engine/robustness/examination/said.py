"""What an examination says: sentences with their numbers, tables, what a picture would show, findings, chapters."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from tarazy.engine.model.text import Text
from tarazy.engine.words import say, with_decimals

Gravity = Literal["grave", "serious", "slight"]
GRAVITIES: Final[tuple[Gravity, ...]] = ("grave", "serious", "slight")
Answer = Literal["met", "partly", "not", "not_assessed"]
SIGNIFICANT: Final = 4  # digits of a number whose size is not known beforehand


Told = Mapping[str, "str | float | Text | Said"]


@dataclass(frozen=True)
class Said:
    """A marked text with what it speaks of: numbers, names, and texts that are said in the reader's language too."""

    text: str
    said: Told = field(default_factory=dict)

    def in_language(self, lang: str) -> str:
        known = {name: one if isinstance(one, str | float | int) else one.in_language(lang)
                 for name, one in self.said.items()}  # fmt: skip
        return say(self.text, lang, known)


Cell = str | float | Text | Said | None


@dataclass(frozen=True)
class Column:
    """`label`: a marked text, or a title of the methodology. `decimals`: of its numbers; None: as many as four
    significant digits need.
    """

    label: str | Text
    decimals: int | None = 0
    numeric: bool = True
    wide: bool = False


@dataclass(frozen=True)
class Table:
    """`id` names it for who reads the examination as data. `left_out`: rows that are not shown."""

    id: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    note: Said | None = None
    left_out: int = 0


@dataclass(frozen=True)
class HeatMap:
    """Coefficients of -1..1 of every pair, NaN where there is none. `breaks`: before which rows a group begins."""

    id: str
    title: str
    names: Sequence[Text]
    coefficients: Sequence[Sequence[float]]
    breaks: Sequence[int] = ()


@dataclass(frozen=True)
class Pairs:
    """Two shares of 0..1 beside each other for each of some nodes; `parts` says what the two are."""

    id: str
    title: str
    parts: tuple[str, str]
    rows: Sequence[tuple[Text, float, float]]


@dataclass(frozen=True)
class Spread:
    """The scores of units."""

    id: str
    title: str
    scores: Sequence[float]


@dataclass(frozen=True)
class Ranges:
    """The rank of each unit, first to last, between the ends of its interval."""

    id: str
    title: str
    rows: Sequence[tuple[Text, float, float, float]]


Shown = Table | HeatMap | Pairs | Spread | Ranges


@dataclass(frozen=True)
class Chapter:
    id: str
    title: str
    sentences: Sequence[Said]
    shown: Sequence[Shown] = ()


@dataclass(frozen=True)
class Kind:
    """A kind of finding: what it is called, how grave it is at most, and what it looks at, as marked texts."""

    id: str
    title: str
    gravity: Gravity
    looks_at: str


@dataclass(frozen=True)
class Finding:
    """`nodes`, `units`: whom it is about. `cases`: each one by itself. `strength`: which of one gravity comes first.

    `numbers`: the evidence, from which it can be found again.
    """

    kind: Kind
    gravity: Gravity
    what: Said
    mend: Said
    numbers: Mapping[str, float | str]
    nodes: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    cases: tuple[Said, ...] = ()
    strength: float = 0.0


@dataclass(frozen=True)
class Requirement:
    """What a framework asks, whether it is met, and by what that was seen."""

    name: str
    answer: Answer
    evidence: Said


@dataclass(frozen=True)
class Framework:
    id: str
    title: str
    about: Said
    requirements: Sequence[Requirement]


@dataclass(frozen=True)
class Examination:
    """What a statistical examination of an index in a period came to."""

    methodology: str
    title: Text
    methodology_hash: str
    data_hash: str
    engine_version: str
    period: str
    units: int
    scored: int
    findings: tuple[Finding, ...]
    chapters: tuple[Chapter, ...]
    frameworks: tuple[Framework, ...]


def written(cell: Cell, column: Column, lang: str) -> str:
    """A cell as a reader of the language writes it; a dash where there is nothing.

    >>> written(0.123456, Column("r", 2), "ru"), written(123456.0, Column("r", None), "en")
    ('0,12', '123456')
    >>> [written(number, Column("r", None), "en") for number in (0.00001122, 30.0, 2.5)]
    ['0.00001122', '30', '2.5']
    """
    if cell is None or (isinstance(cell, float) and cell != cell):
        return "\N{EN DASH}"
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Text | Said):
        return cell.in_language(lang)
    if column.decimals is not None:
        return with_decimals(float(cell), column.decimals, lang)
    return _brief(float(cell), lang)


def _brief(number: float, lang: str) -> str:
    """Four significant digits and every digit before the point; small numbers without a power of ten."""
    if abs(number) >= 10 ** (SIGNIFICANT - 1):
        return with_decimals(number, 0, lang)
    if number == 0:
        return "0"
    decimals = SIGNIFICANT - 1 - math.floor(math.log10(abs(number)))
    shown = with_decimals(number, decimals, lang)
    mark = next((mark for mark in ".," if mark in shown), None)
    return shown.rstrip("0").rstrip(mark) if mark else shown


def same_in_all(text: str) -> Text:
    """A name that is written alike in every language."""
    return Text(kk=text, ru=text, en=text)
