"""Whose score was changed by a later run than the one on which their conclusion stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tarazy.engine.model.methodology import INDEX
from tarazy.engine.model.numbers import decided
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.conclusions.models import Conclusion
from tarazy.web.rooms.conclusions.queries.conclusions import STANDING, conclusions
from tarazy.web.rooms.results.models import Score
from tarazy.web.rooms.results.queries.campaign_runs import latest_run_of


class Result(NamedTuple):
    """What a body came to at a node, as far as it decides: 12 digits of the score, the band, why there is none."""

    score: float | None
    band: str
    reason: str


def conclusions_to_renew(campaign: Campaign) -> list[Conclusion]:
    """What was issued on an earlier run than the last one and would say something else now: the block's score or band
    is another one; or the body's is, and no block shows why. Ranks alone give no new conclusion.
    """
    run = latest_run_of(campaign)
    if run is None:
        return []
    standing = list(conclusions().filter(campaign=campaign, state__in=STANDING).exclude(run=run))
    waiting = [one for one in standing if getattr(one, "replaced_by", None) is None]
    results = _results(campaign, waiting, run.pk)
    changed = {one.pk for one in waiting if _differs(results, one, one.block, run.pk)}
    explained = {one.unit_id for one in standing if one.pk in changed or getattr(one, "replaced_by", None) is not None}
    for one in waiting:
        if one.unit_id not in explained and _differs(results, one, INDEX, run.pk):
            changed.add(one.pk)
    return [one for one in waiting if one.pk in changed]


Results = dict[tuple[int, str, str], Result]


def _results(campaign: Campaign, found: Sequence[Conclusion], run: int) -> Results:
    rows = Score.objects.filter(
        run__in={run, *(one.run_id for one in found)}, unit__in={one.unit_id for one in found},
        period=campaign.period, node__in={INDEX, *(one.block for one in found)},
    )  # fmt: skip
    return {
        (row.run_id, row.unit_id, row.node): Result(
            None if row.score is None else decided(row.score), row.band, row.reason
        )
        for row in rows
    }


def _differs(results: Results, conclusion: Conclusion, node: str, run: int) -> bool:
    before = results.get((conclusion.run_id, conclusion.unit_id, node))
    return before != results.get((run, conclusion.unit_id, node))
