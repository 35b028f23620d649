"""What flags a value, and the notes below the table that say why: each note once, however many values it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tarazy.web.doors.portal.observatory.rows import Row
from tarazy.web.ui.written import in_language


@dataclass(frozen=True)
class Flag:
    """A tag beside a value; `note` is the number of the note that explains it, 0 for none."""

    word: str
    kind: str
    note: int


@dataclass(frozen=True)
class Flagged:
    """A row of the table with its flags."""

    row: Row
    flags: list[Flag]


def flagged(rows: Sequence[Row]) -> tuple[list[Flagged], list[str]]:
    """The rows with their flags, and the notes that these name, in the order in which they are first named."""
    notes: dict[str, int] = {}
    found = [
        Flagged(
            row, [Flag(word, kind, notes.setdefault(note, len(notes) + 1) if note else 0) for word, kind, note in said]
        )
        for row, said in ((row, reasons(row)) for row in rows)
    ]
    return found, list(notes)


def reasons(row: Row) -> list[tuple[str, str, str]]:
    """The word of each flag, its look and its note."""
    value, said = row.value, []
    if row.status and value.value is not None and not row.carried:
        said.append((row.status, "doubt", in_language(value.doubt.note) if value.doubt else ""))
    if row.carried:
        said.append((_("carried"), "doubt", row.carried))
    if value.break_here:
        said.append((_("break in the series"), "break", in_language(value.break_here.note)))
    if value.is_back_cast:
        said.append((_("back-cast"), "", _("It did not exist in this form then; the value was worked out later.")))
    if row.parts:
        note = _("Contains what also stands here by itself: %(names)s. Do not add them up.")
        said.append((_("former boundaries"), "", note % {"names": ", ".join(row.parts)}))
    return said
