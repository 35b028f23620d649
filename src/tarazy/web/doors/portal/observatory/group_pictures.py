"""The groups of one unit over time, beside the average."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from tarazy.reports.charts import COLOURS, Line, trend
from tarazy.reports.draw import draw
from tarazy.web.doors.portal.observatory.asked import breakdown_in_words
from tarazy.web.doors.portal.observatory.groups import TOTAL, Rows, Split, cell_of, gaps_of
from tarazy.web.doors.portal.observatory.short import precision_of, shortening
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.observatory.queries.variables import breakdown_codes
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.parts import NARROW, WHOLE_PAGE, Column, Picture
from tarazy.web.ui.written import in_language, language
from tarazy.web.ui.written import period as period_text

MOST_GROUPS: Final = len(COLOURS) - 1  # beside the average
HEIGHT: Final = 280
LEAST_PERIODS: Final = 2


@dataclass(frozen=True)
class GroupsDrawn:
    """The picture with its table: a row a period, a cell a group and the average: a value, or why there is none."""

    picture: Picture
    columns: list[Column]
    rows: list[tuple[str, list[tuple[float | None, str]]]]
    places: int


def groups_picture(variable: Variable, unit: Unit, split: Split, known: Mapping[str, Rows]) -> GroupsDrawn | None:
    """The average and the groups; of many those that are furthest from it in the end. None for one period."""
    periods = sorted(period for period, rows in known.items() if rows.keys() & set(split.groups))
    if len(periods) < LEAST_PERIODS:
        return None
    codes = breakdown_codes()
    furthest = [gap.group for gap in gaps_of(variable, known[periods[-1]], split)] or list(split.groups)
    strong = [TOTAL, *furthest[:MOST_GROUPS]]
    names = {one: breakdown_in_words(one, codes) for one in (TOTAL, *split.groups)}
    cells = {one: [cell_of(known[period], one) for period in periods] for one in names}
    short = shortening(value for line in cells.values() for value, _missing in line)
    lines = [
        Line("", [short.divided(value) for value, _missing in cells[one]], "context")
        for one in split.groups
        if one not in strong
    ]
    lines += [Line(names[one], [short.divided(value) for value, _missing in cells[one]]) for one in strong]
    words = {"variable": variable.title, "unit": unit.name}
    title = _("%(variable)s by group over time: %(unit)s") % words
    written = [period_text(period) for period in periods]
    wide, narrow = (draw(trend(written, lines, width, HEIGHT), title, language()) for width in (WHOLE_PAGE, NARROW))
    return GroupsDrawn(
        picture=Picture(
            title, _about(variable, short.note(in_language(variable.unit_of_measure.symbol))), wide, narrow
        ),
        columns=[Column(_("Period"), row_head=True), *(Column(name, numeric=True) for name in names.values())],
        rows=[(period, [cells[one][at] for one in names]) for at, period in enumerate(written)],
        places=precision_of(value for line in cells.values() for value, _missing in line).places,
    )


def _about(variable: Variable, note: str) -> str:
    unit = _("Unit of measure: %(unit)s.") % {"unit": in_language(variable.unit_of_measure.title)}
    return f"{unit} {note}".strip()
