"""How sure the published scores of a view are: the intervals of scores and changes, or why there are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from tarazy.engine.model.period import earlier
from tarazy.web.doors.portal.explorer.reading import Asked
from tarazy.web.doors.portal.explorer.view import AS_IS, CHANGE
from tarazy.web.doors.portal.indices.index import index_of
from tarazy.web.doors.portal.indices.sure import level_of, why_nothing
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.intervals import intervals_of_several
from tarazy.web.rooms.results.queries.estimates import Between

SAME: Final = 1e-6  # points; a change that is shown is rounded as its scores are
Ends = tuple[float, float]
ByPeriod = Mapping[str, Publication]


@dataclass(frozen=True)
class Sure:
    """What was estimated by score (a variable's id), unit and period, of changes where `is_of_changes`; `said`: what
    intervals are, or why there are none, in sentences.
    """

    between: Mapping[tuple[str, str, str], Between] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    is_of_changes: bool = False

    def ends(self, score: str, unit: str, period: str, value: float) -> Ends | None:
        """The ends of the interval of a number that is shown. Of a change only where the run counts the same one: that
        between two publications may be another.
        """
        one = self.between.get((score, unit, period))
        if one is None or not self.is_of_changes:
            return one.score_ends if one else None
        is_same = one.change is not None and abs(one.change - value) < SAME
        return one.change_ends if is_same else None


def sure_of(asked: Asked) -> Sure:
    """One question an index for the intervals, however many units, parts and periods of it are shown."""
    scores = [variable.pk for variable in asked.variables if ":" in variable.pk]
    if not scores or not asked.periods:
        return Sure()
    if asked.view.transformation not in (AS_IS, CHANGE):
        return Sure(said=(_("How sure scores are is said of them as they are, and of their changes."),))
    if asked.view.known:
        return Sure(said=(_("How sure scores are is said of what is published now, not of what was known then."),))
    nodes: dict[str, list[str]] = {}
    for score in scores:
        index, _colon, node = score.partition(":")
        nodes.setdefault(index, []).append(node)
    parts = [_of_index(asked, index, of_index) for index, of_index in nodes.items()]
    sentences = dict.fromkeys(sentence for one in parts for sentence in one.said)
    between = {key: found for one in parts for key, found in one.between.items()}
    return Sure(between, tuple(sentences), asked.view.transformation == CHANGE)


def _of_index(asked: Asked, index: str, nodes: list[str]) -> Sure:
    by_period, is_change = asked.offers.indices[index], asked.view.transformation == CHANGE
    shown = {period: by_period[period] for period in asked.periods if period in by_period}
    found = intervals_of_several(shown, [unit.pk for unit in asked.units], nodes)
    there = {
        (f"{index}:{node}", unit, period): one
        for (unit, node, period), one in found.items()
        if not is_change or one.before == earlier(period, 1)
    }
    return Sure(there, _said(asked, shown, has_any=bool(there)))


def _said(asked: Asked, shown: ByPeriod, *, has_any: bool) -> tuple[str, ...]:
    if not shown:
        return ()
    last = max(shown)
    index = index_of(asked.offers.indices[shown[last].methodology], last)
    if has_any and index.estimate is not None:
        words = {"level": level_of(index.estimate)}
        if asked.view.transformation == CHANGE:
            return (
                _(
                    "Beside a change of a score stands its interval, where it was estimated: between which ends it "
                    "lies in %(level)s percent of all computations."
                )
                % words,
            )
        return (
            _(
                "Beside a score stands its interval, where it was estimated: between which scores it lies in "
                "%(level)s percent of all computations. Where intervals overlap far, who stands before whom is not "
                "sure."
            )
            % words,
        )
    why = why_nothing(index, last) or _("not estimated for what is shown here")
    return (_("How sure the scores of “%(index)s” are: %(why)s.") % {"index": index.title, "why": why},)
