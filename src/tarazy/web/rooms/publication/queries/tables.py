"""The published scores of an index as one table, in the order of its keys: for files and programs."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, NamedTuple

from django.db.models import Q, QuerySet

from tarazy.web.rooms.publication.models import HistoricalScore, Publication, Withdrawal
from tarazy.web.rooms.publication.queries.hidden import hidden_in, shown_scores
from tarazy.web.rooms.publication.queries.intervals import intervals_among
from tarazy.web.rooms.publication.queries.standing import publications_shown
from tarazy.web.rooms.results.models import Estimate, Interval
from tarazy.web.rooms.results.queries.estimates import Between

# By column of the key (unit, node, period) the values that are wanted; without one: all.
Wanted = Mapping[str, Collection[str]]
_COMPUTED: Final = ("unit", "node", "period", "score", "rank", "band", "peer_group", "share_not_counted",
                    "share_imputed", "reason")  # fmt: skip
_EARLIER: Final = ("unit", "node", "period", "score", "rank", "band")


class PublicScore(NamedTuple):
    """What a unit came to at a node in a period, by the publication (its number) that shows the period."""

    unit: str
    node: str
    period: str
    score: float | None
    rank: float | None
    band: str
    peer_group: str
    share_not_counted: float | None
    share_imputed: float | None
    reason: str
    publication: int


def indices_published() -> list[str]:
    """Every methodology (`place/name`) of which scores are published, computed here or taken over."""
    earlier = _earlier_standing().values_list("methodology", flat=True).distinct()
    return sorted({*publications_shown(), *earlier})


def periods_published(methodology: str) -> dict[str, Publication]:
    """The standing publication that shows each period; earlier results only where nothing computed here does."""
    shown = dict(publications_shown(methodology).get(methodology, {}))
    for publication in _earlier_standing().filter(methodology=methodology):
        periods = HistoricalScore.objects.filter(publication=publication).order_by().values_list("period", flat=True)
        for period in periods.distinct():
            shown.setdefault(period, publication)
    return dict(sorted(shown.items()))


def published_scores(methodology: str, wanted: Collection[Wanted] = ({},)) -> list[PublicScore]:
    """The scores that fit one of `wanted`, without what a publication hides; by unit, node and period."""
    rows = (row for period, by in periods_published(methodology).items() for row in _scores_of(by, period, wanted))
    return sorted(rows, key=lambda row: row[:3])


def published_intervals(
    methodology: str, wanted: Collection[Wanted] = ({},)
) -> Mapping[tuple[str, str, str], tuple[Between, float | None]]:
    """How sure the scores are that fit one of `wanted`, by unit, node and period; beside it the percent of the
    replicates that an interval holds. Scores of which nothing was estimated are left out.
    """
    by_period = periods_published(methodology)
    estimates = Estimate.objects.filter(run__in={one.run_id for one in by_period.values()} - {None})
    levels: dict[int | None, float | None] = dict(estimates.values_list("run", "level_percent"))
    found = intervals_among(by_period, _fitting(Interval.objects.all(), wanted)) if levels else {}
    return {key: (one, levels[by_period[key[2]].run_id]) for key, one in found.items()}


def last_published() -> tuple[str, datetime.datetime | None]:
    """What tells one state of all publications from another, and when the last of them was published, withdrawn or
    estimated.
    """
    publication = Publication.objects.order_by("-pk").values_list("pk", "published_at").first()
    withdrawal = Withdrawal.objects.order_by("-pk").values_list("pk", "withdrawn_at").first()
    estimate = Estimate.objects.order_by("-pk").values_list("pk", "computed_at").first()
    of_each = (publication, withdrawal, estimate)
    moments = [at for _pk, at in filter(None, of_each)]
    return " ".join(str(one and one[0]) for one in of_each), max(moments, default=None)


def _earlier_standing() -> QuerySet[Publication]:
    """The latest first."""
    found = Publication.objects.filter(withdrawal__isnull=True, run__isnull=True)
    return found.order_by("-published_at", "-pk")


def _scores_of(publication: Publication, period: str, wanted: Collection[Wanted]) -> Iterator[PublicScore]:
    if publication.run is None:
        earlier = HistoricalScore.objects.filter(publication=publication, period=period)
        for row in _fitting(earlier, wanted).values_list(*_EARLIER):
            yield PublicScore._make((*row, "", None, None, "", publication.pk))
        return
    scores = shown_scores(publication.run, hidden_in(publication)).filter(period=period)
    for row in _fitting(scores, wanted).values_list(*_COMPUTED):
        yield PublicScore._make((*row, publication.pk))


def _fitting(rows: QuerySet[Any], wanted: Collection[Wanted]) -> QuerySet[Any]:
    if not all(wanted):  # one of them wants everything
        return rows
    fits = Q(pk__in=())
    for one in wanted:
        fits |= Q(**{f"{column}__in": values for column, values in one.items()})
    return rows.filter(fits)
