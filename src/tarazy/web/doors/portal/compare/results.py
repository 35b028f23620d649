"""What units came to in each published index, and where each of them stands best and worst."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from tarazy.engine.model.methodology import INDEX, Indicator
from tarazy.reports.plots.lines import Trace, lines
from tarazy.web.doors.portal.compare.ahead import who_stands_before
from tarazy.web.doors.portal.explorer.pictures import MOST_WITH_WHISKERS, tick
from tarazy.web.doors.portal.indices.index import Index, published_indices
from tarazy.web.doors.portal.reports.sureness import Sureness, rank_span, score_span, sureness_in
from tarazy.web.rooms.publication.queries.intervals import intervals_at_nodes, intervals_of_several
from tarazy.web.rooms.results.queries.estimates import Between
from tarazy.web.rooms.results.queries.standings import Standing, standings
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.parts import NARROW, Link, Picture
from tarazy.web.ui.tags.data import rank_text
from tarazy.web.ui.written import in_language, number
from tarazy.web.ui.written import period as period_text

FEW: Final = 3
SIZES: Final = ((760, 300), (NARROW, 280))
LEAST_PERIODS: Final = 2


@dataclass(frozen=True)
class Came:
    """What a unit came to: score, rank and band as they were published; empty where it has no score. `scores` and
    `ranks`: the ends of the intervals, empty where none were estimated.
    """

    href: str = ""
    score: str = ""
    scores: str = ""
    rank: str = ""
    ranks: str = ""
    band: str = ""


@dataclass(frozen=True)
class Ends:
    """The indicators at which a unit ranks best and worst, with the rank and the ends of its interval."""

    name: str
    best: list[tuple[Link, str, str]]
    worst: list[tuple[Link, str, str]]


@dataclass(frozen=True)
class Compared:
    """An index with its units side by side."""

    title: str
    href: str
    standing: str
    came: list[Came]
    ahead: list[str]
    why_not: str
    ends: list[Ends]
    trend: Picture | None


def compared(units: Sequence[Unit]) -> list[Compared]:
    """Every published index that scores at least one of the units."""
    places = {unit.place for unit in units}
    found = [index for index in published_indices() if index.run.version.place in places]
    pairs = [(index, known(index, units)) for index in found]
    return [compared_in(index, units, there) for index, there in pairs if there]


Known = Mapping[tuple[str, str], Standing]
AtNodes = Mapping[tuple[str, str], Between]


def known(index: Index, units: Sequence[Unit]) -> Known:
    """What is shown of the units in the index's latest period."""
    there = standings(index.run, index.latest, [unit.pk for unit in units])
    return {
        (unit, node): one
        for (unit, node), one in there.items()
        if not index.hidden.is_hidden(unit, index.latest, node)
    }  # fmt: skip


def compared_in(index: Index, units: Sequence[Unit], there: Known) -> Compared:
    sure = sureness_in(index, index.latest, units=[unit.pk for unit in units])
    between = at_nodes(index, sure, units)
    ranked = {unit for (unit, node), one in there.items() if node == INDEX and one.rank is not None}
    return Compared(
        index.title_in(index.latest),
        index.href(index.latest),
        index.publication.get_kind_display(),
        [came_to(index, unit, there.get((unit.pk, INDEX)), sure) for unit in units],
        who_stands_before(sure, index.latest, units, ranked),
        sure.why_not,
        [ends_of(index, unit, there, between) for unit in units],
        trend_of(index, units),
    )


def came_to(index: Index, unit: Unit, standing: Standing | None, sure: Sureness) -> Came:
    if standing is None or standing.score is None:
        return Came()
    scored, between = index.spreads[index.latest].scored, sure.intervals.get(unit.pk)
    return Came(
        index.unit_href(unit.pk, index.latest),
        number(standing.score, index.decimals),
        score_span(between, index.decimals),
        rank_text(int(standing.rank), scored) if standing.rank else "",
        rank_span(between) if standing.rank else "",
        index.band_titles.get(standing.band, ""),
    )


def at_nodes(index: Index, sure: Sureness, units: Sequence[Unit]) -> AtNodes:
    """How sure the places of the units are at every node of the index: one query; nothing where none was estimated."""
    if sure.estimate is None or not sure.is_estimated:
        return {}
    return intervals_at_nodes(index.publication, sure.estimate, index.latest, [unit.pk for unit in units])


def ends_of(index: Index, unit: Unit, there: Known, between: AtNodes) -> Ends:
    """By rank among all: the few best, and the few worst that are none of these; of equal ranks the first named."""
    ranked = [
        (standing.rank, node)
        for node in index.methodology.nodes
        if isinstance(index.methodology.nodes[node], Indicator)
        and (standing := there.get((unit.pk, node))) is not None
        and standing.rank is not None
    ]
    ranked.sort(key=lambda pair: pair[0])
    few = min(FEW, len(ranked) // 2)
    return Ends(
        str(unit.name),
        [written(index, *pair, between.get((unit.pk, pair[1]))) for pair in ranked[:few]],
        [written(index, *pair, between.get((unit.pk, pair[1]))) for pair in ranked[::-1][:few]],
    )


def written(index: Index, rank: float, node: str, between: Between | None) -> tuple[Link, str, str]:
    title = in_language(index.methodology.nodes[node].title)
    return Link(title, index.href(index.latest, node=node)), rank_text(int(rank)), rank_span(between)


def trend_of(index: Index, units: Sequence[Unit]) -> Picture | None:
    """The scores of the units over the published periods."""
    if len(index.periods) < LEAST_PERIODS:
        return None
    periods = [period_text(period) for period in index.periods]
    between = intervals_of_several(index.by_period, [unit.pk for unit in units])
    has_whiskers = bool(between) and len(units) <= MOST_WITH_WHISKERS
    traces = []
    for unit in units:
        scores = {point.period: point.score for point in index.trend(unit.pk)}
        values = [scores.get(period) for period in index.periods]
        sure = [between.get((unit.pk, INDEX, period)) for period in index.periods]
        said = [
            f"{unit.name}, {period}: {said_with(number(value, index.decimals), score_span(one, index.decimals))}"
            for period, value, one in zip(periods, values, sure, strict=True)
        ]
        whiskers = [one and one.score_ends for one in sure] if has_whiskers else []
        traces.append(Trace(str(unit.name), values, said, whiskers=whiskers))
    if not any(trace.last is not None for trace in traces):
        return None
    title = _("Score by period: %(index)s") % {"index": index.title}
    wide, narrow = (lines(title, periods, traces, size, tick) for size in SIZES)
    about = _("Upright lines: between which scores each lies, where that was estimated.") if has_whiskers else ""
    return Picture(title, about, wide, narrow)


def said_with(score: str, scores: str) -> str:
    """A score with the ends of its interval, where there is one."""
    return f"{score} ({scores})" if scores else score
