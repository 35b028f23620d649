"""What happened to a unit, in a few plain sentences. Each is a whole sentence of its language, chosen by rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tarazy.engine.explanation import NodeExplained
from tarazy.web.doors.portal.indices.rows import Asked, Row
from tarazy.web.doors.portal.indices.sure import Sure, change_between, sure_of
from tarazy.web.rooms.results.queries.tables import ResultRow
from tarazy.web.rooms.results.queries.trees import leaves, losses_of
from tarazy.web.ui.tags.data import share_text
from tarazy.web.ui.written import in_language, number, percent, rounded
from tarazy.web.ui.written import period as period_text

MOST_LOSSES = 3


@dataclass(frozen=True)
class Seen:
    """What a summary is written from: a unit's row, those it is ranked among, its score's tree."""

    asked: Asked
    here: Row
    rows: Sequence[ResultRow]
    tree: NodeExplained
    before: str

    @property
    def sure(self) -> Sure:
        return sure_of(self.asked.index, self.asked.period, self.asked.node)

    @property
    def result(self) -> ResultRow:
        return self.here.result

    @property
    def peers(self) -> list[ResultRow]:
        """Those among whom the unit is ranked that have a rank, itself among them."""
        group = self.result.peer_group
        return [row for row in self.rows if row.rank is not None and row.peer_group == group]

    def points(self, value: float | None) -> str:
        return number(value, self.asked.index.decimals)


def summary_of(seen: Seen) -> list[str]:
    """Where the unit stands, what moved, where points were lost, what is strong, what was not counted."""
    return [*_standing(seen), *_moved(seen), *_beside_mean(seen), *_lost(seen), *_strong(seen), *_not_counted(seen)]


def _standing(seen: Seen) -> Iterator[str]:
    said = {
        "unit": seen.here.name,
        "period": period_text(seen.asked.period),
        "score": seen.points(seen.result.score),
        "best": number(seen.asked.index.best),
        "rank": number(seen.result.rank),
        "ranked": number(len(seen.peers), 0),
        "reason": seen.here.reason or _("no data"),
    }
    if seen.result.score is None:
        yield _("%(unit)s has no score for %(period)s: %(reason)s.") % said
        return
    if seen.result.rank is None:
        yield _("%(unit)s has %(score)s points of %(best)s for %(period)s and is not ranked.") % said
        return
    yield _("%(unit)s has %(score)s points of %(best)s for %(period)s and takes place %(rank)s of %(ranked)s.") % said
    yield from _how_sure(seen)


def _how_sure(seen: Seen) -> Iterator[str]:
    """Between which places it lies, and from how many others nobody can tell it apart."""
    unit = seen.result.unit.pk
    how, counts = seen.sure.of(unit), seen.sure.not_apart
    if not how.places:
        said = {"why": how.why_not}
        yield _("How certain this place is: %(why)s. Small distances to others may mean nothing.") % said
        return
    said = {"level": seen.sure.level, "places": how.places, "scores": how.score}
    yield (
        _(
            "In %(level)s percent of many computations, each with all drawn anew that may vary, the score lies at "
            "%(scores)s and the place is: %(places)s."
        )
        % said
    )
    if counts is None:
        return
    if count := counts.get(unit, 0):
        yield ngettext(
            "From %(count)s other there is no significant difference.",
            "From %(count)s others there is no significant difference.",
            count,
        ) % {"count": number(count, 0)}
    else:
        yield _("It is told apart from everybody.")


def _moved(seen: Seen) -> Iterator[str]:
    """The change of the score, as far as it can be seen in the digits that are published."""
    change = seen.result.score_change
    if change is None or not seen.before:
        return
    said = {"points": seen.points(abs(change)), "period": period_text(seen.before)}
    size = rounded(change, seen.asked.index.decimals)
    if size > 0:
        yield _("Since %(period)s the score has risen by %(points)s points.") % said
    elif size < 0:
        yield _("Since %(period)s the score has fallen by %(points)s points.") % said
    else:
        yield _("The score is the same as in %(period)s.") % said
    between = seen.sure.intervals.get(seen.result.unit.pk)
    ends = change_between(between, seen.asked.index.decimals) if between else ""
    if between and ends and between.moved_surely:
        yield _("That is more than what may vary: the change lies at %(ends)s.") % {"ends": ends}
    elif ends:
        yield _("That is no significant change: it lies at %(ends)s.") % {"ends": ends}


def _beside_mean(seen: Seen) -> Iterator[str]:
    scores = [row.score for row in seen.peers if row.score is not None]
    if seen.result.score is None or len(scores) < 3:
        return
    mean = sum(scores) / len(scores)
    apart = rounded(seen.result.score - mean, seen.asked.index.decimals)
    said = {"mean": seen.points(mean), "points": seen.points(abs(seen.result.score - mean))}
    if apart > 0:
        yield _("That is %(points)s points above the mean of all, which is %(mean)s.") % said
    elif apart < 0:
        yield _("That is %(points)s points below the mean of all, which is %(mean)s.") % said
    else:
        yield _("That is the mean of all.")


def _lost(seen: Seen) -> Iterator[str]:
    losses = losses_of(seen.tree)[:MOST_LOSSES]
    said = {
        name: value
        for place, loss in enumerate(losses, start=1)
        for name, value in ((f"title{place}", loss.label), (f"points{place}", seen.points(loss.points)))
    }
    match len(losses):
        case 1:
            yield _("All points were lost at “%(title1)s”: %(points1)s.") % said
        case 2:
            yield _("Points were lost at “%(title1)s” (%(points1)s) and “%(title2)s” (%(points2)s).") % said
        case 3:
            yield (
                _(
                    "Most points were lost at “%(title1)s” (%(points1)s), “%(title2)s” (%(points2)s) and “%(title3)s” "
                    "(%(points3)s)."
                )
                % said
            )


def _strong(seen: Seen) -> Iterator[str]:
    """The indicator nearest to the best possible score."""
    known = [leaf for leaf in leaves(seen.tree) if leaf.score is not None]
    if len(known) < 2:
        return
    index = seen.asked.index
    best = min(known, key=lambda leaf: abs(leaf.best - (leaf.score or 0.0)))
    said = {"title": in_language(best.title), "score": seen.points(best.score), "best": number(index.best)}
    yield _("The strongest result is at “%(title)s”: %(score)s points of %(best)s.") % said


def _not_counted(seen: Seen) -> Iterator[str]:
    share, imputed = seen.result.share_not_counted, seen.result.share_imputed
    if share:
        yield _("For want of data %(share)s of the weight could not be counted.") % {"share": percent(share)}
    if imputed:
        yield _("Values that were filled in carry %(share)s of the weight.") % {"share": share_text(imputed)}
