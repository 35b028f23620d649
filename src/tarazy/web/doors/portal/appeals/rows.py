"""What stands in the register of appeals: the entries in words, and the counts above them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from tarazy.web.rooms.conclusions.enums import AppealState, Outcome
from tarazy.web.rooms.conclusions.queries.register import Entry
from tarazy.web.rooms.publication.queries.changes import changes_between
from tarazy.web.rooms.results.models import Run
from tarazy.web.ui.parts import Fact
from tarazy.web.ui.written import in_language, long_date, number

RUNS_IN_MEMORY = 500


def bodies_moved(entry: Entry) -> int | None:
    """How many bodies' score, rank or band the decisions changed; None where a run is still to be computed."""
    moved: set[str] = set()
    for before, after in entry.runs:
        if before is None or after is None:
            return None
        moved |= _moved(before.run_id, after.run_id, before.run.data_hash + after.run.data_hash)
    return len(moved)


@lru_cache(maxsize=RUNS_IN_MEMORY)
def _moved(before: int, after: int, hashes: str) -> frozenset[str]:
    """A run never changes. Its number alone would do, if no test gave it anew."""
    runs = Run.objects.in_bulk([before, after])
    return frozenset(row.unit for row in changes_between(runs[before], runs[after]).listed)


@dataclass(frozen=True)
class Row:
    """An entry in the language of the page."""

    number: int
    campaign: str
    block: str
    body: str
    subject: str
    filed: str
    filed_note: str
    decided: str
    decided_tag: str
    outcome: str
    moved: str


def row_of(entry: Entry) -> Row:
    return Row(
        number=entry.appeal.pk,
        campaign=str(entry.campaign.title),
        block=in_language(entry.block),
        body=body_in_words(entry),
        subject=subject_in_words(entry),
        filed=long_date(entry.filed_on),
        filed_note=_("late") if entry.is_filed_late else _("in time"),
        decided=long_date(entry.decided_on) if entry.decided_on else "",
        decided_tag=in_time_in_words(entry),
        outcome=outcome_in_words(entry),
        moved=moved_in_words(entry),
    )


def body_in_words(entry: Entry) -> str:
    if entry.kind is None:
        return _("not named")
    if entry.area is None:
        return str(entry.kind)
    return _("%(kind)s, %(area)s") % {"kind": entry.kind, "area": entry.area}


def subject_in_words(entry: Entry) -> str:
    if entry.asks_for_values and entry.asks_against_penalties:
        return _("values and penalty points")
    return _("penalty points") if entry.asks_against_penalties else _("values")


def in_time_in_words(entry: Entry) -> str:
    if entry.is_decided_late is None:
        return ""
    if entry.is_decided_late:
        return _("late") if entry.decided_on and not entry.is_open else _("overdue")
    return _("in time")


def outcome_in_words(entry: Entry) -> str:
    if entry.outcome is None:
        return str(entry.appeal.get_state_display())
    if entry.is_final:
        return _("%(outcome)s, finally") % {"outcome": entry.outcome.label}
    return str(entry.outcome.label)


def moved_in_words(entry: Entry) -> str:
    if entry.outcome is None:
        return "—"
    if not entry.runs:
        return _("no")
    moved = bodies_moved(entry)
    if moved is None:
        return _("not computed yet")
    return _("yes, of bodies: %(count)s") % {"count": number(moved, 0)} if moved else _("no")


def counts(entries: Sequence[Entry]) -> list[Fact]:
    def of(chosen: Iterable[bool]) -> str:
        return number(sum(chosen), 0)

    return [
        Fact(_("Filed"), number(len(entries), 0)),
        Fact(_("Being decided"), of(one.is_open for one in entries)),
        Fact(_("Decided late or overdue"), of(one.is_decided_late is True for one in entries)),
        Fact(_("Granted"), of(one.outcome == Outcome.GRANTED for one in entries)),
        Fact(_("Granted in part"), of(one.outcome == Outcome.PARTLY for one in entries)),
        Fact(_("Rejected"), of(one.outcome == Outcome.REJECTED for one in entries)),
        Fact(_("Not admitted"), of(one.appeal.state == AppealState.INADMISSIBLE for one in entries)),
        Fact(_("Withdrawn"), of(one.appeal.state == AppealState.WITHDRAWN for one in entries)),
    ]
