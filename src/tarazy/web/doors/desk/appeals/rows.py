"""What stands in the tables and lists of appeals."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tarazy.web.doors.desk.collection.written import exact
from tarazy.web.doors.desk.trails import desk_trail
from tarazy.web.rooms.calendar.queries import Calendar, calendar_of
from tarazy.web.rooms.conclusions.enums import AppealMove, Outcome
from tarazy.web.rooms.conclusions.models import Appeal, Claim, Item
from tarazy.web.rooms.conclusions.queries.appeals import claims_of, granted_claims, last_decision
from tarazy.web.rooms.conclusions.queries.claims import Number, number_of, numbers_at
from tarazy.web.rooms.conclusions.queries.commission import Seat
from tarazy.web.rooms.conclusions.queries.conclusions import titles_of_blocks
from tarazy.web.rooms.conclusions.queries.terms import Term, terms_of
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import in_language, long_date, with_unit


def appeals_trail(*links: Link) -> list[Link]:
    return desk_trail(Link(_("Appeals"), reverse("desk:appeals"), current=not links), *links)


def appeal_trail(appeal: Appeal, *links: Link) -> list[Link]:
    own = Link(name_of(appeal), reverse("desk:appeal", args=[appeal.pk]), current=not links)
    return appeals_trail(own, *links)


def name_of(appeal: Appeal) -> str:
    return _("Appeal %(number)s") % {"number": appeal.pk}


def day_of(moment: datetime.datetime) -> str:
    return long_date(timezone.localtime(moment).date())


@dataclass(frozen=True)
class TermRow:
    """A term as both sides see it. `tag`: "bad" where it is or was overdue, "good" where it was kept."""

    label: str
    until: str
    state: str
    tag: str
    note: str


def term_rows(terms: Iterable[Term]) -> list[TermRow]:
    labels = {
        AppealMove.FILE: _("The body files the appeal"),
        AppealMove.DECIDE: _("The commission decides"),
        AppealMove.COMPLAIN: _("The body may complain of the decision, once"),
        AppealMove.DECIDE_FINALLY: _("The commission decides finally"),
    }
    moved = _("An act about moved days may still move it.")
    return [
        TermRow(labels[one.move], long_date(one.deadline.day), *state_in_words(one),
                "" if one.deadline.is_confirmed or one.stopped_at else moved)
        for one in terms
    ]  # fmt: skip


def state_in_words(term: Term) -> tuple[str, str]:
    """How a term stands, and the colour of its tag."""
    if term.stopped_at is not None:
        day = {"day": day_of(term.stopped_at)}
        return (_("done on %(day)s, late") % day, "bad") if term.is_overdue else (_("done on %(day)s") % day, "good")
    if not term.is_running:
        return _("not used"), ""
    if term.is_overdue:
        return _("overdue"), "bad"
    if term.days_left == 0:
        return _("today is the last day"), "doubt"
    return left_in_words(term), ""


def left_in_words(term: Term) -> str:
    days = {"days": term.days_left}
    if term.counts_working_days:
        return ngettext("%(days)s working day left", "%(days)s working days left", term.days_left) % days
    return ngettext("%(days)s calendar day left", "%(days)s calendar days left", term.days_left) % days


@dataclass(frozen=True)
class AppealRow:
    """An appeal in a list, with the term that runs, if one does, and its last day."""

    name: str
    href: str
    body: str
    block: str
    state: str
    last_day: datetime.date | None
    left: str
    tag: str

    @property
    def until(self) -> str:
        return long_date(self.last_day)


def appeal_rows(appeals: Iterable[Appeal]) -> list[AppealRow]:
    calendars: dict[str, Calendar] = {}
    found, listed = [], list(appeals)
    titles = titles_of_blocks([appeal.conclusion for appeal in listed])
    for appeal in listed:
        place = appeal.conclusion.campaign.organisation.place
        if place not in calendars:
            calendars[place] = calendar_of(place)
        running = next((one for one in terms_of(appeal, calendars[place]) if one.is_running), None)
        left, tag = state_in_words(running) if running else ("", "")
        found.append(
            AppealRow(
                name_of(appeal), reverse("desk:appeal", args=[appeal.pk]), str(appeal.conclusion.unit.name),
                in_language(titles[appeal.conclusion_id]), outcome_in_words(appeal),
                running.deadline.day if running else None, left, tag,
            )
        )  # fmt: skip
    return found


def outcome_in_words(appeal: Appeal) -> str:
    """How far an appeal has come and, once decided, what became of it."""
    decision = last_decision(appeal)
    if decision is None:
        return str(appeal.get_state_display())
    return f"{appeal.get_state_display()}: {Outcome(decision.outcome).label}"


@dataclass(frozen=True)
class ClaimRow:
    """What is asked for, beside what counts now. `granted` None: not decided yet."""

    claim: Claim
    item: str
    what: str
    now: str
    asked: str
    granted: bool | None


def claim_rows(appeal: Appeal) -> list[ClaimRow]:
    granted = granted_claims(appeal)
    is_decided = last_decision(appeal) is not None
    return [
        ClaimRow(one, item_title(appeal, one.item), *_what(one), one.pk in granted if is_decided else None)
        for one in claims_of(appeal)
    ]


def _what(claim: Claim) -> tuple[str, str, str]:
    if claim.case is not None:
        points = _("%(points)s penalty points") % {"points": exact(claim.case.points)}
        return _("Penalty case %(number)s") % {"number": claim.case.pk}, points, _("to be cancelled")
    number = number_of(claim)
    return number_title(number), now_in_words(number), with_unit(exact(claim.value), _symbol(claim, number))


def _symbol(claim: Claim, number: Number) -> object:
    methodology = methodology_of(claim.appeal.conclusion.campaign.version)
    return methodology.units_of_measure_by_id[number.variable.unit_of_measure].symbol


def number_title(number: Number) -> str:
    title = in_language(number.variable.title)
    return f"{title} ({number.breakdown})" if number.breakdown else title


def now_in_words(number: Number) -> str:
    if number.now is None or number.now.value is None:
        return _("no value")
    return _("%(value)s (%(series)s)") % {
        "value": exact(number.now.value), "series": number.now.get_series_display(),
    }  # fmt: skip


def number_choices(appeal: Appeal, item: Item) -> tuple[list[Number], list[tuple[str, str]]]:
    """The numbers of an item, and how each is offered: what no decision can change says so."""
    numbers = numbers_at(appeal.conclusion, item)
    written = []
    for place, one in enumerate(numbers):
        said = _("%(number)s; counts now: %(now)s") % {"number": number_title(one), "now": now_in_words(one)}
        if one.series is None:
            said = _("%(number)s. Not open to appeal: the methodology takes it from its source alone.") % {
                "number": said
            }
        written.append((str(place), said))
    return numbers, written


def item_title(appeal: Appeal, item: Item) -> str:
    methodology = methodology_of(appeal.conclusion.campaign.version)
    node = methodology.nodes.get(item.node)
    title = in_language(node.title) if node else item.node
    return f"{item.position}. {title}: {item.get_kind_display()}"


def claim_choices(claims: Iterable[Claim]) -> list[tuple[str, str]]:
    """What the commission votes on, each in one line."""
    found = []
    for one in claims:
        what, now, asked = _what(one)
        words = {"what": what, "now": now, "asked": asked}
        found.append((str(one.pk), _("%(what)s: %(asked)s instead of %(now)s") % words))
    return found


def seat_rows(seats: Iterable[Seat]) -> list[tuple[str, str]]:
    """Each member with why they take no part, if so."""
    return [(str(seat.member), _why_excluded(seat)) for seat in seats]


def _why_excluded(seat: Seat) -> str:
    if seat.parts:
        return "; ".join(sorted(str(part.label) for part in seat.parts))
    return _("voted on the appeal; others decide on the complaint") if seat.is_excluded else ""
