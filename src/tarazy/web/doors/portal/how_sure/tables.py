"""Tables of how sure a publication is, as files: intervals of all parts, changes, groups, pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import TableFile
from tarazy.web.doors.portal import tables
from tarazy.web.doors.portal.indices.files import note_of, notes_of
from tarazy.web.doors.portal.indices.rows import Asked
from tarazy.web.doors.portal.indices.sure import Sure, sure_of
from tarazy.web.doors.portal.table_columns import field_of
from tarazy.web.rooms.publication.queries.hidden import shown_scores
from tarazy.web.rooms.publication.queries.intervals import without_hidden_change
from tarazy.web.rooms.results.models import Estimate
from tarazy.web.rooms.results.queries.certainty import intervals_in, pairs_in
from tarazy.web.rooms.results.queries.estimates import Between, not_told_apart
from tarazy.web.rooms.units.queries import units_by_id

OF_INTERVALS: Final = (
    "score_median", "score_low", "score_high", "rank_median", "rank_low", "rank_high", "p_top_10", "p_scored",
)  # fmt: skip
OF_CHANGES: Final = ("before", "change", "change_median", "change_low", "change_high", "p_rise")
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "intervals": ("unit", "name", "period", "node", "score", "rank", *OF_INTERVALS),
    "changes": ("unit", "name", "period", "node", *OF_CHANGES),
    "groups": ("period", "peer_group", "group", "unit", "name"),
    "pairs": ("period", "unit", "name", "other", "other_name", "p_ahead"),
}
IN_POINTS: Final = frozenset({"score", "score_median", "score_low", "score_high", "change", "change_median",
                              "change_low", "change_high"})  # fmt: skip
Row = Sequence[Cell]


def table_of(asked: Asked, name: str, title: str) -> TableFile:
    """One of the tables in a period, without what the publication hides; without rows where nothing was estimated."""
    index, sure = asked.index, sure_of(asked.index, asked.period)
    names = {unit: str(one.name) for unit, one in units_by_id(sure.intervals).items()}
    rows = list(_ROWS[name](asked, index.estimate, sure, names)) if index.estimate and sure.is_estimated else []
    fields = [field_of(one, "", index.decimals if one in IN_POINTS else None) for one in COLUMNS[name]]
    return tables.table_file(title, fields, rows, [*notes_of(asked), note_of(asked, sure)])


def _shown(asked: Asked, estimate: Estimate) -> Iterator[tuple[str, str, Between]]:
    """Unit, node and what was estimated, by node in the order of the methodology."""
    index = asked.index
    order = {node: at for at, node in enumerate(index.methodology.nodes)}
    found = sorted(intervals_in(estimate, asked.period), key=lambda one: (order[one[1]], one[0]))
    for unit, node, between in found:
        if not index.hidden.is_hidden(unit, asked.period, node):
            yield unit, node, without_hidden_change(between, index.hidden, unit, node)


def _intervals(asked: Asked, estimate: Estimate, sure: Sure, names: Mapping[str, str]) -> Iterator[Row]:
    listed = shown_scores(asked.index.run, asked.index.hidden).filter(period=asked.period)
    stated = {(unit, node): of for unit, node, *of in listed.values_list("unit", "node", "score", "rank")}
    for unit, node, between in _shown(asked, estimate):
        score, rank = stated.get((unit, node), (None, None))
        found = [getattr(between, one) for one in OF_INTERVALS]
        yield [unit, names.get(unit, unit), asked.period, node, score, rank, *found]


def _changes(asked: Asked, estimate: Estimate, sure: Sure, names: Mapping[str, str]) -> Iterator[Row]:
    for unit, node, between in _shown(asked, estimate):
        if between.before:
            yield [unit, names.get(unit, unit), asked.period, node, *(getattr(between, one) for one in OF_CHANGES)]


def _groups(asked: Asked, estimate: Estimate, sure: Sure, names: Mapping[str, str]) -> Iterator[Row]:
    for number, (peers, units) in enumerate(groups_shown(asked, estimate, sure), start=1):
        for unit in units:
            yield [asked.period, peers, number, unit, names[unit]]


def _pairs(asked: Asked, estimate: Estimate, sure: Sure, names: Mapping[str, str]) -> Iterator[Row]:
    for unit, other, share in pairs_in(estimate, asked.period):
        if unit in names and other in names:
            yield [asked.period, unit, names[unit], other, names[other], share]


def groups_shown(asked: Asked, estimate: Estimate, sure: Sure) -> list[tuple[str, list[str]]]:
    """The groups of which no one stands surely before another, without who is hidden."""
    found = [(peers, [unit for unit in units if unit in sure.intervals])
             for peers, units in not_told_apart(estimate, asked.period)]  # fmt: skip
    return [(peers, units) for peers, units in found if len(units) > 1]


_ROWS: Final[Mapping[str, Callable[[Asked, Estimate, Sure, Mapping[str, str]], Iterator[Row]]]] = {
    "intervals": _intervals,
    "changes": _changes,
    "groups": _groups,
    "pairs": _pairs,
}
