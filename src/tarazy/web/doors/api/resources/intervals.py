"""How sure a published score is: the members that follow it in every answer, null where nothing was estimated."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from tarazy.web.doors.api.operation import NUMBER, Field
from tarazy.web.rooms.publication.queries.intervals import INTERVAL_COLUMNS, intervals_of_scores
from tarazy.web.rooms.results.models import Score

OF_INTERVAL: Final = (
    Field("score_median", _("The score above which half of the replicates lie."), NUMBER),
    Field("score_low", _("The lower end of the interval of the score."), NUMBER),
    Field("score_high", _("The upper end of the interval of the score."), NUMBER),
    Field("rank_median", _("The middle one of the places in the replicates."), NUMBER),
    Field("rank_low", _("The better end of the interval of the place."), NUMBER),
    Field("rank_high", _("The worse end of the interval of the place."), NUMBER),
    Field("p_top_10", _("Share of the replicates with a place among the first ten, 0 to 1."), NUMBER),
    Field("p_scored", _("Share of the replicates with a score at all, 0 to 1."), NUMBER),
    Field("change", _("Points won since the period before, where the run scored it."), NUMBER),
    Field("change_low", _("The lower end of the interval of the change."), NUMBER),
    Field("change_high", _("The upper end of the interval of the change."), NUMBER),
    Field("p_rise", _("Share of the replicates in which the score rose, 0 to 1."), NUMBER),
)
NOTHING: Final[Mapping[str, None]] = dict.fromkeys(INTERVAL_COLUMNS)


def members_of(scores: Sequence[Score], fields: Collection[str] = INTERVAL_COLUMNS) -> list[Mapping[str, Any]]:
    """The members of each of some published scores; nothing is asked where none of them is wanted."""
    if not set(fields) & set(INTERVAL_COLUMNS):
        return [NOTHING for _score in scores]
    there = intervals_of_scores(scores)
    found = (there.get((one.run_id, one.unit_id, one.period, one.node)) for one in scores)
    return [NOTHING if one is None else {name: getattr(one, name) for name in INTERVAL_COLUMNS} for one in found]
