"""Progress towards targets as pages show it, with how it is computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tarazy.engine.statistics.progress import ENOUGH, Progress
from tarazy.web.doors.portal.observatory.asked import Asked, address
from tarazy.web.doors.portal.observatory.short import precision_of
from tarazy.web.rooms.observatory.models import PublicObservation
from tarazy.web.rooms.observatory.queries.progress import TowardsTarget, progress_of_unit, progress_of_variable
from tarazy.web.rooms.units.queries import units_by_id
from tarazy.web.ui.parts import Column
from tarazy.web.ui.written import in_language, number, percent, signed, with_unit
from tarazy.web.ui.written import period as period_text

MOST_SHOWN: Final = 60
WORST_FIRST: Final = ("wrong_way", "slow", "on_track", "reached")
LOOKS: Final = {"wrong_way": "bad", "slow": "doubt", "on_track": "", "reached": "good"}


@dataclass(frozen=True)
class ProgressRow:
    """A unit or a variable on the way to its target."""

    name: str
    href: str
    baseline: str
    latest: str
    target: str
    share: str
    seen: str
    needed: str
    word: str
    look: str


def progress_on_variable(asked: Asked) -> dict[str, Any]:
    """The section of a variable's page: who goes the wrong way first; nothing where there is no target."""
    found = sorted(
        progress_of_variable(asked.variable.pk, asked.as_of), key=lambda one: WORST_FIRST.index(one.progress.standing)
    )
    units = units_by_id({one.unit for one in found})
    rows = [
        _row(one, str(units[one.unit].name), reverse("portal:unit", kwargs={"unit": one.unit}))
        for one in found[:MOST_SHOWN]
    ]
    return _section(rows, len(found), _("Name"))


def progress_on_unit(unit: str) -> dict[str, Any]:
    """The section of a unit's page; nothing where it has no target."""
    found = progress_of_unit(unit)
    rows = [
        _row(one, str(one.variable.title), address("portal:variable", {"variable": one.variable.pk}, {"unit": unit}))
        for one in found[:MOST_SHOWN]
    ]
    return _section(rows, len(found), _("Variable"))


def _section(rows: Sequence[ProgressRow], count: int, head: str) -> dict[str, Any]:
    columns = [
        Column(head, row_head=True),
        Column(_("Baseline"), numeric=True),
        Column(_("Latest"), numeric=True),
        Column(_("Target"), numeric=True),
        Column(_("Share of the way"), numeric=True),
        Column(_("Pace seen"), numeric=True, note=_("a year")),
        Column(_("Pace needed"), numeric=True, note=_("a year")),
        Column(_("Progress")),
    ]
    return {
        "progress_rows": rows,
        "progress_columns": columns,
        "progress_left_out": count - len(rows),
        "progress_enough": percent(ENOUGH),
    }


def _row(one: TowardsTarget, name: str, href: str) -> ProgressRow:
    found = one.progress
    return ProgressRow(
        name=name,
        href=href,
        baseline=_valued(one.baseline, one),
        latest=_valued(one.latest, one),
        target=_valued(one.target, one),
        share=percent(found.share) or "—",
        seen=_pace(found, found.seen, one),
        needed=_pace(found, found.needed, one),
        word=standing_in_words(found.standing),
        look=LOOKS[found.standing],
    )


def _valued(row: PublicObservation, one: TowardsTarget) -> str:
    places = precision_of([one.baseline.value, one.latest.value, one.target.value]).places
    return f"{number(row.value, places)} ({period_text(row.period)})"


def _pace(found: Progress, pace: float | None, one: TowardsTarget) -> str:
    if pace is None:
        return "—"
    if found.rule == "growth":
        return with_unit(signed(100 * pace, 1), "%")
    return with_unit(signed(pace, 2), in_language(one.variable.unit_of_measure.symbol))


def standing_in_words(standing: str) -> str:
    words = {
        "reached": pgettext("of a target", "reached"),
        "on_track": pgettext("of a target", "on track"),
        "slow": pgettext("of a target", "too slow"),
        "wrong_way": pgettext("of a target", "the wrong way"),
    }
    return words[standing]
