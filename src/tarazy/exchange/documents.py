"""What kind of document an uploaded file is, by its content: its name alone is never believed, nothing in it is run."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from tarazy.engine.checks.shown import shown
from tarazy.engine.load.tables.table import Found
from tarazy.engine.words import ProblemsFound, msg
from tarazy.exchange.workbook import ACTIVE, DAMAGES

MOST_BYTES: Final = 25_000_000
MOST_INFLATED: Final = 200_000_000
_HEAD: Final = 1024


class DocumentType(NamedTuple):
    """`endings`: how such a file's name ends, the usual one first."""

    media_type: str
    endings: tuple[str, ...]


PDF: Final = DocumentType("application/pdf", (".pdf",))
PNG: Final = DocumentType("image/png", (".png",))
JPEG: Final = DocumentType("image/jpeg", (".jpg", ".jpeg"))
DOCX: Final = DocumentType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",))
XLSX: Final = DocumentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",))
ODT: Final = DocumentType("application/vnd.oasis.opendocument.text", (".odt",))
ODS: Final = DocumentType("application/vnd.oasis.opendocument.spreadsheet", (".ods",))
TEXT: Final = DocumentType("text/plain", (".txt", ".csv"))
TYPES: Final = (PDF, DOCX, XLSX, ODT, ODS, PNG, JPEG, TEXT)
_BEGINNINGS: Final[Mapping[bytes, DocumentType]] = {
    b"%PDF-": PDF,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"\xff\xd8\xff": JPEG,
}
_PARTS: Final[Mapping[str, DocumentType]] = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}


def document_type(path: Path, name: str) -> DocumentType:
    """The type of a document that may be kept as evidence.

    Raises: ProblemsFound where it is empty, too large, of a type that is not taken, damaged, or not what its name says.
    """
    found = Found(name)
    size = path.stat().st_size
    if not size:
        found.add(
            name,
            msg("The file is empty."),
            msg("Nothing can be seen from it."),
            msg("Choose the file again; perhaps it was still being written."),
        )
    elif size > MOST_BYTES:
        found.add(
            name,
            msg("The file has {megabytes} MB; at most {most} MB are taken."),
            msg("Larger files cannot be opened on the computers of all who must read them."),
            msg("Save it with smaller pictures, or give it in parts."),
            megabytes=round(size / 1e6, 1),
            most=MOST_BYTES // 1_000_000,
        )
    else:
        type = _type(path, name, found)
        if type is not None and not name.lower().endswith(type.endings):
            found.add(
                name,
                msg("The file's name ends otherwise than its content: it is a file of the type {type}."),
                msg("Whoever opens it would be misled."),
                msg("Give it a name that ends in {type}."),
                type=type.endings[0],
            )
        if type is not None and not found.problems:
            return type
    raise ProblemsFound(found.listed())


def _type(path: Path, name: str, found: Found) -> DocumentType | None:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    for beginning, type in _BEGINNINGS.items():
        if head.startswith(beginning):
            return type
    if head.startswith(b"PK\x03\x04"):
        return _of_archive(path, name, found)
    if _is_text(path):
        return TEXT
    _not_taken(name, found)
    return None


def _is_text(path: Path) -> bool:
    """UTF-8 without a sign that no text holds."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return "\0" not in text and not text.lstrip("\ufeff \r\n\t").lower().startswith(
        ("<!doctype", "<html", "<svg", "<?xml")
    )


def _of_archive(path: Path, name: str, found: Found) -> DocumentType | None:
    try:
        with zipfile.ZipFile(path) as parts:
            infos = {part.filename: part for part in parts.infolist()}
            declared = parts.read("mimetype").decode("ascii", "replace") if _is_small(infos.get("mimetype")) else ""
    except DAMAGES:
        _damaged(name, found)
        return None
    if sum(part.file_size for part in infos.values()) > MOST_INFLATED:
        _damaged(name, found)
        return None
    active = next((part for part in infos if ACTIVE.search(part)), None)
    if active is not None:
        found.add(
            name,
            msg("The file holds a program or an embedded object ({part})."),
            msg("A document is only read; a file that could do something is not taken."),
            msg("Save it without macros and embedded objects, or as PDF."),
            part=shown(active),
        )
        return None
    by_part = next((type for part, type in _PARTS.items() if part in infos), None)
    by_name = next((type for type in (ODT, ODS) if type.media_type == declared), None)
    if by_part is None and by_name is None:
        _not_taken(name, found)
    return by_part or by_name


def _is_small(part: zipfile.ZipInfo | None) -> bool:
    return part is not None and part.file_size < _HEAD


def _damaged(name: str, found: Found) -> None:
    found.add(
        name,
        msg("The file is damaged, or unpacks to more than can be read."),
        msg("Nobody could open it later to see what it proves."),
        msg("Open it, see that it is whole, and save it again."),
    )


def _not_taken(name: str, found: Found) -> None:
    found.add(
        name,
        msg("A file of this type is not taken."),
        msg("Only documents that everybody can open and that cannot do anything are kept: {types}."),
        msg("Save it as PDF."),
        types=", ".join(ending for type in TYPES for ending in type.endings[:1]),
    )
