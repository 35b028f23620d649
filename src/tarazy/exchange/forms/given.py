"""What a file gives: its rows with the places of their cells, before anything is compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from tarazy.engine.checks.shown import shown
from tarazy.engine.load.tables.cells import Flaw
from tarazy.engine.load.tables.table import Found
from tarazy.engine.words import LANGUAGES, Message, Problem, msg
from tarazy.exchange.forms.words import heading, key_of

AGAIN: Final = msg("Download the form again and copy into it what was filled in.")


class Row(NamedTuple):
    """A row by the keys of its columns. `contents`: a text or a number of each cell; `places`: where each stands;
    `in_percent`: cells that show 0.5 as 50 %; `broken`: cells in which nothing can be read, and why.
    """

    contents: Mapping[str, Any]
    places: Mapping[str, str]
    in_percent: frozenset[str] = frozenset()
    broken: Mapping[str, Flaw] = {}

    def text(self, key: str) -> str:
        return str(self.contents.get(key, "")).strip()


class Given(NamedTuple):
    """A whole file, and the form, the unit and the version that it says it is of. A column that is not there has no
    key in its rows. `comma_is_decimal`: a comma cannot separate thousands in this file.
    """

    form: str
    unit: str
    version: str
    rows: list[Row]
    comma_is_decimal: bool = False


def problem(where: str, flaw: Flaw) -> Problem:
    what, why, mend = (Message(text, dict(flaw.said)) for text in (flaw.what, flaw.why, flaw.mend))
    return Problem(what, where, why, mend)


def columns_in(header: Sequence[str], where: Sequence[str], wanted: Sequence[str], found: Found) -> dict[str, int]:
    """The position of each column by its key, whatever the order and the language; what is not read is told.

    `where`: the place of each cell of the header. Nothing if two columns have one heading: nobody knows which counts.
    """
    columns: dict[str, int] = {}
    sound = True
    for position, text in enumerate(header):
        key = key_of(text)
        if key and key in columns:
            found.add(
                where[position],
                msg("The column «{key}» stands twice."),
                msg("Of two columns with one name nobody knows which one counts."),
                msg("Remove one of them, or give it its right name."),
                key=shown(text),
            )
            sound = False
        elif key:
            columns[key] = position
        elif text.strip():
            found.add(
                where[position],
                msg("The column «{title}» is not of the form and is not read."),
                msg("A form is compared by its own columns, so that nothing is taken for what it is not."),
                msg("What matters in it belongs into the notes."),
                title=shown(text),
            )
    for key in wanted:
        if key not in columns:
            _missing(key, where[0], found)
    return columns if sound else {}


def _missing(key: str, where: str, found: Found) -> None:
    found.add(
        where,
        msg("The column «{kk}» · «{ru}» · «{en}» is missing."),
        msg("What stands in it in the system stays as it is."),
        AGAIN,
        **{lang: heading(key, lang) for lang in LANGUAGES},
    )
