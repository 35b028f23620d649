"""The first sheet of a form: what it is, by when, and how it is filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tarazy.engine.words import msg, say
from tarazy.exchange.forms.form import Form
from tarazy.exchange.forms.words import STATUSES, heading

SHEET: Final = msg("Read first")
_HOW_TO: Final = (
    msg("Fill in the columns «{value}», «{status}» and «{note}». The others show what is asked and are locked."),
    msg(
        "Write a number in the unit of measure of its row, as your program writes numbers. Fifty-six and a "
        "half percent is 56.5, not 0.565."
    ),
    msg(
        "If there is no value, leave it empty and choose in «{status}» why. An estimate is marked there too. "
        "An ordinary value has no status."
    ),
)
_OF_KNOWN: Final = msg(
    "What is already known stands there with its source. Choose in «{agreement}» whether it is right. If you object, "
    "write your value beside it and the reason into the note."
)
_LAST: Final = (
    msg("Supporting documents are attached to the form in the system, not to this file."),
    msg("Delete no rows, columns or sheets, also not those that are hidden. What you do not touch stays as it is."),
    msg(
        "Save the file as .xlsx and give it back in the system. Before anything is saved you see every "
        "difference, and every mistake with its sheet and cell."
    ),
)


class Line(NamedTuple):
    """`label`: a heading of the line, "" for one that belongs to the line above; `sheet`: where it leads."""

    label: str
    text: str
    sheet: str = ""


def lines(form: Form, lang: str, sheets: Sequence[tuple[str, str, int]]) -> Iterator[Line]:
    """The lines below the title. `sheets`: the name, the title and the number of cells of each."""
    yield Line(say(msg("Assessed body"), lang), form.unit_name.in_language(lang))
    yield Line(heading("period", lang), ", ".join(form.periods))
    if form.deadline is not None:
        yield Line(say(msg("Deadline"), lang), form.deadline.strftime("%Y-%m-%d" if lang == "en" else "%d.%m.%Y"))
    yield Line("", "")
    words = {key: heading(key, lang) for key in ("value", "status", "note", "agreement")}
    known = (_OF_KNOWN,) if any(cell.known for cell in form.cells.values()) else ()
    label = say(msg("How to fill it in"), lang)
    for number, text in enumerate((*_HOW_TO, *known, *_LAST), start=1):
        yield Line(label if number == 1 else "", f"{number}. {say(text, lang, words)}")
    yield Line("", "")
    yield Line(heading("status", lang), "; ".join(say(text, lang) for text in STATUSES.values()))
    yield Line("", "")
    for number, (name, title, count) in enumerate(sheets):
        text = say(msg("{title}: {count} rows"), lang, {"title": title, "count": count})
        yield Line(say(msg("Sheets"), lang) if number == 0 else "", text, name)
