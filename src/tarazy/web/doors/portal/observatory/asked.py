"""What an address asks of a variable, and the links that ask otherwise."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tarazy.web.doors.portal.carried import KEY as ONTO_KEY
from tarazy.web.doors.portal.carried import onto_asked
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.observatory.as_of import AS_OF, day_asked, moment_of
from tarazy.web.rooms.observatory.models import BreakdownCode, Variable
from tarazy.web.rooms.observatory.queries.carried import Onto
from tarazy.web.rooms.observatory.queries.variables import breakdown_codes, breakdowns_of, periods_of, variable_with
from tarazy.web.rooms.units.queries import engine_successions
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import in_language
from tarazy.web.ui.written import period as period_text

TOTAL: Final = ""
FIRST_SORT: Final = "-value"
SORTS: Final = ("name", "value")
LONGEST_SEARCH: Final = 100
LONGEST_LIST: Final = 1200
WAYS_ON: Final = 12


@dataclass(frozen=True)
class Asked:
    """One variable, a period and a breakdown of it; of which peer group, whose name holds what, in which order.

    `unit` is the one whose line is shown over time. `day`: as it was known on that day.
    """

    variable: Variable
    periods: list[str]
    breakdowns: list[str]
    period: str
    breakdown: str = TOTAL
    group: str = ""
    unit: str = ""
    search: str = ""
    sort: str = FIRST_SORT
    onto: Onto = Onto.RECORDED
    peers: str = ""
    by_hand: str = ""
    day: datetime.date | None = None

    @property
    def as_of(self) -> datetime.datetime | None:
        """The moment after which nothing counts that was recorded: the end of the day asked for."""
        return moment_of(self.day)

    @property
    def symbol(self) -> str:
        return in_language(self.variable.unit_of_measure.symbol)

    def href(self, form: str = "", **other: str) -> str:
        """The address of the same page asked otherwise; with `form` of its file. Always the first page."""
        given = {
            "period": self.period if self.period != self.periods[-1] else "",
            "breakdown": self.breakdown if self.breakdown != self.breakdowns[0] else "",
            "group": self.group,
            "unit": self.unit,
            "q": self.search,
            "sort": self.sort if self.sort != FIRST_SORT else "",
            ONTO_KEY: _in_address(self.onto),
            AS_OF: str(self.day or ""),
            "peers": self.peers,
            "with": self.by_hand,
        } | other
        kwargs = {"variable": self.variable.pk} | ({"form": form} if form else {})
        return address("portal:variable_table" if form else "portal:variable", kwargs, given)

    def beside(self, page: str, **given: str) -> str:
        """The address of another page or file of the variable, as it was known on the same day."""
        kwargs = {"variable": self.variable.pk} | ({"form": given.pop("form")} if "form" in given else {})
        return address(f"portal:{page}", kwargs, given | {AS_OF: str(self.day or "")})

    def kept_beside(self, name: str) -> list[tuple[str, str]]:
        """What a form must send along so that only `name` changes."""
        given = {
            "period": self.period,
            "breakdown": self.breakdown,
            "group": self.group,
            "unit": self.unit,
            "q": self.search,
            "sort": self.sort,
            ONTO_KEY: _in_address(self.onto),
            AS_OF: str(self.day or ""),
            "peers": self.peers if name != "unit" else "",
            "with": self.by_hand if name != "unit" else "",
        }
        return [(key, value) for key, value in given.items() if value and key != name]


def address(name: str, kwargs: Mapping[str, str], given: Mapping[str, str]) -> str:
    """An address with what is given in its query."""
    query = urlencode({key: value for key, value in given.items() if value})
    return f"{reverse(name, kwargs=dict(kwargs))}?{query}" if query else reverse(name, kwargs=dict(kwargs))


def observed_variable(id: str) -> Variable:
    """The variable of an address. Raises NoPage where nothing of the name is observed."""
    variable = variable_with(id)
    if variable is None or variable.topic_id is None or ":" in id:
        ways = [Link(_("All variables"), reverse("portal:observatory"))]
        raise NoPage(_("Nothing called “%(variable)s” is observed.") % {"variable": id}, ways)
    return variable


def asked_by(request: HttpRequest, id: str) -> Asked:
    """Read an address. Raises NoPage where it asks for what is not there, with what there is."""
    variable, given = observed_variable(id), request.GET
    day = day_asked(request, variable)
    as_of = moment_of(day)
    breakdowns = breakdowns_of(id, as_of=as_of) or [TOTAL]
    breakdown = given.get("breakdown") or breakdowns[0]
    here = Asked(variable, [""], breakdowns, "", day=day)
    if breakdown not in breakdowns:
        message = _("“%(variable)s” is not broken down by “%(breakdown)s”.")
        said = message % {"variable": variable.title, "breakdown": breakdown}
        raise NoPage(said, [Link(str(variable.title), here.href())])
    periods = periods_of(id, breakdown, as_of=here.as_of) or [""]
    here = replace(here, periods=periods, period=periods[-1], breakdown=breakdown)
    period = given.get("period") or periods[-1]
    if period not in periods:
        message = _("“%(variable)s” holds no values for %(period)s.")
        ways = [Link(period_text(one), here.href(period=one)) for one in reversed(periods)][:WAYS_ON]
        raise NoPage(message % {"variable": variable.title, "period": period}, ways)
    sort = given.get("sort") or FIRST_SORT
    if sort.removeprefix("-") not in SORTS:
        message = _("A table cannot be sorted by “%(column)s”.") % {"column": sort}
        raise NoPage(message, [Link(str(variable.title), here.href())])
    return replace(
        here, period=period, group=given.get("group", ""), unit=given.get("unit", ""), sort=sort,
        search=given.get("q", "").strip()[:LONGEST_SEARCH], peers=given.get("peers", "")[:LONGEST_SEARCH],
        by_hand=",".join(given.getlist("with"))[:LONGEST_LIST],
        onto=onto_asked(given.get(ONTO_KEY, ""), Link(str(variable.title), here.href())),
    )  # fmt: skip


def choices(asked: Asked) -> dict[str, list[Link]]:
    """The periods and breakdowns that may be chosen; a choice of one is none."""
    codes = breakdown_codes() if len(asked.breakdowns) > 1 else {}
    of_periods = [
        Link(period_text(one), asked.href(period=one), current=one == asked.period) for one in reversed(asked.periods)
    ]
    of_breakdowns = [
        Link(breakdown_in_words(one, codes), asked.href(breakdown=one), current=one == asked.breakdown)
        for one in asked.breakdowns
    ]
    reforms = engine_successions([asked.variable.place])
    return {
        "onto_links": [
            Link(str(one.label), asked.href(**{ONTO_KEY: _in_address(one)}), one == asked.onto) for one in Onto
        ]
        if reforms
        else [],
        "period_links": of_periods if len(of_periods) > 1 else [],
        "breakdown_links": of_breakdowns if len(of_breakdowns) > 1 else [],
    }


def _in_address(onto: Onto) -> str:
    return "" if onto == Onto.RECORDED else onto.value


def breakdown_in_words(breakdown: str, codes: Mapping[tuple[str, str], BreakdownCode]) -> str:
    """`sex=f;residence=rural` as people say it: women, rural."""
    if not breakdown:
        return pgettext("of a breakdown", "total")
    words = []
    for part in breakdown.split(";"):
        key, _sign, code = part.partition("=")
        words.append(in_language(codes[key, code].name) if (key, code) in codes else code)
    return ", ".join(words)
