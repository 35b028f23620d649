"""The terms of an appeal, the same for both sides: until when it is filed, decided, complained of, decided finally."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from tarazy.web.rooms.calendar.queries import Calendar, Deadline
from tarazy.web.rooms.conclusions.enums import AppealMove, AppealState, Outcome, Round
from tarazy.web.rooms.conclusions.life import DECIDE_DAYS, FILE_DAYS, UNDECIDED
from tarazy.web.rooms.conclusions.models import Appeal, Conclusion, Decision
from tarazy.web.rooms.conclusions.queries.clocks import clocks_of

NOON: Final = datetime.time(12)


@dataclass(frozen=True)
class Term:
    """Until when a move is to be made. `stopped_at`: when it was made; `is_running`: somebody's turn is now.
    `days_left`: until the last day, working days for what a body files and calendar days for what the commission
    decides; negative: past.
    """

    move: AppealMove
    deadline: Deadline
    stopped_at: datetime.datetime | None
    is_running: bool
    days_left: int

    @property
    def counts_working_days(self) -> bool:
        return self.move in (AppealMove.FILE, AppealMove.COMPLAIN)

    @property
    def is_overdue(self) -> bool:
        """Whether the move was made too late, or its time has passed while it was somebody's turn."""
        return (self.stopped_at or timezone.now()) > self.deadline.at


def filing_deadline(conclusion: Conclusion, calendar: Calendar) -> Deadline | None:
    """Until when a conclusion can be appealed against; None while nobody has received it."""
    clocks = clocks_of(conclusion, calendar)
    if clocks is None or clocks.received_on is None:
        return None
    received = datetime.datetime.combine(clocks.received_on, NOON, timezone.get_default_timezone())
    return calendar.deadline(received, FILE_DAYS)


def decision_deadline(began: datetime.datetime, calendar: Calendar) -> Deadline:
    """Until when the commission decides on what was filed at a moment."""
    return calendar.deadline_in_days(began, DECIDE_DAYS)


def complaint_deadline(decision: Decision, calendar: Calendar) -> Deadline:
    """Until when the one complaint against a decision can be filed."""
    return calendar.deadline(decision.decided_at, FILE_DAYS)


def may_still_be_complained_of(decision: Decision, calendar: Calendar) -> bool:
    """Whether a decision is not final by time yet."""
    return decision.round == Round.APPEAL and timezone.now() <= complaint_deadline(decision, calendar).at


def terms_of(appeal: Appeal, calendar: Calendar) -> list[Term]:
    """Every term that has begun, in order of time."""
    state, decisions = AppealState(appeal.state), {one.round: one for one in appeal.decisions.all()}
    complaint = getattr(appeal, "complaint", None)
    first, last = decisions.get(Round.APPEAL), decisions.get(Round.COMPLAINT)
    found: list[Term] = []

    def add(move: AppealMove, deadline: Deadline, stopped_at: datetime.datetime | None, is_running: bool) -> None:
        found.append(Term(move, deadline, stopped_at, is_running, _days_left(move, deadline, calendar)))

    until = filing_deadline(appeal.conclusion, calendar)
    if until is not None:
        add(AppealMove.FILE, until, appeal.filed_at, state == AppealState.DRAFT)
    if appeal.filed_at is not None and state not in (AppealState.INADMISSIBLE, AppealState.WITHDRAWN):
        deadline = decision_deadline(appeal.filed_at, calendar)
        add(AppealMove.DECIDE, deadline, first.decided_at if first else None, state in UNDECIDED)
    if first is not None and first.outcome != Outcome.GRANTED:
        filed_at = complaint.filed_at if complaint else None
        add(AppealMove.COMPLAIN, complaint_deadline(first, calendar), filed_at, state == AppealState.DECIDED)
    if complaint is not None:
        deadline = decision_deadline(complaint.filed_at, calendar)
        decided_at = last.decided_at if last else None
        add(AppealMove.DECIDE_FINALLY, deadline, decided_at, state == AppealState.COMPLAINED)
    return found


def _days_left(move: AppealMove, deadline: Deadline, calendar: Calendar) -> int:
    today = timezone.localdate()
    if move in (AppealMove.FILE, AppealMove.COMPLAIN):
        return calendar.working_days_between(today, deadline.day)
    return (deadline.day - today).days
