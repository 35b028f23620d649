"""Columns of a workbook with their names for programs, whatever language their headings are in.

They are defined names of the workbook: a spreadsheet program keeps them, and moves them along with their columns.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tarazy.exchange.workbook import DAMAGES, TooLarge, cell_name, column_of, local_name, pieces, safe_parser

_PREFIX: Final = "tarazy."
_NAMEABLE: Final = re.compile(r"\w+")
_PLACE: Final = re.compile(r"(?P<sheet>.+)!\$(?P<column>[A-Z]{1,3})\$[0-9]+")


@dataclass(frozen=True)
class NamedColumns:
    """The sheet with the named columns, and their names by position."""

    sheet: str = ""
    names: Mapping[int, str] | None = None

    def over(self, header: list[str]) -> list[str]:
        """A header with the names in place of the headings of their columns."""
        names = self.names or {}
        return [names.get(position, heading) for position, heading in enumerate(header)]


def name_column(book: Any, sheet: str, column: int, name: str) -> None:
    """Give a column of a workbook that is being written its name for programs; `sheet` has its head in row 1."""
    if _NAMEABLE.fullmatch(name):
        letters = cell_name(0, column).rstrip("1")
        quoted = sheet.replace("'", "''")
        book.define_name(f"{_PREFIX}{name}", f"='{quoted}'!${letters}$1")


def named_columns(path: Path) -> NamedColumns:
    """What a workbook says of its columns: nothing where it is not one that was written here, or damaged."""
    try:
        with zipfile.ZipFile(path) as parts:
            defined = _defined(parts)
    except (*DAMAGES, TooLarge, OSError):  # whoever reads it says so
        return NamedColumns()
    found: dict[str, dict[int, str]] = {}
    for name, place in defined:
        if name.startswith(_PREFIX) and (at := _PLACE.fullmatch(place)):
            sheet = at["sheet"].removeprefix("'").removesuffix("'").replace("''", "'")
            found.setdefault(sheet, {})[column_of(at["column"])] = name.removeprefix(_PREFIX)
    return NamedColumns(*next(iter(found.items()))) if len(found) == 1 else NamedColumns()


def _defined(parts: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Every defined name of a workbook with what it stands for."""
    found: list[tuple[str, str]] = []
    parser, within = safe_parser(), False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal within
        within = local_name(tag) == "definedName"
        if within:
            found.append((attributes.get("name", ""), ""))

    def end(_tag: str) -> None:
        nonlocal within
        within = False

    def text(content: str) -> None:
        if within:
            found[-1] = (found[-1][0], found[-1][1] + content)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    with parts.open("xl/workbook.xml") as file:
        for piece in pieces(file):
            parser.Parse(piece)
    parser.Parse(b"", True)
    return found
