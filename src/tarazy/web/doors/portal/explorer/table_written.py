"""The rows of the table as HTML. It may have thousands of cells, and templates would take most of a page's time."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tarazy.web.doors.portal.explorer.table import Line, Written
from tarazy.web.ui.tags.data import said_sure
from tarazy.web.ui.tags.walked import none


def rows_written(lines: Iterable[Line], *, has_titles: bool) -> SafeString:
    said = _("(note)")
    return mark_safe("".join(_row(line, has_titles, said) for line in lines))


def _row(line: Line, has_titles: bool, said: str) -> str:
    head = f'<th scope="row"><a href="{escape(line.href)}">{escape(line.name)}</a></th>'
    title = f"<td>{escape(line.of)}</td>" if has_titles else ""
    return f"<tr>{head}{title}{''.join(_cell(cell, said) for cell in line.cells)}</tr>"


def _cell(cell: Written, said: str) -> str:
    if not cell.number:
        return f'<td class="num">{none(cell.why)}</td>'
    marks = "".join(_mark(note, said) for _words, note in cell.flags)
    return f'<td class="num">{escape(cell.number)}{marks}{said_sure(cell.interval)}</td>'


def _mark(note: int, said: str) -> str:
    """The number of a note, as a link to it."""
    hidden = f'<span class="visually-hidden"> {said}</span>'
    return f' <a class="note-mark" href="#note-{note}">{note}{hidden}</a>'
