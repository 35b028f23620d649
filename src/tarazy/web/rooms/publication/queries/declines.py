"""Who declined two years running, by the published scores, whether they were computed here or taken over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tarazy.engine.model.numbers import decided
from tarazy.engine.model.period import earlier
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.queries.values import last_revisions
from tarazy.web.rooms.publication.queries.standing import score_variable

Fall = tuple[float, float, float]  # the scores of three periods in a row, the earliest first


def declines(
    methodology: str, node: str, period: str, units: Sequence[str] | None = None, *, better: str = "higher"
) -> Mapping[str, Fall]:
    """Whose score got worse in the period and in the one before it, with the three scores, in 12 significant digits.

    `units` narrows; `better` "lower": a rising score is the worse one. Nobody where one of the three periods has no
    published score.
    """
    periods = [earlier(period, by) for by in (2, 1, 0)]
    rows = last_revisions().filter(variable=score_variable(methodology, node), series=Series.SCORE, period__in=periods)
    if units is not None:
        rows = rows.filter(unit__in=units)
    scores: dict[str, dict[str, float]] = {}
    for unit, at, value in rows.values_list("unit_id", "period", "value"):
        if value is not None:
            scores.setdefault(unit, {})[at] = value
    whole = {unit: of for unit, of in scores.items() if len(of) == len(periods)}
    found = {unit: (of[periods[0]], of[periods[1]], of[periods[2]]) for unit, of in whole.items()}
    sign = 1 if better == "higher" else -1
    return {unit: fall for unit, fall in found.items() if _falls(*(sign * decided(score) for score in fall))}


def _falls(first: float, second: float, third: float) -> bool:
    return first > second > third
