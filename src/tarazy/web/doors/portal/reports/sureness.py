"""How sure the results of a publication are, in the words of reports; where nothing was estimated, why not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tarazy.engine.model.methodology import INDEX
from tarazy.web.doors.portal.indices.index import Index
from tarazy.web.doors.portal.indices.rows import Asked
from tarazy.web.rooms.publication.queries.intervals import intervals_shown
from tarazy.web.rooms.results.models import Estimate, Run
from tarazy.web.rooms.results.queries.estimates import Between, awaits_estimate, estimate_of
from tarazy.web.ui.written import number, percent
from tarazy.web.ui.written import period as period_text


@dataclass(frozen=True)
class Sureness:
    """What was estimated of a period: the intervals by unit. `why_not`: a sentence where there are none, else empty."""

    estimate: Estimate | None
    intervals: Mapping[str, Between]
    why_not: str

    @property
    def is_estimated(self) -> bool:
        return not self.why_not

    @property
    def level(self) -> str:
        """Which share of the replicates an interval holds, as it is written."""
        return percent((self.estimate.level_percent or 0) / 100) if self.estimate else ""

    def moved_surely(self, unit: str, sign: int) -> bool:
        """Whether a score rose (`sign` 1) or fell (-1) in nearly all replicates."""
        one = self.intervals.get(unit)
        return one is not None and one.moved_surely and (one.change_low or 0.0) * sign > 0


def sureness_of(asked: Asked) -> Sureness:
    """Of what an address asks for."""
    return sureness_in(asked.index, asked.period, asked.node)


def sureness_in(index: Index, period: str, node: str = INDEX, units: Collection[str] | None = None) -> Sureness:
    """Of an index in a period that its publication shows; intervals are hidden wherever the score is."""
    estimate = estimate_of(index.run)
    if why_not := why_nothing(index.run, estimate, period):
        return Sureness(estimate, {}, why_not)
    assert estimate is not None
    return Sureness(estimate, intervals_shown(index.publication, estimate, period, node, units), "")


def why_nothing(run: Run, estimate: Estimate | None, period: str) -> str:
    """Why there are no intervals of a period, in a whole sentence or two; empty where there are."""
    if estimate is None:
        return (
            _(
                "How sure these scores, ranks and changes are has not been estimated yet. Small differences may be "
                "chance."
            )
            if awaits_estimate(run)
            else _(
                "How sure these scores, ranks and changes are cannot be estimated: the methodology does not say what "
                "may vary. Small differences may be chance."
            )
        )
    if estimate.refusal is not None:
        reason = {"reason": estimate.refusal.here}
        return _("How sure these scores, ranks and changes are could not be estimated. %(reason)s") % reason
    if period not in estimate.periods:
        said = {"period": period_text(period)}
        return _("Too few have a score for %(period)s: how sure scores and ranks are could not be estimated.") % said
    return ""


def score_span(one: Between | None, places: int) -> str:
    """The ends of the interval of a score, for a table; empty where there is none."""
    if one is None or one.score_low is None:
        return ""
    return spanned(number(one.score_low, places), number(one.score_high, places))


def score_between(score: float | None, one: Between | None, places: int) -> str:
    """A score with the ends of its interval: `70.1 (68.2–71.9)`; the score alone where there is none."""
    span = score_span(one, places)
    return f"{number(score, places)} ({span})" if span else number(score, places)


def rank_span(one: Between | None) -> str:
    """The ends of the interval of a rank, for a table; one number where they are one."""
    if one is None or one.rank_low is None:
        return ""
    return spanned(number(one.rank_low), number(one.rank_high))


def spanned(low: str, high: str) -> str:
    return low if low == high else f"{low}–{high}"


def place_between(one: Between | None, rank: float | None, count: int) -> str:
    """`2 to 5 of 20`; without an interval the place as it was computed; empty where there is none."""
    if rank is None:
        return ""
    if one is None or one.rank_low is None or one.rank_low == one.rank_high:
        place = rank if one is None or one.rank_low is None else one.rank_low
        return _("%(rank)s of %(count)s") % {"rank": number(place), "count": number(count, 0)}
    said = {"first": number(one.rank_low), "last": number(one.rank_high), "count": number(count, 0)}
    return _("%(first)s to %(last)s of %(count)s") % said
