"""What units came to in each published index, and where each of them stands best and worst."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from tarazy.engine.model.methodology import INDEX, Indicator
from tarazy.reports.plots.lines import Trace, lines
from tarazy.web.doors.portal.explorer.pictures import tick
from tarazy.web.doors.portal.indices.index import Index, published_indices
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
    """What a unit came to: score, rank and band as they were published; empty where it has no score."""

    href: str
    score: str
    rank: str
    band: str


@dataclass(frozen=True)
class Ends:
    """The indicators at which a unit ranks best and worst, with the rank."""

    name: str
    best: list[tuple[Link, str]]
    worst: list[tuple[Link, str]]


@dataclass(frozen=True)
class Compared:
    """An index with its units side by side."""

    title: str
    href: str
    standing: str
    came: list[Came]
    ends: list[Ends]
    trend: Picture | None


def compared(units: Sequence[Unit]) -> list[Compared]:
    """Every published index that scores at least one of the units."""
    places = {unit.place for unit in units}
    found = [index for index in published_indices() if index.run.version.place in places]
    pairs = [(index, known(index, units)) for index in found]
    return [compared_in(index, units, there) for index, there in pairs if there]


Known = Mapping[tuple[str, str], Standing]


def known(index: Index, units: Sequence[Unit]) -> Known:
    """What is shown of the units in the index's latest period."""
    there = standings(index.run, index.latest, [unit.pk for unit in units])
    return {
        (unit, node): one
        for (unit, node), one in there.items()
        if not index.hidden.is_hidden(unit, index.latest, node)
    }  # fmt: skip


def compared_in(index: Index, units: Sequence[Unit], there: Known) -> Compared:
    return Compared(
        index.title_in(index.latest),
        index.href(index.latest),
        index.publication.get_kind_display(),
        [came_to(index, unit, there.get((unit.pk, INDEX))) for unit in units],
        [ends_of(index, unit, there) for unit in units],
        trend_of(index, units),
    )


def came_to(index: Index, unit: Unit, standing: Standing | None) -> Came:
    if standing is None or standing.score is None:
        return Came("", "", "", "")
    scored = index.spreads[index.latest].scored
    return Came(
        index.unit_href(unit.pk, index.latest),
        number(standing.score, index.decimals),
        rank_text(int(standing.rank), scored) if standing.rank else "",
        index.band_titles.get(standing.band, ""),
    )


def ends_of(index: Index, unit: Unit, there: Known) -> Ends:
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
        [written(index, *pair) for pair in ranked[:few]],
        [written(index, *pair) for pair in ranked[::-1][:few]],
    )


def written(index: Index, rank: float, node: str) -> tuple[Link, str]:
    title = in_language(index.methodology.nodes[node].title)
    return Link(title, index.href(index.latest, node=node)), rank_text(int(rank))


def trend_of(index: Index, units: Sequence[Unit]) -> Picture | None:
    """The scores of the units over the published periods."""
    if len(index.periods) < LEAST_PERIODS:
        return None
    periods = [period_text(period) for period in index.periods]
    traces = []
    for unit in units:
        scores = {point.period: point.score for point in index.trend(unit.pk)}
        values = [scores.get(period) for period in index.periods]
        said = [
            f"{unit.name}, {period}: {number(value, index.decimals)}"
            for period, value in zip(periods, values, strict=True)
        ]
        traces.append(Trace(str(unit.name), values, said))
    if not any(trace.last is not None for trace in traces):
        return None
    title = _("Score by period: %(index)s") % {"index": index.title}
    wide, narrow = (lines(title, periods, traces, size, tick) for size in SIZES)
    return Picture(title, "", wide, narrow)
