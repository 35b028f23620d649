"""Which of two units stands before the other, and whether that is sure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from django.utils.translation import gettext as _

from tarazy.web.doors.portal.reports.sureness import Sureness
from tarazy.web.rooms.results.queries.certainty import ahead_among, are_told_apart
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.written import percent


def who_stands_before(sure: Sureness, period: str, units: Sequence[Unit], ranked: Collection[str]) -> list[str]:
    """Of every two of the units that are shown with a rank, a sentence; one alone where pairs were not kept."""
    shown = [unit for unit in units if unit.pk in ranked]
    if sure.estimate is None or not sure.is_estimated or len(shown) < 2:
        return []
    return list(_pairs(sure, period, shown)) or [
        _(
            "How often one of them stands before another one is not kept for so many units, nor for units that are not "
            "ranked together. Compare the intervals of their places."
        )
    ]


def _pairs(sure: Sureness, period: str, units: Sequence[Unit]) -> Iterator[str]:
    assert sure.estimate is not None
    ahead = ahead_among(sure.estimate, period, [unit.pk for unit in units])
    for pair in combinations(units, 2):
        share = ahead.get((pair[0].pk, pair[1].pk))
        if share is None:
            continue
        first, second = pair if share >= 0.5 else reversed(pair)
        said = {"first": str(first.name), "second": str(second.name), "share": often(max(share, 1 - share))}
        if are_told_apart(sure.estimate, share):
            yield _("%(first)s stands before %(second)s in %(share)s of the replicates.") % said
        else:
            yield (
                _("%(first)s stands before %(second)s in %(share)s of the replicates only: no significant difference.")
                % said
            )


def often(share: float) -> str:
    """A share in whole percent; what is not always is not called 100."""
    return f"> {percent(0.99)}" if 0.995 <= share < 1 else percent(share)
