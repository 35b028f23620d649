"""What a document is made of: plain facts in the reader's language, already written; lengths are shares of 0..1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Place = tuple[float, float]  # across and upwards, 0..1


@dataclass(frozen=True)
class Heading:
    """`level` 1 begins a chapter; `new_page`: on a page of its own."""

    text: str
    level: Literal[1, 2, 3] = 1
    new_page: bool = False


@dataclass(frozen=True)
class Contents:
    """The table of contents, made from the headings down to a level."""

    title: str
    depth: int = 1


@dataclass(frozen=True)
class Paragraph:
    text: str
    quiet: bool = False


@dataclass(frozen=True)
class Points:
    """Sentences one below another, each with a mark."""

    sentences: Sequence[str]


@dataclass(frozen=True)
class Notice:
    """What must not be passed over."""

    title: str
    text: str


@dataclass(frozen=True)
class Figure:
    """A figure with what it is; `note` says more."""

    label: str
    figure: str
    note: str = ""


@dataclass(frozen=True)
class Figures:
    """A few figures side by side."""

    figures: Sequence[Figure]


@dataclass(frozen=True)
class Fact:
    term: str
    text: str


@dataclass(frozen=True)
class Facts:
    """Terms and what is true of them; `digests`: they are hashes, whose letters stand one under another."""

    facts: Sequence[Fact]
    digests: bool = False


@dataclass(frozen=True)
class Code:
    """Commands, a line each."""

    lines: Sequence[str]


@dataclass(frozen=True)
class Column:
    """A column of a table; `share`: how wide beside the others, 0: as narrow as its cells."""

    label: str
    numeric: bool = False
    share: float = 0.0


@dataclass(frozen=True)
class Cell:
    """What stands in a table. `bar`: a bar before the text, 0..1; `swatch`: a token's colour; `depth`: set in by so
    many steps.
    """

    text: str
    bar: float | None = None
    swatch: str = ""
    strong: bool = False
    depth: int = 0
    note: str = ""


@dataclass(frozen=True)
class Table:
    """A table whose head stands on each of its pages. `marked`: the row that is spoken of."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str | Cell]]
    marked: int | None = None
    small: bool = False


@dataclass(frozen=True)
class Bar:
    """A lying bar, its name, how long it is and what is written behind it. `colour`: a token."""

    name: str
    length: float
    written: str
    colour: str = "got"
    strong: bool = False


@dataclass(frozen=True)
class Bars:
    """Bars one below another. `spoken`: what the picture says to who cannot see it."""

    title: str
    spoken: str
    bars: Sequence[Bar]
    about: str = ""


@dataclass(frozen=True)
class Tick:
    at: float
    text: str


@dataclass(frozen=True)
class Drawn:
    """A line of a chart by its unbroken stretches, with what is written at its last point."""

    name: str
    stretches: Sequence[Sequence[Place]]
    colour: str
    strong: bool = True
    last: str = ""


@dataclass(frozen=True)
class Lines:
    """Lines over periods."""

    title: str
    spoken: str
    across: Sequence[Tick]
    upwards: Sequence[Tick]
    lines: Sequence[Drawn]
    about: str = ""
    breaks: Sequence[float] = ()


@dataclass(frozen=True)
class Dot:
    """A unit in a distribution: the column in which it lies, its place in the pile, its colour; `here`: spoken of.

    `high`: where units are too many for dots, how many one column stands for.
    """

    at: float
    nth: int
    colour: str
    here: bool = False
    high: int = 1


@dataclass(frozen=True)
class Dots:
    """How values spread: a dot a unit, piled up, or `columns`; `marks` stand upright across them. `rows`: how high the
    tallest is.
    """

    title: str
    spoken: str
    dots: Sequence[Dot]
    across: Sequence[Tick]
    marks: Sequence[Tick]
    rows: int
    about: str = ""
    columns: bool = False


@dataclass(frozen=True)
class Class:
    """A class of a legend: its colour and what it stands for."""

    colour: str
    text: str


@dataclass(frozen=True)
class Picture:
    """A drawing that is given as SVG, with the classes of its colours."""

    title: str
    spoken: str
    svg: str
    classes: Sequence[Class] = ()
    about: str = ""
    width: float = 1.0


Block = (
    Heading | Contents | Paragraph | Points | Notice | Figures | Facts | Code | Table | Bars | Lines | Dots | Picture
)  # fmt: skip


@dataclass(frozen=True)
class Document:
    """A document. `running`: what stands at the head of every page; `moment`: when it was published, in seconds of Unix
    time: its bytes are the same whenever it is made.
    """

    language: Literal["kk", "ru", "en"]
    title: str
    about: str
    over: str
    running: str
    brand: str
    moment: int
    blocks: Sequence[Block]
    under: Sequence[str] = field(default_factory=tuple)
    compact: bool = False

    def as_dict(self) -> Mapping[str, Any]:
        """For the template, each block with its kind."""
        blocks = [{"kind": type(block).__name__.lower(), **asdict(block)} for block in self.blocks]
        return {**asdict(self), "blocks": blocks}
