"""How sure what publications show is: intervals, hidden wherever the score is that they are of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import QuerySet

from tarazy.engine.model.methodology import INDEX
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.hidden import Hidden, hidden_in
from tarazy.web.rooms.publication.queries.standing import standing_publications
from tarazy.web.rooms.results.models import Estimate, Interval, Score
from tarazy.web.rooms.results.queries.certainty import intervals_in
from tarazy.web.rooms.results.queries.estimates import Between, intervals_at

Key = tuple[int, str, str, str]  # run, unit, period, node
# What a published score is followed by; the meaning of each stands in docs/manual/formats.md.
INTERVAL_COLUMNS = (
    "score_median", "score_low", "score_high", "rank_median", "rank_low", "rank_high", "p_top_10", "p_scored",
    "change", "change_low", "change_high", "p_rise",
)  # fmt: skip


def intervals_shown(
    publication: Publication,
    estimate: Estimate,
    period: str,
    node: str = INDEX,
    units: Collection[str] | None = None,
) -> Mapping[str, Between]:
    """By unit, at a node in a period; `units` None: of all that are shown."""
    hidden = hidden_in(publication)
    found = intervals_at(estimate, period, node, units).items()
    return {
        unit: without_hidden_change(one, hidden, unit, node)
        for unit, one in found
        if not hidden.is_hidden(unit, period, node)
    }


def intervals_at_nodes(
    publication: Publication, estimate: Estimate, period: str, units: Collection[str]
) -> Mapping[tuple[str, str], Between]:
    """Of a few units in a period, by unit and node."""
    hidden = hidden_in(publication)
    return {
        (unit, node): without_hidden_change(one, hidden, unit, node)
        for unit, node, one in intervals_in(estimate, period, units)
        if not hidden.is_hidden(unit, period, node)
    }


def intervals_over_time(by_period: Mapping[str, Publication], unit: str) -> Mapping[str, Between]:
    """Of a unit at the index, by period, each by the publication that shows the period."""
    found = intervals_of_several(by_period, [unit])
    return {period: one for (_unit, _node, period), one in found.items()}


def intervals_of_several(
    by_period: Mapping[str, Publication], units: Collection[str], nodes: Collection[str] = (INDEX,)
) -> Mapping[tuple[str, str, str], Between]:
    """By unit, node and period, each by the publication that shows the period: one query however many they are."""
    return intervals_among(by_period, Interval.objects.filter(unit__in=units, node__in=nodes))


def intervals_among(
    by_period: Mapping[str, Publication], rows: QuerySet[Interval]
) -> Mapping[tuple[str, str, str], Between]:
    """Of some intervals those that publications show, by unit, node and period."""
    runs = {one.run_id: hidden_in(one) for one in by_period.values() if one.run_id is not None}
    rows = rows.filter(estimate__run__in=runs, period__in=by_period)
    found = {}
    for run, unit, node, period, *of in rows.values_list("estimate__run", "unit", "node", "period", *Between._fields):
        hidden = runs[run]
        if by_period[period].run_id == run and not hidden.is_hidden(unit, period, node):
            found[unit, node, period] = without_hidden_change(Between(*of), hidden, unit, node)
    return found


def intervals_of_scores(scores: Sequence[Score]) -> Mapping[Key, Between]:
    """Of published scores, in two questions however many they are. Scores without an interval are left out."""
    runs = {score.run_id for score in scores}
    rows = Interval.objects.filter(
        estimate__run__in=runs,
        unit__in={score.unit_id for score in scores},
        period__in={score.period for score in scores},
        node__in={score.node for score in scores},
    )
    asked = {(score.run_id, score.unit_id, score.period, score.node) for score in scores}
    columns = ("estimate__run", "unit", "period", "node")
    listed = rows.values_list(*columns, *Between._fields)
    there = {key: Between(*row[4:]) for row in listed if (key := row[:4]) in asked}
    if not there:
        return there
    hidden = _hidden_by_run(runs)
    return {key: without_hidden_change(one, hidden[key[0]], key[1], key[3]) for key, one in there.items()}


def _hidden_by_run(runs: Iterable[int]) -> Mapping[int, Hidden]:
    found = dict.fromkeys(runs, Hidden())
    for publication in standing_publications().filter(run__in=found):
        run = publication.computed.pk
        found[run] |= hidden_in(publication)
    return found


def without_hidden_change(one: Between, hidden: Hidden, unit: str, node: str) -> Between:
    """Without the change since a period in which the score is hidden: it could be read off."""
    if not one.before or not hidden.is_hidden(unit, one.before, node):
        return one
    return one._replace(before="", change=None, change_median=None, change_low=None, change_high=None, p_rise=None)
