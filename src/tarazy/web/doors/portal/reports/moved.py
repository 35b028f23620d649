"""What a publication says of all together: what moved, whether that can be relied on, where points were lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from tarazy.web.doors.portal.indices.rows import Asked
from tarazy.web.doors.portal.reports.published import before_of
from tarazy.web.doors.portal.reports.sureness import Sureness
from tarazy.web.rooms.results.queries.estimates import Between
from tarazy.web.rooms.results.queries.tables import ResultRow, points_lost_by_unit
from tarazy.web.ui.parts import Loss
from tarazy.web.ui.written import number, rounded, signed
from tarazy.web.ui.written import period as period_text

MOST_MOVERS = 10
MOST_NAMED = 3


def movers(
    asked: Asked, sure: Sureness, rows: Sequence[ResultRow], sign: int, most: int = MOST_MOVERS
) -> list[ResultRow]:
    """Whose score rose (`sign` 1) or fell (-1) most in its published digits, the greatest change first; where it was
    estimated how sure changes are, those alone that moved reliably.
    """
    if not before_of(asked):
        return []
    places = asked.index.decimals
    found = [
        row
        for row in rows
        if row.score_change is not None
        and rounded(sign * row.score_change, places) > 0
        and (not sure.is_estimated or sure.moved_surely(row.unit.pk, sign))
    ]
    return sorted(found, key=lambda row: -abs(row.score_change or 0.0))[:most]


def named_movers(asked: Asked, sure: Sureness, rows: Sequence[ResultRow]) -> list[ResultRow]:
    """The rows for figures that name who moved most: where it was estimated, the change of nobody else is known."""
    if not sure.is_estimated:
        return list(rows)
    moved = {row.unit.pk for sign in (1, -1) for row in movers(asked, sure, rows, sign, len(rows))}
    return [row if row.unit.pk in moved else replace(row, score_change=None) for row in rows]


def whole_moved(asked: Asked, sure: Sureness, rows: Sequence[ResultRow]) -> Iterator[str]:
    """The mean, who leads, how many rose and fell, who moved most, and whether it is reliable, in whole sentences."""
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
    yield from _first(asked, sure, rows)
    if before_of(asked):
        yield from _sure_changes(asked, sure, rows) if sure.is_estimated else _changes(asked, sure, rows)
    if not sure.is_estimated:
        yield sure.why_not


def _first(asked: Asked, sure: Sureness, rows: Sequence[ResultRow]) -> Iterator[str]:
    """Who stands first, and how far that can be relied on."""
    first = next((row for row in rows if row.rank is not None and row.score is not None), None)
    if first is None:
        return
    here = sure.intervals.get(first.unit.pk)
    said = {"unit": str(first.unit.name), "score": number(first.score, asked.index.decimals), "level": sure.level}
    if here is None or here.rank_low is None:
        yield _("%(unit)s stands first with %(score)s points.") % said
    elif here.rank_low == here.rank_high:
        yield _("%(unit)s stands first with %(score)s points, and in %(level)s of the replicates, too.") % said
    else:
        said |= {"first": number(here.rank_low), "last": number(here.rank_high)}
        yield (
            _(
                "%(unit)s stands first with %(score)s points; in %(level)s of the replicates it takes a place from "
                "%(first)s to %(last)s."
            )
            % said
        )


def _changes(asked: Asked, sure: Sureness, rows: Sequence[ResultRow]) -> Iterator[str]:
    """What moved, where nobody has estimated how sure that is."""
    places = asked.index.decimals
    rises, falls = (movers(asked, sure, rows, sign, len(rows)) for sign in (1, -1))
    said = {"period": _before(asked), "rises": number(len(rises), 0), "falls": number(len(falls), 0)}
    yield _("Since %(period)s the score of %(rises)s has risen and that of %(falls)s has fallen.") % said
    if rises:
        said = {"unit": str(rises[0].unit.name), "points": number(rises[0].score_change, places)}
        yield _("The greatest rise: %(unit)s, by %(points)s points.") % said
    if falls:
        said = {"unit": str(falls[0].unit.name), "points": number(abs(falls[0].score_change or 0.0), places)}
        yield _("The greatest fall: %(unit)s, by %(points)s points.") % said


def _sure_changes(asked: Asked, sure: Sureness, rows: Sequence[ResultRow]) -> Iterator[str]:
    """Who moved reliably; of the others only how many there are."""
    rises, falls = (movers(asked, sure, rows, sign, len(rows)) for sign in (1, -1))
    changed = sum(row.score_change is not None for row in rows)
    said = {"period": _before(asked), "rises": number(len(rises), 0), "falls": number(len(falls), 0),
            "others": number(changed - len(rises) - len(falls), 0), "level": sure.level}  # fmt: skip
    yield (
        _("Since %(period)s the score of %(rises)s has reliably risen and that of %(falls)s has reliably fallen.")
        % said
    )
    if rises:
        yield _("The greatest reliable rises: %(list)s.") % {"list": _named(asked, sure, rises)}
    if falls:
        yield _("The greatest reliable falls: %(list)s.") % {"list": _named(asked, sure, falls)}
    yield (
        _(
            "Reliable is a change whose whole interval, %(level)s of the replicates, lies on one side of zero; the "
            "other changes (%(others)s) may be chance."
        )
        % said
    )


def _before(asked: Asked) -> str:
    return period_text(before_of(asked))


def _named(asked: Asked, sure: Sureness, rows: Sequence[ResultRow]) -> str:
    """Some of those who moved, each with its change and the interval of the change."""
    return "; ".join(_change_named(asked, sure.intervals[row.unit.pk], row) for row in rows[:MOST_NAMED])


def _change_named(asked: Asked, here: Between, row: ResultRow) -> str:
    places = asked.index.decimals
    said = {"unit": str(row.unit.name), "change": signed(row.score_change, places),
            "low": signed(here.change_low, places), "high": signed(here.change_high, places)}  # fmt: skip
    return _("%(unit)s %(change)s (from %(low)s to %(high)s)") % said


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
