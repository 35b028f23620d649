"""The pictures of monitoring: whom the warnings are about, and how near to its targets a body's year will end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tarazy.engine.checks.early_warnings import Kind
from tarazy.reports.bars import Bar, Part, Upright, bars
from tarazy.reports.draw import draw
from tarazy.web.doors.desk.monitoring.rows import KIND_WORDS, NumberRow
from tarazy.web.rooms.collection.queries.monitoring import BodyInYear
from tarazy.web.ui.parts import NARROW, WIDE, Picture
from tarazy.web.ui.written import language, number, percent

MOST_BODIES: Final = 15
LONGEST: Final = 2.0  # of the target: a number far beyond it would leave no room for the others
COLOURS: Final[dict[Kind, str]] = {
    "late": "var(--series-2)",
    "will_miss": "var(--series-3)",
    "missing": "var(--line-strong)",
}


def warnings_picture(bodies: Sequence[BodyInYear]) -> Picture | None:
    """How many warnings of which kind are about whom; None where there is nothing to warn of."""
    warned = sorted((one for one in bodies if one.warnings), key=lambda one: -len(one.warnings))
    if not warned:
        return None
    shown = [
        Bar(str(one.unit.name), [one.count(kind) for kind in COLOURS], number(len(one.warnings)))
        for one in warned[:MOST_BODIES]
    ]
    parts = [Part(str(KIND_WORDS[kind]), colour) for kind, colour in COLOURS.items()]
    title, about = (
        _("Early warnings by body"),
        _("How many, the bodies with the most first. The table of bodies says the same."),
    )
    if len(warned) > MOST_BODIES:
        more = len(warned) - MOST_BODIES
        rest = ngettext("%(count)s more body has warnings.", "%(count)s more bodies have warnings.", more)
        about = f"{about} {rest % {'count': more}}"
    wide, narrow = (draw(bars(shown, parts, width), title, language()) for width in (WIDE, NARROW))
    return Picture(title, about, wide, narrow)


@dataclass(frozen=True)
class Towards:
    """A number that has a target, and what share of it the year will end at."""

    row: NumberRow
    share: float

    @property
    def written(self) -> str:
        return percent(self.share)

    @property
    def name(self) -> str:
        if self.row.line.course.better != "lower":
            return self.row.title
        return _("%(title)s (lower is better)") % {"title": self.row.title}


def towards_targets(rows: Sequence[NumberRow]) -> list[Towards]:
    """The numbers of which it can be said, in the order of the form."""
    found = []
    for row in rows:
        target, ends = row.line.course.target, row.line.ends
        if target is not None and target > 0 and ends is not None and ends.value >= 0:
            found.append(Towards(row, ends.value / target))
    return found


def targets_picture(towards: Sequence[Towards]) -> Picture | None:
    """Where the year will end beside the targets; None where no number has one."""
    if not towards:
        return None
    shown = [Bar(one.name, _lengths(one), one.written) for one in towards]
    parts = [
        Part(_("on its way to the target"), "var(--series-1)"),
        Part(_("will miss its target"), "var(--series-2)"),
    ]
    title = _("Where the year will end, in percent of the target")
    about = _("If it goes on like this.")
    if any(one.share > LONGEST for one in towards):
        about += " " + _("Bars end at %(share)s, the numbers beside them are whole.") % {"share": percent(LONGEST)}
    target = Upright(1.0, _("the target"))
    wide, narrow = (draw(bars(shown, parts, width, target), title, language()) for width in (WIDE, NARROW))
    return Picture(title, about, wide, narrow)


def _lengths(one: Towards) -> list[float]:
    length = min(one.share, LONGEST)
    return [0.0, length] if one.row.will_miss else [length, 0.0]
