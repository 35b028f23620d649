"""Which cells of a workbook show their number as a percentage: 0.5 as 50 %. The reader of cells does not say."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Final

from tarazy.engine.load.tables.table import Found
from tarazy.exchange.workbook import (
    DAMAGES,
    CellsOfSheet,
    Examined,
    cell_name,
    local_name,
    no_workbook,
    parts_of_sheets,
    pieces,
    safe_parser,
)

_STYLES: Final = "xl/styles.xml"
_BUILT_IN: Final = frozenset({9, 10})  # 0% and 0.00%, which every workbook has without saying so
_NO_MARK: Final = re.compile(r'"[^"]*"|\\.|\[[^]]*]')  # texts, escaped characters and colours of a number format


def percent_cells(path: Path, name: str, found: Found) -> dict[str, frozenset[str]] | None:
    """By sheet, the names of the cells whose format is one of percents; None, with the reason noted, if it is damaged.
    The workbook has been examined before.
    """
    try:
        with zipfile.ZipFile(path) as parts:
            styles = _percent_styles(parts)
            sheets = parts_of_sheets(parts).items() if styles else ()
            return {sheet: _with_styles(parts, part, styles) for sheet, part in sheets}
    except DAMAGES:
        no_workbook(path, name, found)
        return None


def _percent_styles(parts: zipfile.ZipFile) -> frozenset[str]:
    """The numbers of the styles that cells name."""
    if _STYLES not in parts.namelist():
        return frozenset()
    formats = set(_BUILT_IN)
    styles: list[int] = []
    above: list[str] = []
    parser = safe_parser()

    def start(tag: str, attributes: dict[str, str]) -> None:
        tag = local_name(tag)
        if tag == "numFmt" and "%" in _NO_MARK.sub("", attributes.get("formatCode", "")):
            formats.add(int(attributes["numFmtId"]))
        elif tag == "xf" and above[-1:] == ["cellXfs"]:
            styles.append(int(attributes.get("numFmtId", "0")))
        above.append(tag)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: above.pop()
    with parts.open(_STYLES) as file:
        for piece in pieces(file):
            parser.Parse(piece)
    parser.Parse(b"", True)
    return frozenset(str(number) for number, format in enumerate(styles) if format in formats)


class _Styled(CellsOfSheet):
    def __init__(self, sheet: str, styles: frozenset[str]) -> None:
        super().__init__(Examined(sheet))
        self.styles = styles
        self.found: set[str] = set()

    def begin_cell(self, attributes: dict[str, str]) -> None:
        super().begin_cell(attributes)
        if attributes.get("s") in self.styles:
            self.found.add(cell_name(self.row, self.column))


def _with_styles(parts: zipfile.ZipFile, part: str, styles: frozenset[str]) -> frozenset[str]:
    sheet = _Styled(part, styles)
    with parts.open(part) as file:
        sheet.read(file)
    return frozenset(sheet.found)
