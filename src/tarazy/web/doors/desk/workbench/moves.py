"""Who moves: scores and ranks as they are and as they would be, in the words of a page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tarazy.engine.explanation.render import reason_in_words
from tarazy.engine.robustness.trial import Trial, shift_between
from tarazy.reports.plots.slopes import Slope, slopes
from tarazy.web.rooms.results.queries.bands import band_titles
from tarazy.web.rooms.results.queries.trials import Bench
from tarazy.web.ui.parts import NARROW, WIDE, Column, Fact, Picture
from tarazy.web.ui.written import language, number, numbers, signed

MOVERS: Final = 10
MOST_DRAWN: Final = 600
MOST_ROWS: Final = 600


@dataclass(frozen=True)
class Place:
    """A unit before and after; NaN where it has no score or rank. `climb`: places won (negative: lost)."""

    name: str
    scores: tuple[float, float]
    ranks: tuple[float, float]
    bands: tuple[int, int]
    reason: str

    @property
    def climb(self) -> float:
        return self.ranks[0] - self.ranks[1]

    @property
    def size(self) -> tuple[float, float]:
        """How far it moves: by ranks, then by points; who has a rank on one side alone moves farthest."""
        (before, after), points = self.ranks, abs(self.scores[1] - self.scores[0])
        climb = abs(before - after)
        if climb != climb:  # NaN: it lacks a rank
            climb = math.inf if math.isnan(before) != math.isnan(after) else 0.0
        return climb, points if points == points else 0.0


def places_of(bench: Bench, trial: Trial, group: str) -> list[Place]:
    """The units of a peer group, those with the first rank after first; who has none comes last."""
    own, new, here = bench.own, trial, language()
    at = [place for place, of in enumerate(own.peer_groups) if of == group]
    columns = [
        np.asarray(column)[at].tolist()
        for column in (own.index.score, new.index.score, own.index.rank, new.index.rank, own.index.band,
                       new.index.band, own.index.reason, new.index.reason)
    ]  # fmt: skip
    found = [
        Place(
            bench.names[place].in_language(here), (score, score_after), (rank, rank_after), (band, band_after),
            new.reasons[why_after] or own.reasons[why],
        )
        for place, score, score_after, rank, rank_after, band, band_after, why, why_after
        in zip(at, *columns, strict=True)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (math.inf if math.isnan(one.ranks[1]) else one.ranks[1], one.name))


def movers(places: Sequence[Place]) -> list[Place]:
    """Those who change place, the farthest move first."""
    sizes = [one.size for one in places]
    moved = [at for at, (climb, _points) in enumerate(sizes) if climb > 0]
    return [places[at] for at in sorted(moved, key=sizes.__getitem__, reverse=True)[:MOVERS]]


def summary(bench: Bench, trial: Trial, group: str, places: Sequence[Place]) -> list[Fact]:
    """How far the ranking as a whole moves."""
    among = [place for place, of in enumerate(bench.own.peer_groups) if of == group]
    told = shift_between(bench.own.index, trial.index, among)
    crossed = sum(one.bands[0] != one.bands[1] for one in places)
    facts = [
        Fact(_("Ranks that change"), _("%(moved)s of %(all)s") % {"moved": told.moved, "all": told.compared}),
        Fact(_("Mean shift"), _places_in_words(told.mean)),
        Fact(_("Greatest shift"), _places_in_words(told.most)),
        Fact(_("Correlation of the ranks"), number(told.correlation, 3) or "—"),
    ]
    return facts + ([Fact(_("Bands crossed"), str(crossed))] if trial.bands else [])


def _places_in_words(value: float) -> str:
    if math.isnan(value):
        return "—"
    return ngettext("%(places)s place", "%(places)s places", math.ceil(value)) % {"places": number(value)}


def picture(places: Sequence[Place], farthest: Sequence[Place], about: str, width: str) -> Picture | None:
    """None where nobody has a rank on both sides. `farthest`: those named where not all can be. `width`: the one that
    is needed; else both are drawn.
    """
    named = {id(one) for one in farthest}
    rows = [
        Slope(one.name, *one.ranks, named=id(one) in named)
        for one in places[:MOST_DRAWN]
        if not any(map(math.isnan, one.ranks))
    ]
    if not rows:
        return None
    title, heads = _("Ranks before and after"), (_("as it is"), _("as changed"))
    wide = slopes(title, rows, heads, WIDE) if width != "narrow" else ""
    narrow = slopes(title, rows, heads, NARROW) if width != "wide" else ""
    return Picture(title, about, wide or narrow, narrow if wide else "")


def columns() -> list[Column]:
    """Ranks first: on a narrow screen what comes after them lies to the right."""
    labels = _("Rank before"), _("Rank after"), _("Places won or lost"), _("Score before"), _("Score after")
    return [Column(_("Unit"), row_head=True), *(Column(label, numeric=True) for label in labels), Column(_("Band"))]


def rows_in_words(bench: Bench, trial: Trial, places: Sequence[Place]) -> list[dict[str, Any]]:
    """For a table, at most so many."""
    titles = band_titles(bench.methodology)
    points, whole = numbers(bench.methodology.points.decimals), numbers()
    names = ["—" if band < 0 else titles[trial.bands[band]] for band in range(-1, len(trial.bands))]
    return [
        {
            "name": one.name,
            "reason": reason_in_words(one.reason, language()) if one.reason else "",
            "numbers": [
                *(whole(rank) or "—" for rank in one.ranks),
                "—" if math.isnan(one.climb) else signed(one.climb, 0) if one.climb else "0",
                *(points(score) or "—" for score in one.scores),
            ],
            "bands": list(dict.fromkeys(names[band + 1] for band in one.bands)),
        }
        for one in places[:MOST_ROWS]
    ]
