"""How a year goes for the bodies of a campaign of monitoring: values so far, where the year ends, what to warn of."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tarazy.engine.checks.early_warnings import Course, EarlyWarning, Outlook, early_warnings, outlook
from tarazy.engine.model.methodology import Better
from tarazy.engine.model.period import a_year_before, earlier, periods_until, year_of
from tarazy.engine.model.sheet import Key
from tarazy.engine.run.questions import Question
from tarazy.engine.run.targets import directions
from tarazy.web.rooms.campaigns.enums import Kind
from tarazy.web.rooms.campaigns.models import Campaign, Participant
from tarazy.web.rooms.campaigns.queries import SHOWN_TO_BODIES, campaigns, campaigns_of
from tarazy.web.rooms.collection.enums import State
from tarazy.web.rooms.collection.models import Cell, Submission
from tarazy.web.rooms.collection.queries.forms import OF_TARGETS
from tarazy.web.rooms.collection.queries.questions import Text, questions_of, text_of
from tarazy.web.rooms.collection.queries.submissions import closing_days, submission_numbered, submissions_of
from tarazy.web.rooms.followup.queries import bodies_seen_by
from tarazy.web.rooms.observatory.queries.values import last_revisions
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.written import in_language, language, long_date, number
from tarazy.web.ui.written import period as period_in_words

SENT = (State.CERTIFIED.value, State.ACCEPTED.value)
Cells = tuple[str, str]  # a variable and a breakdown
Known = Mapping[tuple[str, Cells, str], float]  # by unit, cell and period


@dataclass(frozen=True)
class Line:
    """One number of a body within a year, with where the year ends and what is to be warned of."""

    question: Question
    course: Course
    ends: Outlook | None
    warnings: tuple[EarlyWarning, ...]

    def last_year(self, period: str) -> float | None:
        return self.course.before.get(a_year_before(period))


@dataclass(frozen=True)
class BodyInYear:
    """A body's form of a month or quarter with all that came before it in the year."""

    submission: Submission
    lines: tuple[Line, ...]
    warnings: tuple[EarlyWarning, ...]

    @property
    def unit(self) -> Unit:
        return self.submission.unit

    @property
    def periods(self) -> tuple[str, ...]:
        return periods_until(self.submission.period)

    @property
    def titles(self) -> Mapping[str, str]:
        """What each line is about, in the language of the page, by the code of its cell."""
        return {line.course.key.code: in_language(line.question.title) for line in self.lines}

    def count(self, kind: str) -> int:
        return sum(warning.kind == kind for warning in self.warnings)


def monitored_bodies(campaign: Campaign, units: Collection[Unit] | QuerySet[Unit] | None = None) -> list[BodyInYear]:
    """Every body of a campaign of monitoring (`units` narrows), with as few questions for 200 bodies as for one."""
    submissions = submissions_of(campaign).select_related("unit__kind", "campaign__version")
    if units is not None:
        submissions = submissions.filter(unit__in=units)
    return _in_year(campaign, list(submissions))


def monitored_body(submission: Submission) -> BodyInYear:
    return _in_year(submission.campaign, [submission])[0]


def monitored_forms(units: Collection[Unit] | QuerySet[Unit]) -> QuerySet[Submission]:
    """The forms of some bodies in campaigns of monitoring, the latest period first."""
    found = Submission.objects.filter(unit__in=units, campaign__kind=Kind.MONITORING)
    return found.select_related("unit", "campaign__organisation", "campaign__version").order_by("-period", "-pk")


def monitored_form_numbered(number: int) -> Submission | None:
    found = submission_numbered(number)
    return found if found is not None and found.campaign.kind == Kind.MONITORING else None


def monitoring_seen_by(user: User) -> QuerySet[Campaign]:
    """The campaigns of monitoring that concern somebody: as every campaign does, or by a body that they look after."""
    seen = Participant.objects.filter(campaign=OuterRef("pk"), unit__in=bodies_seen_by(user).values("pk"))
    concerned = Q(pk__in=campaigns_of(user).order_by().values("pk")) | Q(Exists(seen), state__in=SHOWN_TO_BODIES)
    return campaigns().filter(concerned, kind=Kind.MONITORING).order_by("-period", "-prepared_at", "pk")


