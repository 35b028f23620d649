"""What of runs and scores everybody may read: those of standing publications, without what these do not show."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Max, Q, QuerySet

from tarazy.web.rooms.publication.models import Bundle, Publication
from tarazy.web.rooms.publication.queries.hidden import hidden_in
from tarazy.web.rooms.publication.queries.standing import publications_shown, standing_publications
from tarazy.web.rooms.results.models import Score


def public_scores(runs: Collection[int] = (), methodologies: Collection[str] = ()) -> QuerySet[Score]:
    """The scores that the portal shows: of each methodology and period, those of the latest standing publication.

    `runs`: in their place all that is shown of these runs, if they are published; `methodologies` narrows.
    """
    shown = _of_runs(runs) if runs else _of_portal()
    if methodologies:
        shown = {one: periods for one, periods in shown.items() if one.methodology in methodologies}
    found = Q(pk__in=())
    for publication, periods in shown.items():
        found |= _shown(publication) & Q(period__in=periods)
    return Score.objects.filter(found).order_by("pk")


def _of_runs(runs: Collection[int]) -> dict[Publication, list[str]]:
    return {one: one.computed.periods for one in standing_publications().filter(run__in=runs)}


def _of_portal() -> dict[Publication, list[str]]:
    found: dict[Publication, list[str]] = {}
    for by_period in publications_shown().values():
        for period, publication in by_period.items():
            found.setdefault(publication, []).append(period)
    return found


def _shown(publication: Publication) -> Q:
    hidden = hidden_in(publication)
    found = Q(run=publication.computed.pk) & ~Q(unit__in=hidden.units) & ~Q(node__in=hidden.nodes)
    for unit, period, node in hidden.cells:
        found &= ~Q(unit=unit, period=period, node=node)
    return found


def published_run(run: int) -> Publication | None:
    """The standing publication of a run, or None: a run that is not published is nobody's to see here."""
    return standing_publications().filter(run=run).first()


def bundles_of(publications: Collection[Publication]) -> Mapping[int, Bundle]:
    """What is said of the bundles, without their bytes, by the number of the publication."""
    rows = Bundle.objects.filter(publication__in=publications).defer("content", "secret")
    return {row.publication_id: row for row in rows}


def latest_standing() -> Mapping[str, int]:
    """By methodology the number of the publication in whose favour all earlier ones are superseded."""
    rows = standing_publications().order_by().values("methodology").annotate(latest=Max("pk"))
    return {row["methodology"]: row["latest"] for row in rows}


def latest_published_run() -> int | None:
    """The number of the run that was published last, or None."""
    return standing_publications().values_list("run", flat=True).first()
