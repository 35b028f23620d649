"""Columns of a workbook with their names for programs, whatever language their headings are in.

They are defined names of the workbook: a spreadsheet program keeps them, and moves them along with their columns.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tarazy.exchange.workbook import DAMAGES, TooLarge, cell_name, column_of, elements

_PREFIX: Final = "tarazy."
_NAMEABLE: Final = re.compile(r"\w+")
_PLACE: Final = re.compile(r"(?P<sheet>.+)!\$(?P<column>[A-Z]{1,3})\$[0-9]+")


@dataclass(frozen=True)
class NamedColumns:
    """The sheet with the named columns, and their names by position."""

    sheet: str = ""
    names: Mapping[int, str] = field(default_factory=dict)

    def over(self, header: list[str]) -> list[str]:
        """A header with the names in place of the headings of their columns."""
        return [self.names.get(position, heading) for position, heading in enumerate(header)]


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
            defined = elements(parts, "xl/workbook.xml", "definedName")
    except (*DAMAGES, TooLarge, OSError):  # whoever reads it says so
        return NamedColumns()
    found: dict[str, dict[int, str]] = {}
    for attributes, place in defined:
        name = attributes.get("name", "")
        if name.startswith(_PREFIX) and (at := _PLACE.fullmatch(place)):
            sheet = at["sheet"].removeprefix("'").removesuffix("'").replace("''", "'")
            found.setdefault(sheet, {})[column_of(at["column"])] = name.removeprefix(_PREFIX)
    return NamedColumns(*next(iter(found.items()))) if len(found) == 1 else NamedColumns()
