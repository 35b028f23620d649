"""The rows of a table of results as HTML. Templates would take most of a page's time."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tarazy.web.doors.portal.indices.rows import Asked, Row
from tarazy.web.ui.tags.controls import tag
from tarazy.web.ui.tags.data import bar, change, imputed, not_counted, swatch
from tarazy.web.ui.tags.walked import none
from tarazy.web.ui.written import numbers

Cell = Callable[[Row], str]


def rows_written(asked: Asked, lines: Iterable[Row], *, declining: Container[str], has_imputed: bool) -> SafeString:
    """`declining`: who got worse twice in a row. The cells stand in the order of the columns of the page."""
    cells = _cells(asked, has_imputed)
    return mark_safe(
        "".join(f"<tr>{_name(line, declining)}{''.join(cell(line) for cell in cells)}</tr>\n" for line in lines)
    )


def _name(line: Row, declining: Container[str]) -> str:
    colour = swatch(line.colour.css, line.colour.label or _("no score"))
    said = ""
    if line.result.unit.pk in declining:
        why = _("The published score got worse in this period and in the one before.")
        said = f" {tag(_('worse twice in a row'), 'bad', why)}"
    return f'<th scope="row">{colour}<a href="{escape(line.href)}">{escape(line.name)}</a>{said}</th>'


def _cells(asked: Asked, has_imputed: bool) -> list[Cell]:
    index, as_read, as_scored = asked.index, numbers(), numbers(asked.index.decimals)

    def value(line: Row) -> str:
        return f'<td class="num">{escape(as_read(line.result.value)) or none()}</td>'

    def score(line: Row) -> str:
        given = line.result.score
        if given is None:
            return f'<td class="num score">{none(line.reason)}</td>'
        return f'<td class="num score">{bar(given, index.best)} {as_scored(given)}</td>'

    def rank(line: Row) -> str:
        return f'<td class="num">{as_read(line.result.rank) or none(_("not ranked"))}</td>'

    def band(line: Row) -> str:
        return f"<td>{escape(line.band)}</td>"

    def moved(line: Row) -> str:
        of = line.result
        told = "" if of.score is None else change(of.score_change, index.decimals, asked.better)
        return f'<td class="num">{told}</td>'

    def missed(line: Row) -> str:
        return f'<td class="num">{not_counted(line.result.share_not_counted)}</td>'

    def filled_in(line: Row) -> str:
        return f'<td class="num">{imputed(line.result.share_imputed)}</td>'

    there = [
        (value, asked.is_indicator), (score, True), (rank, True), (band, bool(index.band_titles)),
        (moved, asked.has_before), (missed, True), (filled_in, has_imputed),
    ]  # fmt: skip
    return [cell for cell, stands in there if stands]
