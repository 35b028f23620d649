"""How sure a publication is, for a citizen: who can be told apart, who is surely first or last, who surely moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tarazy.web.doors.portal.indices.rows import Asked
from tarazy.web.doors.portal.indices.sure import Sure
from tarazy.web.doors.portal.reports.published import before_of
from tarazy.web.rooms.results.queries.estimates import Between
from tarazy.web.rooms.results.queries.tables import ResultRow
from tarazy.web.ui.parts import Fact
from tarazy.web.ui.written import number, percent
from tarazy.web.ui.written import period as period_text

QUARTERS: Final = 4
MOST_NAMED: Final = 12
SURELY: Final = 0.95  # of a share of replicates: nearly all


@dataclass(frozen=True)
class Told:
    """A period of a publication: its ranked rows, and what was estimated of them."""

    asked: Asked
    sure: Sure
    rows: Sequence[ResultRow]

    @property
    def ranked(self) -> list[tuple[ResultRow, Between]]:
        between = self.sure.intervals
        return [(row, between[row.unit.pk]) for row in self.rows if row.rank is not None and row.unit.pk in between]


def in_brief(told: Told) -> list[str]:
    """Plain sentences, what matters most first."""
    return [*_pairs(told), *_ends(told), *_everybody(told)]


def _pairs(told: Told) -> Iterator[str]:
    """How many of all pairs are told apart, where every unit is compared with every other one."""
    ranked, counts = told.ranked, told.sure.not_apart
    if counts is None or len({row.peer_group for row, _between in ranked}) != 1 or len(ranked) < 2:
        return
    pairs = len(ranked) * (len(ranked) - 1) // 2
    apart = pairs - sum(counts.get(row.unit.pk, 0) for row, _between in ranked) // 2
    said = {"pairs": number(pairs, 0), "apart": number(apart, 0), "share": percent(apart / pairs),
            "count": number(len(ranked), 0)}  # fmt: skip
    yield (
        _(
            "Of %(count)s with a place, every two can be compared: in %(apart)s of %(pairs)s pairs (%(share)s) one "
            "stands surely before the other. In the others nobody can say so."
        )
        % said
    )


def _ends(told: Told) -> Iterator[str]:
    """Who is surely in the first quarter of the places, and in the last."""
    ranked = told.ranked
    if len(ranked) < 2 * QUARTERS or len({row.peer_group for row, _between in ranked}) != 1:
        return
    size, count = len(ranked) // QUARTERS, len(ranked)
    first = [row for row, between in ranked if between.rank_high is not None and between.rank_high <= size]
    last = [row for row, between in ranked if between.rank_low is not None and between.rank_low > count - size]
    said = {"size": number(size, 0), "first": named(first), "last": named(last)}
    if first:
        yield _("Surely among the first %(size)s: %(first)s.") % said
    else:
        yield _("Nobody is surely among the first %(size)s.") % said
    if last:
        yield _("Surely among the last %(size)s: %(last)s.") % said
    else:
        yield _("Nobody is surely among the last %(size)s.") % said


def _everybody(told: Told) -> Iterator[str]:
    widest = max(told.ranked, key=lambda one: (one[1].rank_high or 0) - (one[1].rank_low or 0), default=None)
    if widest is not None:
        said = {"unit": str(widest[0].unit.name), "places": told.sure.of(widest[0].unit.pk).places}
        yield _("The least sure place is that of %(unit)s: %(places)s.") % said


def moved(told: Told) -> list[Fact]:
    """Who surely rose, who surely fell, and of how many nobody can say; nothing where there is no period before."""
    before = before_of(told.asked)
    known = [(row, told.sure.intervals[row.unit.pk]) for row in told.rows if row.unit.pk in told.sure.intervals]
    known = [(row, between) for row, between in known if between.change_low is not None]
    if not before or not known:
        return []
    rose = [row for row, between in known if between.moved_surely and (between.change_low or 0.0) > 0]
    fell = [row for row, between in known if between.moved_surely and (between.change_high or 0.0) < 0]
    left = len(known) - len(rose) - len(fell)
    since = {"period": period_text(before)}
    count = ngettext("%(count)s score", "%(count)s scores", left) % {"count": number(left, 0)}
    return [
        Fact(_("Surely risen since %(period)s") % since, named(rose) or _("nobody")),
        Fact(_("Surely fallen since %(period)s") % since, named(fell) or _("nobody")),
        Fact(_("No significant change since %(period)s") % since, count),
    ]


def named(rows: Sequence[ResultRow]) -> str:
    """The names, so many as a reader takes in."""
    names = [str(row.unit.name) for row in rows[:MOST_NAMED]]
    left = len(rows) - len(names)
    return "; ".join([*names, *([_("and %(count)s more") % {"count": number(left, 0)}] if left else [])])
