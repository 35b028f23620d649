"""The picture of places: where everybody stands, and how far each place may be otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from tarazy.reports.blocks import Picture
from tarazy.reports.paper import on_paper
from tarazy.reports.plots.ranges import Range, ranges
from tarazy.web.doors.portal.reports.sureness import Sureness
from tarazy.web.rooms.results.queries.tables import ResultRow
from tarazy.web.ui.written import number

WIDTH: Final = 640
MOST: Final = 40
AROUND: Final = 10  # how many stand above and below the one that is spoken of


def places(sure: Sureness, rows: Sequence[ResultRow], here: str = "") -> Picture | None:
    """Everybody, or where they are many those next to the unit, or the first ones; None where nothing was estimated."""
    every = [one for row in rows if (one := _range(sure, row, here)) is not None]
    if len(every) < 2:
        return None
    shown, title = every, _("Places and their intervals")
    if len(every) > MOST:
        at = next((at for at, one in enumerate(every) if one.here), 0)
        first = max(0, min(at - AROUND, len(every) - 2 * AROUND - 1)) if here else 0
        shown = every[first : first + 2 * AROUND + 1] if here else every[:MOST]
        title = (
            _("Places and their intervals: next to this one") if here else _("Places and their intervals: the first")
        )
    said = _("%(name)s: place %(at)s, from %(low)s to %(high)s")
    spoken = "; ".join(
        said % {"name": one.name, "at": number(one.at), "low": number(one.low), "high": number(one.high)}
        for one in shown
    )
    about = _(
        "The dot is the place as it was computed, the line holds the places that it takes in %(level)s of the "
        "replicates."
    ) % {"level": sure.level}
    return Picture(title, spoken, on_paper(ranges(title, shown, WIDTH, number)), about=about)


def _range(sure: Sureness, row: ResultRow, here: str) -> Range | None:
    one = sure.intervals.get(row.unit.pk)
    if one is None or row.rank is None or one.rank_low is None or one.rank_high is None:
        return None
    return Range(str(row.unit.name), row.rank, one.rank_low, one.rank_high, row.unit.pk == here)
