"""What can be foreseen within the year: a target that will be missed, a form that is late, a value that is missing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

import msgspec

from tarazy.engine.model.finding import Numbers
from tarazy.engine.model.methodology import Better, WithinYear
from tarazy.engine.model.numbers import decided
from tarazy.engine.model.period import a_year_before, count_in_year, periods_until
from tarazy.engine.model.sheet import Key
from tarazy.engine.words import Message, msg

Kind = Literal["will_miss", "late", "missing"]
KINDS: Final[tuple[Kind, ...]] = ("will_miss", "late", "missing")

_OUTLOOKS: Final = {
    "even": msg("So far {so_far} in {known} of {periods} parts of the year; at this pace the year ends at {outlook}."),
    "as_last_year": msg(
        "So far {so_far}; in the same time last year it was {before} of {year_before}. At last year's pace the year "
        "ends at {outlook}."
    ),
    "mean": msg("The mean of {known} values so far is {outlook}."),
    "last": msg("The last value is {outlook}, of {period}."),
}
_MISSED: Final[Mapping[Better, str]] = {
    "higher": msg("The target, {target}, will be missed: {gap} too low."),
    "lower": msg("The target, {target}, will be missed: {gap} too high."),
}
_LATE: Final = msg("The form of {period} was due on {day} and is not certified; days since then: {days}.")
_UNSEEN: Final = msg("Until then nobody sees how the year goes.")
_MISSING: Final = msg("The form of {period} gives no value.")


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """How one number of a body goes within a year.

    `values`: of this year's months or quarters, `before`: of last year's; only what is known. `year_before`: last
    year's whole; None: what its parts make. `better` None, `target` None: nothing to compare with. `status`: why the
    form gives no value.
    """

    key: Key
    values: Mapping[str, float] = {}
    before: Mapping[str, float] = {}
    year_before: float | None = None
    target: float | None = None
    better: Better | None = None
    within_year: WithinYear | None = None
    status: str = ""


class Outlook(msgspec.Struct, frozen=True):
    """Where the year ends if it goes on like this, by which rule, and the numbers from which that follows."""

    value: float
    rule: Literal["even", "as_last_year", "mean", "last"]
    numbers: Numbers


class EarlyWarning(msgspec.Struct, frozen=True, kw_only=True):
    """`cell`: the code of the cell it is about, "" for the whole form. `numbers`: those of the case, from which it can
    be computed again.
    """

    kind: Kind
    cell: str = ""
    numbers: Numbers
    what: str
    why: str

    def in_language(self, lang: str, written: Mapping[str, str] | None = None) -> str:
        """What and why; numbers, days and periods as a page writes them, where these are given."""
        said = {**self.numbers, **(written or {})}
        return " ".join(Message(text, said).in_language(lang) for text in (self.what, self.why) if text)


def outlook(course: Course, period: str) -> Outlook | None:
    """Where the year ends, from what is known up to and with a month or quarter; None where that cannot be said.

    Formula, by `within_year`: `sum`: the sum so far, carried on at the pace of last year (sum * year / sum of the same
    time last year) where all of that is known and above zero, else evenly (sum * parts of a year / parts known).
    `mean`: the mean so far. `last`: the last value.
    """
    known = [one for one in periods_until(period) if one in course.values]
    if not known or course.within_year is None:
        return None
    if course.within_year == "last":
        last = course.values[known[-1]]
        return Outlook(last, "last", {"outlook": last, "period": known[-1]})
    so_far = 0.0
    for one in known:
        so_far += course.values[one]
    if course.within_year == "mean":
        mean = so_far / len(known)
        return Outlook(mean, "mean", {"outlook": mean, "so_far": so_far, "known": len(known)})
    return _as_last_year(course, known, so_far) or _evenly(period, known, so_far)


def _as_last_year(course: Course, known: list[str], so_far: float) -> Outlook | None:
    before, year = 0.0, _year_before(course, known[-1])
    for one in known:
        value = course.before.get(a_year_before(one))
        if value is None:
            return None
        before += value
    if year is None or before <= 0 or year <= 0:
        return None
    value = so_far * year / before
    return Outlook(value, "as_last_year", {"outlook": value, "so_far": so_far, "before": before, "year_before": year})


def _year_before(course: Course, period: str) -> float | None:
    """Last year's whole; its parts added up where it is not known and all of them are."""
    if course.year_before is not None or len(course.before) < count_in_year(period):
        return course.year_before
    total = 0.0
    for value in course.before.values():
        total += value
    return total


def _evenly(period: str, known: list[str], so_far: float) -> Outlook:
    parts = count_in_year(period)
    value = so_far * parts / len(known)
    return Outlook(value, "even", {"outlook": value, "so_far": so_far, "known": len(known), "periods": parts})


def early_warnings(
    courses: Iterable[Course], period: str, *, due: datetime.date | None, today: datetime.date, is_sent: bool
) -> tuple[EarlyWarning, ...]:
    """Everything to warn of in one body's form of a month or quarter.

    `due`: the last day on which it may be sent; None where there is none. `is_sent`: its head has certified it. What
    the form says is missing only once it is sent; before it is late, nothing is.

    >>> roads = Course(key=Key("roads"), values={"2026-Q1": 10.0}, target=60, better="higher", within_year="sum")
    >>> (warning,) = early_warnings([roads], "2026-Q1", due=None, today=datetime.date(2026, 4, 8), is_sent=True)
    >>> warning.kind, warning.numbers["outlook"], warning.numbers["gap"]
    ('will_miss', 40.0, 20.0)
    """
    found = list(courses)
    return (
        *_late(period, due, today, is_sent),
        *(warning for course in found for warning in _will_miss(course, period)),
        *(warning for course in found if is_sent for warning in _missing(course, period)),
    )


def _late(period: str, due: datetime.date | None, today: datetime.date, is_sent: bool) -> Iterator[EarlyWarning]:
    if due is not None and not is_sent and today > due:
        numbers: Numbers = {"period": period, "day": due.isoformat(), "days": (today - due).days}
        yield EarlyWarning(kind="late", numbers=numbers, what=_LATE, why=_UNSEEN)


def _will_miss(course: Course, period: str) -> Iterator[EarlyWarning]:
    """Decided on 12 significant digits, so that a target reached exactly is reached."""
    ends = outlook(course, period)
    if ends is None or course.target is None or course.better is None:
        return
    ending, target = decided(ends.value), decided(course.target)
    if (ending < target) if course.better == "higher" else (ending > target):
        numbers: Numbers = {**ends.numbers, "target": course.target, "gap": abs(ends.value - course.target)}
        yield EarlyWarning(
            kind="will_miss", cell=course.key.code, numbers=numbers, what=_OUTLOOKS[ends.rule],
            why=_MISSED[course.better],
        )  # fmt: skip


def _missing(course: Course, period: str) -> Iterator[EarlyWarning]:
    """What cannot exist (M) or is excluded by a decision (X) is not missed."""
    if period not in course.values and course.status not in ("M", "X"):
        numbers: Numbers = {"period": period}
        if course.status:
            numbers["status"] = course.status
        yield EarlyWarning(kind="missing", cell=course.key.code, numbers=numbers, what=_MISSING, why="")