def _in_year(campaign: Campaign, submissions: Sequence[Submission]) -> list[BodyInYear]:
    text = text_of(campaign.version)
    better = directions(text.methodology)
    asked = {one.pk: questions_of(campaign.version, one.unit, one.period) for one in submissions}
    known = _known(campaign, submissions, {key for questions in asked.values() for key in questions}, text)
    statuses = _statuses(submissions)
    due, today = closing_days([campaign.pk]).get(campaign.pk), timezone.localdate()
    found = []
    for one in submissions:
        courses = [
            _course(one, question, known, text.targets.get(key), better.get(key), statuses.get((one.pk, key), ""))
            for key, question in asked[one.pk].items()
        ]
        warnings = early_warnings(courses, one.period, due=due, today=today, is_sent=one.state in SENT)
        by_cell: dict[str, list[EarlyWarning]] = {}
        for warning in warnings:
            by_cell.setdefault(warning.cell, []).append(warning)
        lines = tuple(
            Line(question, course, outlook(course, one.period), tuple(by_cell.get(course.key.code, ())))
            for question, course in zip(asked[one.pk].values(), courses, strict=True)
        )
        found.append(BodyInYear(one, lines, warnings))
    return found


def _course(
    submission: Submission,
    question: Question,
    known: Known,
    target: Cells | None,
    better: Better | None,
    status: str,
) -> Course:
    key, unit = (question.variable, question.breakdown), submission.unit_id
    year = year_of(submission.period)
    return Course(
        key=Key(*key),
        values=_over(known, unit, key, periods_until(submission.period)),
        before=_over(known, unit, key, _last_year(submission.period)),
        year_before=known.get((unit, key, a_year_before(year))),
        target=None if target is None else known.get((unit, target, year)),
        better=better,
        within_year=question.within_year,
        status=status,
    )


def _over(known: Known, unit: str, key: Cells, periods: Iterable[str]) -> dict[str, float]:
    return {period: known[unit, key, period] for period in periods if (unit, key, period) in known}


def _last_year(period: str) -> tuple[str, ...]:
    """All months or quarters of the year before."""
    return periods_until(earlier(periods_until(period)[0], 1))


def _known(campaign: Campaign, submissions: Sequence[Submission], keys: Collection[Cells], text: Text) -> Known:
    """What is known of this year and the last: what heads have certified, over it what the observatory says, in the
    order of series that the methodology accepts; targets as they stand.
    """
    units = {one.unit_id for one in submissions}
    parts = {part for one in submissions for part in (*periods_until(one.period), *_last_year(one.period))}
    years = {year for one in submissions for year in (year_of(one.period), a_year_before(year_of(one.period)))}
    found = _certified(campaign, units, parts)
    wanted = {variable for variable, _ in keys} | {variable for variable, _ in text.targets.values()}
    rows = last_revisions().filter(unit__in=units, variable__in=wanted, period__in=parts | years)
    said: dict[tuple[str, Cells, str], dict[str, float]] = {}
    for unit, variable, breakdown, period, series, value in rows.values_list(
        "unit", "variable", "breakdown", "period", "series", "value"
    ):
        if value is not None:
            said.setdefault((unit, (variable, breakdown), period), {})[series] = value
    adopted = set(text.targets.values())
    for (unit, key, period), by_series in said.items():
        accepted = OF_TARGETS if key in adopted else text.variables[key[0]].series
        best = next((by_series[one] for one in accepted if one in by_series), None)
        if best is not None:
            found[unit, key, period] = best
    return found


def _certified(
    campaign: Campaign, units: Collection[str], periods: Collection[str]
) -> dict[tuple[str, Cells, str], float]:
    """What the bodies' heads have certified in monitoring by the same organisation, accepted or not yet."""
    rows = Cell.objects.filter(
        submission__campaign__kind=Kind.MONITORING, submission__campaign__organisation=campaign.organisation_id,
        submission__unit__in=units, submission__period__in=periods, submission__state__in=SENT,
    )  # fmt: skip
    columns = ("submission__unit", "variable", "breakdown", "submission__period", "value")
    return {
        (unit, (variable, breakdown), period): value
        for unit, variable, breakdown, period, value in rows.order_by("submission").values_list(*columns)
        if value is not None
    }


def _statuses(submissions: Sequence[Submission]) -> Mapping[tuple[int, Cells], str]:
    """Why cells have no value, where they say so."""
    rows = Cell.objects.filter(submission__in=[one.pk for one in submissions]).exclude(status="")
    return {
        (submission, (variable, breakdown)): status
        for submission, variable, breakdown, status in rows.values_list("submission", "variable", "breakdown", "status")
    }


def warning_in_words(warning: EarlyWarning) -> str:
    """What a warning says in the language of the page, with numbers, days and periods as pages write them."""
    written = {name: number(value, None) for name, value in warning.numbers.items() if isinstance(value, float)}
    if "period" in warning.numbers:
        written["period"] = period_in_words(str(warning.numbers["period"]))
    if "day" in warning.numbers:
        written["day"] = long_date(datetime.date.fromisoformat(str(warning.numbers["day"])))
    return warning.in_language(language(), written)
