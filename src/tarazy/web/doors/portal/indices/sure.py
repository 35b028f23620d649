"""How sure the scores and places of a table are, in words; where nothing was estimated, why."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tarazy.engine.model.methodology import INDEX
from tarazy.web.doors.portal.indices.index import Index
from tarazy.web.rooms.publication.queries.intervals import without_hidden_change
from tarazy.web.rooms.results.models import Estimate
from tarazy.web.rooms.results.queries.certainty import ahead_of_others, are_told_apart, counts_not_apart
from tarazy.web.rooms.results.queries.estimates import Between, intervals_at, intervals_of_unit
from tarazy.web.rooms.results.queries.sure import in_words
from tarazy.web.ui.parts import HowSure
from tarazy.web.ui.written import number, signed

TABLES_IN_MEMORY: Final = 24


@dataclass(frozen=True)
class Sure:
    """What was estimated of a node in a period, without what the publication hides. `why_not`: why nothing was.

    `not_apart`: at the index, from how many others each is not told apart; None where nobody knows.
    """

    decimals: int
    level: str
    intervals: Mapping[str, Between]
    not_apart: Mapping[str, int] | None = None
    why_not: str = ""

    @property
    def is_estimated(self) -> bool:
        return not self.why_not

    def of(self, unit: str) -> HowSure:
        """Of one unit, in words."""
        between = self.intervals.get(unit)
        if between is None:
            return HowSure(why_not=self.why_not or _("no interval"))
        return in_words(between, self.decimals)

    def told_apart(self, unit: str) -> str:
        """From how many others nobody can tell it apart, as a phrase that follows “no significant difference”."""
        if self.not_apart is None:
            return ""
        count = self.not_apart.get(unit, 0)
        if not count:
            return _("told apart from everybody")
        return ngettext("from %(count)s other", "from %(count)s others", count) % {"count": number(count, 0)}


def change_between(between: Between, decimals: int) -> str:
    """The ends of the interval of a change, with their signs."""
    if between.change_low is None or between.change_high is None:
        return ""
    ends = {"low": signed(between.change_low, decimals), "high": signed(between.change_high, decimals)}
    return _("%(low)s to %(high)s") % ends


def sure_of(index: Index, period: str, node: str = INDEX) -> Sure:
    """Of every unit at a node in a period: two queries, asked once."""
    estimate = index.estimate
    why_not = why_nothing(index, period)
    if estimate is None or why_not:
        return Sure(index.decimals, "", {}, why_not=why_not)
    found = _intervals(estimate.pk, estimate.computed_at, period, node)
    if not found:
        return Sure(index.decimals, "", {}, why_not=_("not estimated for this part of the index"))
    hidden = index.hidden
    without = frozenset(unit for unit in found if hidden.is_hidden(unit, period, node))
    counts = _not_apart(estimate.pk, estimate.computed_at, period, without) if node == INDEX else None
    shown = (
        {
            unit: without_hidden_change(between, hidden, unit, node)
            for unit, between in found.items()
            if unit not in without
        }
        if hidden
        else found
    )
    return Sure(index.decimals, level_of(estimate), shown, counts)


def sure_of_unit(index: Index, unit: str) -> Mapping[tuple[str, str], Between]:
    """Of one unit, by period and node, in the periods of the publication: one query."""
    if index.estimate is None:
        return {}
    found, hidden = intervals_of_unit(index.estimate, unit), index.hidden
    return {
        (period, node): without_hidden_change(between, hidden, unit, node)
        for (period, node), between in found.items()
        if not hidden.is_hidden(unit, period, node)
    }


def told_apart_from(index: Index, period: str, unit: str) -> Mapping[str, str]:
    """Of each other unit, whether one of the two stands surely before the other, in words; empty where nobody knows."""
    estimate = index.estimate
    if estimate is None:
        return {}
    words = {True: _("told apart"), False: _("no significant difference")}
    found = ahead_of_others(estimate, period, unit).items()
    return {other: words[are_told_apart(estimate, ahead)] for other, ahead in found}


def why_nothing(index: Index, period: str) -> str:
    """Why there are no intervals in a period, in a few words; empty where there are."""
    estimate = index.estimate
    if estimate is None:
        if index.methodology.uncertainty is None:
            return _("not estimated: the methodology does not say what may vary")
        return _("not yet estimated")
    if estimate.refusal is not None:
        return _("could not be estimated: %(reason)s") % {"reason": estimate.refusal.here.rstrip(".")}
    return "" if period in estimate.periods else _("not estimated: too few have a score")


def level_of(estimate: Estimate) -> str:
    """How many percent of the replicates an interval holds."""
    return number(estimate.level_percent)


@lru_cache(maxsize=TABLES_IN_MEMORY)
def _intervals(estimate: int, _computed_at: datetime.datetime, period: str, node: str) -> Mapping[str, Between]:
    """An estimate never changes. Its number alone would do, if no test gave it anew."""
    return intervals_at(Estimate(pk=estimate), period, node)


@lru_cache(maxsize=TABLES_IN_MEMORY)
def _not_apart(
    estimate: int, computed_at: datetime.datetime, period: str, without: frozenset[str]
) -> Mapping[str, int] | None:
    return counts_not_apart(Estimate.objects.get(pk=estimate, computed_at=computed_at), period, without)
