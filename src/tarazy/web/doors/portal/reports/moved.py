"""What a publication says of all together: what moved, whether that can be relied on, where points were lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from tarazy.web.doors.portal.indices.rows import Asked
from tarazy.web.doors.portal.reports.published import before_of
from tarazy.web.rooms.results.queries.tables import ResultRow, points_lost_by_unit
from tarazy.web.ui.parts import Loss
from tarazy.web.ui.written import number, rounded
from tarazy.web.ui.written import period as period_text

MOST_MOVERS = 10


def reliability() -> str:
    """Until intervals are computed nobody can say whether a change is more than chance, and that is said."""
    return _(
        "Whether these changes are reliable cannot be said yet: intervals of the scores have not been estimated. "
        "Small changes may be chance."
    )


def movers(asked: Asked, rows: Sequence[ResultRow], sign: int, most: int = MOST_MOVERS) -> list[ResultRow]:
    """Whose score rose (`sign` 1) or fell (-1) most in its published digits, the greatest change first."""
    if not before_of(asked):
        return []
    places = asked.index.decimals
    found = [row for row in rows if row.score_change is not None and rounded(sign * row.score_change, places) > 0]
    return sorted(found, key=lambda row: -abs(row.score_change or 0.0))[:most]


def whole_moved(asked: Asked, rows: Sequence[ResultRow]) -> Iterator[str]:
    """The mean and its change, how many rose and fell, who leads and who moved most, in whole sentences."""
    scored = [row for row in rows if row.score is not None]
    places = asked.index.decimals
    if not scored:
        yield _("Nobody has a score for %(period)s.") % {"period": period_text(asked.period)}
        return
    mean = sum(row.score or 0.0 for row in scored) / len(scored)
    said = {"period": period_text(asked.period), "mean": number(mean, places), "best": number(asked.index.best),
            "scored": number(len(scored), 0), "count": number(len(rows), 0)}  # fmt: skip
    yield (
        _("The mean score for %(period)s is %(mean)s of %(best)s points; %(scored)s of %(count)s have a score.") % said
    )
    first = next((row for row in rows if row.rank is not None and row.score is not None), None)
    if first is not None:
        said = {"unit": str(first.unit.name), "score": number(first.score, places)}
        yield _("%(unit)s stands first with %(score)s points.") % said
    yield from _changes(asked, rows)


def _changes(asked: Asked, rows: Sequence[ResultRow]) -> Iterator[str]:
    before = before_of(asked)
    if not before:
        return
    places = asked.index.decimals
    rises, falls = (movers(asked, rows, sign, len(rows)) for sign in (1, -1))
    said = {"period": period_text(before), "rises": number(len(rises), 0), "falls": number(len(falls), 0)}
    yield _("Since %(period)s the score of %(rises)s has risen and that of %(falls)s has fallen.") % said
    if rises:
        said = {"unit": str(rises[0].unit.name), "points": number(rises[0].score_change, places)}
        yield _("The greatest rise: %(unit)s, by %(points)s points.") % said
    if falls:
        said = {"unit": str(falls[0].unit.name), "points": number(abs(falls[0].score_change or 0.0), places)}
        yield _("The greatest fall: %(unit)s, by %(points)s points.") % said


def where_lost(asked: Asked) -> list[Loss]:
    """The mean of the points that units lost at each indicator, the greatest first."""
    index = asked.index
    sums: dict[str, list[float]] = {}
    for unit, lost in points_lost_by_unit(index.run, asked.period).items():
        for node, points in lost.items():
            if not index.hidden.is_hidden(unit, asked.period, node):
                sums.setdefault(node, []).append(points)
    count = max((len(points) for points in sums.values()), default=1)
    found = [
        Loss(index.node_title(node), sum(points) / count, index.href(asked.period, node=node))
        for node, points in sums.items()
        if node in index.nodes
    ]
    return sorted((loss for loss in found if loss.points > 0), key=lambda loss: -loss.points)
