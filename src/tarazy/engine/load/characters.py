"""The bytes of a file -> its characters, or the problems that stand in the way."""

from __future__ import annotations

import codecs
import unicodedata
from typing import Final

from tarazy.engine.load.report import Place, Report
from tarazy.engine.words import msg

LARGEST_FILE: Final = 1_000_000
_UTF_16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINE_BREAKS: Final = "\x0b\x0c\x85\u2028\u2029"


def characters(file: str, content: bytes, report: Report) -> str | None:
    """The text of a file, or None if it cannot be read on."""
    if len(content) > LARGEST_FILE:
        report.add(
            Place(file),
            msg("The file holds {bytes} bytes."),
            msg("A file of a methodology may hold at most {limit} bytes, so that anybody can read and check it."),
            msg("Divide it: one indicator to a file, figures into data files."),
            bytes=len(content),
            limit=LARGEST_FILE,
        )
        return None
    text = _decoded(file, content, report)
    if text is None:
        return None
    if not text.strip():
        report.add(
            Place(file),
            msg("The file is empty."),
            msg("Every file of a methodology says something."),
            msg("Fill it in, or remove it."),
        )
        return None
    return text if _clean(file, text, report) else None


def _decoded(file: str, content: bytes, report: Report) -> str | None:
    if content.startswith(_UTF_16_MARKS) or (b"\0" in content and _is_utf_16(content)):
        _wrong_encoding(Place(file), "UTF-16", report)
        return None
    if content.startswith(codecs.BOM_UTF8):
        report.add(
            Place(file, 1),
            msg("The file begins with a byte order mark (BOM)."),
            msg("It is invisible, changes the hash and is no part of the text."),
            msg("Save the file as UTF-8 without BOM."),
        )
        content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        _wrong_encoding(Place(file, line), _guess(content), report)
        return None


def _is_utf_16(content: bytes) -> bool:
    half = max(len(content) // 2, 1)
    return max(content[0::2].count(0), content[1::2].count(0)) > half // 4


def _guess(content: bytes) -> str:
    """`windows-1251` if the bytes read as Cyrillic words in it, else nothing."""
    letters = [letter for letter in content.decode("cp1251", errors="replace") if not letter.isascii()]
    cyrillic = sum("а" <= letter.lower() <= "я" for letter in letters)
    return "windows-1251" if letters and cyrillic >= 0.8 * len(letters) else ""


def _wrong_encoding(place: Place, encoding: str, report: Report) -> None:
    why = msg("A methodology is written in UTF-8, so that Kazakh, Russian and English letters are the same everywhere.")
    mend = msg("Open the file in your editor and save it as UTF-8 without BOM.")
    if encoding:
        report.add(place, msg("The file is written in {encoding}, not in UTF-8."), why, mend, encoding=encoding)
    else:
        report.add(place, msg("The file holds bytes that are not UTF-8."), why, mend)


def _clean(file: str, text: str, report: Report) -> bool:
    """Report tabs, carriage returns and control characters, once a line; whether there were none."""
    clean = True
    for number, line in enumerate(text.split("\n"), start=1):
        place = Place(file, number)
        if "\r" in line:
            report.add(
                place,
                msg("The line holds a carriage return."),
                msg("The hash of a methodology is that of its bytes; Windows line ends would change it."),
                msg("Save the file with Unix line ends (LF)."),
            )
            return False
        if "\t" in line:
            report.add(
                place,
                msg("The line holds a tab at position {position}."),
                msg("A tab is of a different width in every editor, so nobody can see the structure."),
                msg("Use spaces instead."),
                position=line.index("\t") + 1,
            )
            clean = False
        odd = [letter for letter in line if _is_control(letter)]
        if odd:
            report.add(
                place,
                msg("The line holds an invisible control character ({code}) at position {position}."),
                msg("Readers cannot see it, and programs read it differently."),
                msg("Delete it."),
                code=f"U+{ord(odd[0]):04X}",
                position=line.index(odd[0]) + 1,
            )
            clean = False
    return clean


def invisible(text: str) -> tuple[str, int] | None:
    """Code and position (from 1) of the first character of a word that nobody sees, such as a non-breaking space."""
    for position, letter in enumerate(text, start=1):
        if not letter.isascii() and unicodedata.category(letter) in ("Zs", "Cf"):
            return f"U+{ord(letter):04X}", position
    return None


def _is_control(letter: str) -> bool:
    if letter in _LINE_BREAKS or letter == "\ufeff":
        return True
    return letter != "\t" and unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn")
