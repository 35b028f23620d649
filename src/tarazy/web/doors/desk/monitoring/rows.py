"""What the pages of monitoring show: a number over the months or quarters of a year, and a warning."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tarazy.engine.checks.early_warnings import EarlyWarning, Kind
from tarazy.web.rooms.collection.queries.monitoring import BodyInYear, Line, warning_in_words
from tarazy.web.ui.parts import Column
from tarazy.web.ui.written import in_language, number, period

KIND_WORDS: dict[Kind, Promise] = {
    "late": lazy("the form is late"),
    "will_miss": lazy("will miss its target"),
    "missing": lazy("no value"),
}
TAGS: dict[Kind, str] = {"late": "bad", "will_miss": "bad", "missing": "doubt"}


@dataclass(frozen=True)
class Value:
    """A value of a month or quarter, with that of the same time last year."""

    written: str
    last_year: str


@dataclass(frozen=True)
class NumberRow:
    """A number of a body within a year."""

    line: Line
    periods: Sequence[str]

    @property
    def title(self) -> str:
        return in_language(self.line.question.title)

    @property
    def symbol(self) -> str:
        return in_language(self.line.question.unit_of_measure.symbol)

    @property
    def target(self) -> str:
        return number(self.line.course.target)

    @property
    def year_before(self) -> str:
        return number(self.line.course.year_before)

    @property
    def values(self) -> list[Value]:
        course = self.line.course
        return [Value(number(course.values.get(one)), number(self.line.last_year(one))) for one in self.periods]

    @property
    def ends(self) -> str:
        return number(self.line.ends.value) if self.line.ends else ""

    @property
    def will_miss(self) -> bool:
        return any(one.kind == "will_miss" for one in self.line.warnings)


@dataclass(frozen=True)
class WarningRow:
    """A warning about a body, and where an instruction about it is given."""

    body: BodyInYear
    warning: EarlyWarning
    may_give: bool

    @property
    def kind(self) -> str:
        return str(KIND_WORDS[self.warning.kind])

    @property
    def tag(self) -> str:
        return TAGS[self.warning.kind]

    @property
    def title(self) -> str:
        return self.body.titles.get(self.warning.cell, "")

    @property
    def words(self) -> str:
        return warning_in_words(self.warning)

    @property
    def body_href(self) -> str:
        return reverse("desk:monitored_body", args=[self.body.submission.pk])

    @property
    def give_href(self) -> str:
        """To the page on which an instruction is given, begun with the words of the warning."""
        about = f"{self.title}. {self.words}" if self.title else self.words
        address = reverse("desk:give_instruction", args=[self.body.unit.pk])
        return f"{address}?{urlencode({'campaign': self.body.submission.campaign_id, 'about': about})}"


def number_columns(body: BodyInYear) -> list[Column]:
    return [
        Column(_("What"), row_head=True),
        Column(_("Target of the year"), numeric=True),
        Column(_("Last year as a whole"), numeric=True),
        *(Column(period(one), numeric=True) for one in body.periods),
        Column(_("The year will end at"), numeric=True),
    ]


def towards_columns() -> list[Column]:
    return [
        Column(_("What"), row_head=True),
        Column(_("Target of the year"), numeric=True),
        Column(_("The year will end at"), numeric=True),
        Column(_("Of the target"), numeric=True),
    ]


def body_columns() -> list[Column]:
    counted = (Column(str(label).capitalize(), numeric=True) for label in KIND_WORDS.values())
    return [Column(_("Body"), row_head=True), Column(_("State")), *counted]


def warning_rows(bodies: Sequence[BodyInYear], reached: Collection[str], kind: str = "") -> list[WarningRow]:
    """The warnings about some bodies, the late forms first. `reached`: to whom the person may give instructions."""
    order = list(KIND_WORDS)
    rows = [
        WarningRow(body, one, body.unit.pk in reached)
        for body in bodies
        for one in body.warnings
        if kind in ("", one.kind)
    ]
    return sorted(rows, key=lambda row: order.index(row.warning.kind))
