"""The rows of a table of results as HTML. Templates would take most of a page's time."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tarazy.web.doors.portal.indices.rows import Asked, Row
from tarazy.web.doors.portal.indices.sure import Sure
from tarazy.web.ui.parts import HowSure
from tarazy.web.ui.tags.controls import tag
from tarazy.web.ui.tags.data import bar, change, imputed, not_counted, said_sure, swatch
from tarazy.web.ui.tags.walked import none
from tarazy.web.ui.written import numbers

Cell = Callable[[Row], str]


def rows_written(
    asked: Asked, sure: Sure, lines: Iterable[Row], *, declining: Container[str], has_imputed: bool
) -> SafeString:
    """`declining`: who got worse twice in a row. The cells stand in the order of the columns of the page."""
    cells = _Cells(asked, sure).chosen(has_imputed)
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


class _Cells:
    """What stands in the columns beside the name, in the language of now."""

    def __init__(self, asked: Asked, sure: Sure) -> None:
        self._asked, self._index, self._sure = asked, asked.index, sure
        self._as_read, self._as_scored = numbers(), numbers(asked.index.decimals)

    def chosen(self, has_imputed: bool) -> list[Cell]:
        there = [
            (self._value, self._asked.is_indicator), (self._score, True), (self._rank, True),
            (self._not_apart, self._sure.not_apart is not None), (self._band, bool(self._index.band_titles)),
            (self._change, self._asked.has_before),
            (self._not_counted, True), (self._imputed, has_imputed),
        ]  # fmt: skip
        return [cell for cell, stands in there if stands]

    def _value(self, line: Row) -> str:
        return f'<td class="num">{escape(self._as_read(line.result.value)) or none()}</td>'

    def _score(self, line: Row) -> str:
        given = line.result.score
        if given is None:
            return f'<td class="num score">{none(line.reason)}</td>'
        drawn = bar(given, self._index.best)
        return f'<td class="num score">{drawn} {self._as_scored(given)} {said_sure(self._of(line).score)}</td>'

    def _rank(self, line: Row) -> str:
        rank = self._as_read(line.result.rank)
        return (
            f'<td class="num">{rank + " " + said_sure(self._of(line).places) if rank else none(_("not ranked"))}</td>'
        )

    def _not_apart(self, line: Row) -> str:
        if line.result.rank is None:
            return "<td></td>"
        return f"<td>{escape(self._sure.told_apart(line.result.unit.pk))}</td>"

    def _of(self, line: Row) -> HowSure:
        return self._sure.of(line.result.unit.pk)

    def _band(self, line: Row) -> str:
        return f"<td>{escape(line.band)}</td>"

    def _change(self, line: Row) -> str:
        of = line.result
        told = "" if of.score is None else change(of.score_change, self._index.decimals, self._asked.better)
        return f'<td class="num">{told} {said_sure(self._of(line).change)}</td>'

    def _not_counted(self, line: Row) -> str:
        return f'<td class="num">{not_counted(line.result.share_not_counted)}</td>'

    def _imputed(self, line: Row) -> str:
        return f'<td class="num">{imputed(line.result.share_imputed)}</td>'
