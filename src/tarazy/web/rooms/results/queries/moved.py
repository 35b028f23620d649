"""Who would move by another text, in the words of a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from tarazy.engine.explanation.render import reason_in_words
from tarazy.engine.model.methodology import Methodology
from tarazy.web.rooms.results.queries.bands import band_titles
from tarazy.web.rooms.results.queries.movement import Movement, Movements, Standing
from tarazy.web.rooms.units.queries import units_by_id
from tarazy.web.ui.parts import Column
from tarazy.web.ui.written import in_language, language, number, signed
from tarazy.web.ui.written import period as period_text

MOST_ROWS: Final = 200


@dataclass(frozen=True)
class Row:
    """A unit under both texts, in words."""

    unit: str
    before: tuple[str, str, str]
    after: tuple[str, str, str]
    climb: str
    reason: str


def moved_in_words(found: Movements, old: Methodology, new: Methodology) -> dict[str, Any]:
    """For the template `ui/movements.html`."""
    titles = new.variables_by_name
    return {
        "period": period_text(found.period) if found.period else "",
        "rows": _rows(found, old, new),
        "left_out": max(0, len(found.rows) - MOST_ROWS),
        "still": sum(1 for row in found.rows if row.size == (0, 0)),
        "total": len(found.rows),
        "lacking": [in_language(titles[name].title) for name in found.lacking],
        "movement_columns": _columns(),
    }


def _columns() -> list[Column]:
    return [
        Column(_("Unit"), row_head=True),
        Column(_("Score before"), numeric=True),
        Column(_("Score after"), numeric=True),
        Column(_("Rank before"), numeric=True),
        Column(_("Rank after"), numeric=True),
        Column(_("Places won or lost"), numeric=True),
        Column(_("Band before")),
        Column(_("Band after")),
    ]


def _rows(found: Movements, old: Methodology, new: Methodology) -> list[Row]:
    shown = found.rows[:MOST_ROWS]
    units = units_by_id([row.unit for row in shown])
    names = {id: str(unit.name) for id, unit in units.items()}
    before, after = _written_by(old), _written_by(new)
    return [_row(row, names.get(row.unit, row.unit), before, after) for row in shown]


Written = Callable[[Standing], tuple[str, str, str]]


def _row(row: Movement, name: str, before: Written, after: Written) -> Row:
    climb = "" if row.climb is None else signed(row.climb, 0) if row.climb else "0"
    reason = row.after.reason or row.before.reason
    said = reason_in_words(reason, language()) if reason else ""
    return Row(name, before(row.before), after(row.after), climb, said)


def _written_by(text: Methodology) -> Written:
    titles = band_titles(text)

    def written(one: Standing) -> tuple[str, str, str]:
        score = "" if one.score is None else number(one.score, text.points.decimals)
        return score, "" if one.rank is None else number(one.rank), titles.get(one.band, one.band)

    return written
