"""Room conclusions: the terms of an appeal over weekends and holidays, counted in days of Almaty."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tarazy.web.rooms.calendar.queries import Calendar, calendar_of
from tarazy.web.rooms.conclusions.actions.appeals import complain
from tarazy.web.rooms.conclusions.enums import AppealMove
from tarazy.web.rooms.conclusions.models import Conclusion, Decision, Issuing, Receipt
from tarazy.web.rooms.conclusions.queries.appeals import appeal_numbered
from tarazy.web.rooms.conclusions.queries.terms import (
    Term,
    complaint_deadline,
    decision_deadline,
    filing_deadline,
    terms_of,
)
from tests.web.appealing import Appealing, decided, filed, written

ALMATY = ZoneInfo("Asia/Almaty")
# Nauryz in 2026: 21 to 23 March with Tuesday the 24th moved for Saturday the 28th, which is worked.
NAURYZ = frozenset(datetime.date(2026, 3, day) for day in (21, 22, 23, 24, 25))
SATURDAY = datetime.date(2026, 3, 28)
CALENDAR = Calendar(NAURYZ, frozenset({SATURDAY}), datetime.date(2026, 12, 31))


def last_moment(year: int, month: int, day: int) -> datetime.datetime:
    return datetime.datetime(year, month, day, 23, 59, 59, tzinfo=ALMATY)


def received(day: datetime.date) -> Conclusion:
    conclusion = Conclusion(pk=1, state="issued")
    conclusion.issuing = Issuing(issued_at=datetime.datetime.combine(day, datetime.time(9), ALMATY))
    conclusion.receipt = Receipt(received_on=day)
    return conclusion


@pytest.fixture
def no_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tarazy.web.rooms.conclusions.queries.clocks._stage_of_replies", lambda conclusion: None)


@pytest.mark.usefixtures("no_stages")
@pytest.mark.parametrize(
    ("day", "last"),
    [
        (datetime.date(2026, 3, 2), last_moment(2026, 3, 9)),  # Monday to Monday
        (datetime.date(2026, 3, 19), last_moment(2026, 3, 30)),  # over Nauryz: 20, 26, 27, the worked Saturday, 30
        (datetime.date(2026, 3, 21), last_moment(2026, 3, 31)),  # received on a holiday
    ],
)
def test_an_appeal_is_filed_within_five_working_days_of_receipt(day: datetime.date, last: datetime.datetime) -> None:
    deadline = filing_deadline(received(day), CALENDAR)
    assert deadline is not None
    assert (deadline.at, deadline.is_confirmed) == (last, True)


@pytest.mark.parametrize(
    ("filed_at", "last"),
    [
        # 18:59 in UTC is 23:59 in Almaty (UTC+5), a minute later it is the next day there.
        (datetime.datetime(2026, 3, 2, 18, 59, tzinfo=datetime.UTC), last_moment(2026, 3, 17)),
        (datetime.datetime(2026, 3, 2, 19, 0, tzinfo=datetime.UTC), last_moment(2026, 3, 18)),
        # The 15th day is a holiday: the next working day.
        (datetime.datetime(2026, 3, 6, 6, 0, tzinfo=datetime.UTC), last_moment(2026, 3, 26)),
    ],
)
def test_it_is_decided_within_fifteen_calendar_days_of_almaty(
    filed_at: datetime.datetime, last: datetime.datetime
) -> None:
    assert decision_deadline(filed_at, CALENDAR).at == last


def test_a_complaint_is_filed_within_five_working_days_of_the_decision() -> None:
    decision = Decision(decided_at=datetime.datetime(2026, 3, 19, 20, 0, tzinfo=datetime.UTC))  # the 20th in Almaty
    assert complaint_deadline(decision, CALENDAR).at == last_moment(2026, 3, 31)


def test_what_nobody_received_has_no_term() -> None:
    assert filing_deadline(Conclusion(state="draft"), CALENDAR) is None


@pytest.mark.database
@pytest.mark.django_db
class TestBothSides:
    """The same terms for everybody who may see the appeal."""

    def terms(self, number: int, place: str = "kz") -> dict[AppealMove, Term]:
        appeal = appeal_numbered(number)
        assert appeal is not None
        return {term.move: term for term in terms_of(appeal, calendar_of(place))}

    def test_one_clock_runs_at_a_time(self, appealing: Appealing) -> None:
        appeal = written(appealing)
        (filing,) = self.terms(appeal.pk).values()
        assert (filing.move, filing.is_running, filing.days_left) == (AppealMove.FILE, True, 5)
        assert filing.counts_working_days
        assert not filing.is_overdue

    def test_a_filed_appeal_waits_for_the_commission(self, appealing: Appealing) -> None:
        terms = self.terms(filed(appealing).pk)
        assert list(terms) == [AppealMove.FILE, AppealMove.DECIDE]
        assert [term.is_running for term in terms.values()] == [False, True]
        assert terms[AppealMove.DECIDE].days_left >= 15
        assert not terms[AppealMove.DECIDE].counts_working_days

    def test_a_decision_lets_the_clock_of_the_complaint_run(self, appealing: Appealing) -> None:
        decision = decided(appealing, (0,), (0,), ())
        terms = self.terms(decision.appeal_id)
        assert [move for move, term in terms.items() if term.is_running] == [AppealMove.COMPLAIN]
        assert terms[AppealMove.DECIDE].stopped_at == decision.decided_at
        complain(decision.appeal, "Look again.", language="kk", by=appealing.head)
        terms = self.terms(decision.appeal_id)
        assert [move for move, term in terms.items() if term.is_running] == [AppealMove.DECIDE_FINALLY]

    def test_no_clock_runs_once_everything_is_granted(self, appealing: Appealing) -> None:
        terms = self.terms(decided(appealing, (0, 1), (0, 1), ()).appeal_id)
        assert list(terms) == [AppealMove.FILE, AppealMove.DECIDE]
        assert not any(term.is_running for term in terms.values())

    def test_what_nobody_decided_in_time_is_overdue(
        self, appealing: Appealing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        appeal = filed(appealing)
        later = timezone.now() + datetime.timedelta(days=40)
        monkeypatch.setattr("django.utils.timezone.now", lambda: later)
        term = self.terms(appeal.pk)[AppealMove.DECIDE]
        assert (term.is_overdue, term.days_left < 0) == (True, True)
