"""What a workbook holds, looked at before a reader opens it: its size, its cells that have no value, its merged cells.

The reader trusts a workbook: one cell far out makes it ask for more memory than there is and ends the process, and it
reads errors and formulas without results as empty cells. So its XML is gone through first, piece by piece, with bounds.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final
from xml.parsers import expat

from tarazy.engine.load.tables.table import Found
from tarazy.engine.words import msg

MOST_BYTES: Final = 400_000_000  # inflated
MOST_CELLS: Final = 20_000_000  # of the rectangle that holds all content
SHEET: Final = "data"
_PIECE: Final = 1 << 20
CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# Parts of an office file, Microsoft's or OpenDocument, that could do something.
ACTIVE: Final = re.compile(r"vbaproject|macrosheets/|activex/|embeddings/|ctrlprops/|^basic/|^scripts/", re.IGNORECASE)
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass
class Examined:
    """The sheet to read. `errors`: cells with the error in them; `without_value`: with a formula and no result."""

    sheet: str
    errors: list[tuple[str, str]] = field(default_factory=list)
    without_value: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    rows: int = 0
    columns: int = 0


class TooLarge(Exception):
    """More than is read: `cells`, or bytes."""


class NotSound(Exception):
    """The XML is not what a workbook has."""


# What reading a workbook that is none, or a damaged one, may raise.
DAMAGES: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotSound,
    expat.ExpatError,
    KeyError,
    ValueError,
    NotImplementedError,
    EOFError,
    RuntimeError,
)


def examine(path: Path, name: str, found: Found, meant: str = "") -> Examined | None:
    """Look through the sheet with the table; None if the workbook is not to be opened at all. `meant`: the sheet that
    the workbook itself names, where it does.
    """
    examined = _guarded(path, name, found, lambda sheets: _the_one(sheets, name, found, meant))
    return examined[0] if examined else None


def examine_all(path: Path, name: str, found: Found) -> list[Examined]:
    """Look through every sheet; none if the workbook is not to be opened at all."""
    return _guarded(path, name, found, list)


def _guarded(path: Path, name: str, found: Found, choose: Callable[[Mapping[str, str]], list[str]]) -> list[Examined]:
    try:
        with zipfile.ZipFile(path) as parts:
            return _examine(parts, choose)
    except TooLarge:
        _too_large(name, found)
    except DAMAGES:
        no_workbook(path, name, found)
    return []


def _the_one(sheets: Mapping[str, str], name: str, found: Found, meant: str) -> list[str]:
    if meant in sheets:
        return [meant]
    if SHEET in sheets or len(sheets) == 1:
        return [SHEET if SHEET in sheets else next(iter(sheets))]
    found.add(
        name,
        msg("The workbook has {count} sheets and none is named data: {sheets}."),
        msg("Nobody knows which sheet is meant."),
        msg("Name the sheet with the table data."),
        count=len(sheets),
        sheets=", ".join(sheets),
    )
    return []


def _examine(parts: zipfile.ZipFile, choose: Callable[[Mapping[str, str]], list[str]]) -> list[Examined]:
    if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
        raise TooLarge
    sheets = parts_of_sheets(parts)
    chosen = choose(sheets)
    # A part whose real size is not the one that it states fails here, before the reader inflates it.
    for part in parts.infolist():
        if part.filename not in [sheets[one] for one in chosen]:
            with parts.open(part) as file:
                for _ in pieces(file):
                    pass
    examined = [Examined(one) for one in chosen]
    for one in examined:
        with parts.open(sheets[one.sheet]) as file:
            CellsOfSheet(one).read(file)
    return examined


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    total = 0
    while piece := file.read(_PIECE):
        total += len(piece)
        if total > MOST_BYTES:
            raise TooLarge
        yield piece


def safe_parser() -> Any:
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise NotSound("a workbook declares no document type")  # entities could be expanded without end

    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    return parser


def local_name(tag: str) -> str:
    return tag.rpartition(":")[2]


def elements(parts: zipfile.ZipFile, part: str, wanted: str) -> list[tuple[dict[str, str], str]]:
    """The attributes of every element of a name in a small part, and its text."""
    found: list[tuple[dict[str, str], list[str]]] = []
    parser = safe_parser()

    def start(tag: str, attributes: dict[str, str]) -> None:
        parser.CharacterDataHandler = None
        if local_name(tag) == wanted:
            found.append((attributes, []))
            parser.CharacterDataHandler = found[-1][1].append

    def end(_tag: str) -> None:
        parser.CharacterDataHandler = None

    parser.StartElementHandler, parser.EndElementHandler = start, end
    with parts.open(part) as file:
        for piece in pieces(file):
            parser.Parse(piece)
    parser.Parse(b"", True)
    return [(attributes, "".join(texts)) for attributes, texts in found]


def parts_of_sheets(parts: zipfile.ZipFile) -> dict[str, str]:
    """Each worksheet by name, with the part that holds it, in the order of the workbook."""
    targets = {
        relation["Id"]: posixpath.normpath(posixpath.join("xl", relation["Target"])).lstrip("/")
        for relation, _text in elements(parts, "xl/_rels/workbook.xml.rels", "Relationship")
        if relation["Type"].endswith("/worksheet")
    }
    sheets = {}
    for sheet, _text in elements(parts, "xl/workbook.xml", "sheet"):
        id = next((value for key, value in sheet.items() if local_name(key) == "id" and key != "id"), "")
        if id in targets:
            sheets[sheet["name"]] = targets[id]
    if not sheets:
        raise NotSound("no sheet")
    return sheets


class CellsOfSheet:
    """Goes through the cells of a sheet and notes in `examined` what a reader would not say."""

    def __init__(self, examined: Examined) -> None:
        self.examined = examined
        self.row = self.column = -1
        self.type = ""
        self.formula = False
        self.content = ""

    def read(self, file: IO[bytes]) -> None:
        parser = safe_parser()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = None
        self.parser = parser
        for piece in pieces(file):
            parser.Parse(piece)
        parser.Parse(b"", True)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = local_name(tag)
        if tag == "c":
            self.begin_cell(attributes)
        elif tag in ("v", "is"):
            self.has_content()
        elif tag == "f":
            self.formula = True
            self.has_content()
            self.parser.CharacterDataHandler = None
        elif tag == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
        elif tag == "mergeCell":
            self.examined.merged.append(attributes.get("ref", ""))
        if tag == "v" and (self.formula or self.type == "e"):
            self.parser.CharacterDataHandler = self.text

    def begin_cell(self, attributes: dict[str, str]) -> None:
        place = CELL.fullmatch(attributes.get("r", ""))
        if place:
            self.row, self.column = int(place[2]) - 1, column_of(place[1])
        else:
            self.column += 1
        self.type = attributes.get("t", "")
        self.formula = False
        self.content = ""

    def has_content(self) -> None:
        examined = self.examined
        examined.rows = max(examined.rows, self.row + 1)
        examined.columns = max(examined.columns, self.column + 1)
        if examined.rows * examined.columns > MOST_CELLS:
            raise TooLarge

    def text(self, content: str) -> None:
        self.content += content

    def end(self, tag: str) -> None:
        if not tag.endswith("c") or local_name(tag) != "c":
            return
        self.parser.CharacterDataHandler = None
        place = cell_name(self.row, self.column)
        if self.type == "e":
            self.examined.errors.append((place, self.content.strip() or "?"))
        # A formula may well come to an empty text; only a number that is not there was never computed.
        elif self.formula and not self.content.strip() and self.type != "str":
            self.examined.without_value.append(place)


def column_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell_name(row: int, column: int) -> str:
    """
    >>> cell_name(16, 2), cell_name(0, 27)
    ('C17', 'AB1')
    """
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


def _too_large(name: str, found: Found) -> None:
    found.add(
        name,
        msg("The workbook holds more than {bytes} bytes when unpacked, or its cells span more than {cells}."),
        msg("It would fill the memory. Often a single cell far below or far to the right is the cause."),
        msg("Remove what does not belong to the table; give a table of this size as Parquet."),
        bytes=MOST_BYTES,
        cells=MOST_CELLS,
    )


def no_workbook(path: Path, name: str, found: Found) -> None:
    with path.open("rb") as file:
        is_old = file.read(8) == _OLD_EXCEL
    found.add(
        name,
        msg("The file is a workbook of an old format or protected by a password.")
        if is_old
        else msg("The file is not a workbook, or it is damaged."),
        msg("Only workbooks as Excel has written them since 2007 are read, without a password."),
        msg("Open it in a spreadsheet program and save it as .xlsx."),
    )
