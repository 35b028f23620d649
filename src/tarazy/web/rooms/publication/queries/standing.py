from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import models
from django.db.models import QuerySet

from tarazy.web.journal.chain import FIRST_PREVIOUS
from tarazy.web.rooms.publication.models import HistoricalScore, Publication
from tarazy.web.rooms.results.models import Run


def standing_publications() -> QuerySet[Publication]:
    """Publications of runs that were not withdrawn, the latest first, each with its run and methodology version."""
    found = Publication.objects.filter(withdrawal__isnull=True, run__isnull=False)
    found = found.select_related("run__version", "published_by")
    return found.order_by("-published_at", "-pk")


def publications_shown(methodology: str = "") -> dict[str, dict[str, Publication]]:
    """What the portal shows: by methodology (all of them, or one `place/name`), for every period in order, the latest
    standing publication that shows it. What a campaign of one year does not show, an earlier publication still does.
    """
    standing = standing_publications()
    found: dict[str, dict[str, Publication]] = {}
    for one in standing.filter(methodology=methodology) if methodology else standing:
        for period in one.computed.periods:
            found.setdefault(one.methodology, {}).setdefault(period, one)
    return {name: dict(sorted(by_period.items())) for name, by_period in found.items()}


def publication_for(methodology: str) -> Publication | None:
    """The standing publication that shows the last period of a methodology (`place/name`), or None."""
    shown = publications_shown(methodology).get(methodology)
    return shown[max(shown)] if shown else None


def publications_of(methodology: str) -> QuerySet[Publication]:
    """Everything ever published of a methodology, withdrawn ones too, the latest first."""
    found = Publication.objects.filter(methodology=methodology)
    found = found.select_related("run__version", "withdrawal", "correction__corrects")
    return found.order_by("-published_at", "-pk")


def publication_of(run: Run) -> Publication | None:
    """The standing publication that shows a run, or None."""
    return standing_publications().filter(run=run).first()


def publication_numbered(number: int) -> Publication | None:
    """A standing publication of a run, or None."""
    return standing_publications().filter(pk=number).first()


def is_superseded(publication: Publication) -> bool:
    """Whether a later publication of the same methodology stands in its place."""
    later = standing_publications().filter(methodology=publication.methodology, pk__gt=publication.pk)
    return later.exists()


def heads_that_left() -> QuerySet[Publication]:
    """The publications with whose `journal_head` the journal's last hash left the system, the first first."""
    return Publication.objects.exclude(journal_head=FIRST_PREVIOUS).order_by("published_at", "pk")


def score_variable(methodology: str, node: str) -> str:
    """The variable under which the observatory holds the published scores of a node."""
    return f"{methodology}:{node}"


def earlier_results_alone() -> list[Publication]:
    """Of each index of which nothing but earlier results stands, the publication of the latest ones."""
    found = Publication.objects.filter(withdrawal__isnull=True, run__isnull=True)
    found = found.exclude(methodology__in=standing_publications().order_by().values("methodology"))
    latest = found.order_by("methodology", "-published_at", "-pk").distinct("methodology")
    return sorted(latest, key=lambda publication: (publication.published_at, publication.pk), reverse=True)


def extent_of(publications: Collection[Publication]) -> Mapping[int, tuple[str, str, int]]:
    """First and last period of each publication of earlier results, and how many units it names."""
    rows = HistoricalScore.objects.filter(publication__in=publications).values("publication")
    counted = rows.annotate(
        first=models.Min("period"), last=models.Max("period"), units=models.Count("unit", distinct=True)
    )
    return {row["publication"]: (row["first"], row["last"], row["units"]) for row in counted.order_by()}


def historical_scores_of(unit: str) -> QuerySet[HistoricalScore]:
    """A unit's earlier official results that were not withdrawn, by publication and period, the latest first."""
    found = HistoricalScore.objects.filter(unit=unit, publication__withdrawal__isnull=True)
    return found.select_related("publication").order_by("-publication__pk", "-period", "node")


def historical_scores(publication: Publication) -> QuerySet[HistoricalScore]:
    """Everything that earlier official results say, by period, the latest first, and rank."""
    found = HistoricalScore.objects.filter(publication=publication).select_related("unit")
    return found.order_by("-period", "node", models.F("rank").asc(nulls_last=True), "unit")
