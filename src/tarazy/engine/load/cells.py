"""Cells of a table as nodes of a text: without quotes, and with lists that stand in one cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from msgspec import inspect

from tarazy.engine.load.nodes import CELL, Node, Scalar, Sequence, Source
from tarazy.engine.load.report import Place

EMPTY_LIST: Final = "[]"
_SEPARATOR: Final = ", "


@dataclass(frozen=True)
class _CellSource(Source):
    """The text of one cell; every character of it has the cell's own place."""

    cell: Place

    def place(self, index: int) -> Place:
        return self.cell


def cell(place: Place, text: str) -> Scalar:
    """What a cell says; whether it stands for a number or a text, the format decides."""
    return Scalar(place, text, CELL, _CellSource(place.file, text, place), 0, len(text))


def in_one_cell(items: list[str]) -> str:
    """A list as one cell holds it: with commas, or an item a line where an item has a comma itself.

    >>> in_one_cell(["oblast", "city"]), in_one_cell(["3.c, 3.d"]), in_one_cell([])
    ('oblast, city', '3.c, 3.d\\n', '[]')
    """
    if not items:
        return EMPTY_LIST
    if any("," in item for item in items):
        return "\n".join(items) + ("\n" if len(items) == 1 else "")
    return _SEPARATOR.join(items)


def listed(node: Node, type_: inspect.Type) -> Node:
    """The items of a cell where a list belongs; any other node as it is."""
    if not (isinstance(node, Scalar) and node.style == CELL and _wants_a_list(type_, node.text)):
        return node
    mark = "\n" if "\n" in node.text else _SEPARATOR.strip()
    items = [] if node.text.strip() == EMPTY_LIST else node.text.split(mark)
    return Sequence(node.place, [replace(node, text=item.strip()) for item in items if item.strip()])


def _wants_a_list(type_: inspect.Type, text: str) -> bool:
    """Whether a list is meant: not where the same key may be a word, and the cell holds that word."""
    types = type_.types if isinstance(type_, inspect.UnionType) else (type_,)
    bare = [one.type if isinstance(one, inspect.Metadata) else one for one in types]
    words = [word for one in bare if isinstance(one, inspect.LiteralType) for word in one.values]
    return text not in words and any(isinstance(one, inspect.VarTupleType) for one in bare)
