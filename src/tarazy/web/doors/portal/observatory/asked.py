"""What an address asks of a variable, and the links that ask otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.rooms.observatory.models import BreakdownCode, Variable
from tarazy.web.rooms.observatory.queries.variables import (
    breakdown_codes,
    breakdowns_of,
    periods_of,
    variable_with,
)
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import in_language
from tarazy.web.ui.written import period as period_text

TOTAL = ""
SORTS = ("name", "value")


@dataclass(frozen=True)
class Asked:
    """One variable, a period and a breakdown of it, and how its table is sorted; `unit` is shown over time."""

    variable: Variable
    periods: list[str]
    breakdowns: list[str]
    period: str
    breakdown: str
    unit: str
    sort: str

    def href(self, form: str = "", **other: str) -> str:
        """The address of the same page asked otherwise; with `form` of its file."""
        given = {"period": self.period, "breakdown": self.breakdown, "unit": self.unit, "sort": self.sort, **other}
        if given["sort"] == "name":
            given["sort"] = ""
        query = urlencode({key: value for key, value in given.items() if value})
        kwargs = {"variable": self.variable.pk} | ({"form": form} if form else {})
        address = reverse("portal:variable_table" if form else "portal:variable", kwargs=kwargs)
        return f"{address}?{query}" if query else address


def asked_by(request: HttpRequest, id: str) -> Asked:
    """Read an address. Raises NoPage where it asks for what is not there."""
    variable, given = variable_with(id), request.GET
    if variable is None or variable.topic_id is None:
        ways = [Link(_("All variables"), reverse("portal:observatory"))]
        raise NoPage(_("Nothing called “%(variable)s” is observed.") % {"variable": id}, ways)
    here = Link(str(variable.title), reverse("portal:variable", kwargs={"variable": id}))
    breakdowns = breakdowns_of(id) or [TOTAL]
    breakdown = given.get("breakdown", breakdowns[0])
    periods = periods_of(id, breakdown)
    period = given.get("period") or (periods[-1] if periods else "")
    if breakdown not in breakdowns or (periods and period not in periods):
        message = _("“%(variable)s” holds no values for %(period)s %(breakdown)s.")
        raise NoPage(message % {"variable": here.label, "period": period, "breakdown": breakdown}, [here])
    sort = given.get("sort") or "name"
    if sort.removeprefix("-") not in SORTS:
        raise NoPage(_("A table cannot be sorted by “%(column)s”.") % {"column": sort}, [here])
    return Asked(variable, periods, breakdowns, period, breakdown, given.get("unit", ""), sort)


def choices(asked: Asked) -> dict[str, Any]:
    """The periods and breakdowns that may be chosen; a choice of one is none."""
    codes = breakdown_codes() if len(asked.breakdowns) > 1 else {}
    of_periods = [
        Link(period_text(one), asked.href(period=one), current=one == asked.period) for one in reversed(asked.periods)
    ]
    of_breakdowns = [
        Link(breakdown_in_words(one, codes), asked.href(breakdown=one, period=""), current=one == asked.breakdown)
        for one in asked.breakdowns
    ]
    return {
        "period_links": of_periods if len(of_periods) > 1 else [],
        "breakdown_links": of_breakdowns if len(of_breakdowns) > 1 else [],
    }


def breakdown_in_words(breakdown: str, codes: Mapping[tuple[str, str], BreakdownCode]) -> str:
    """`sex=f;residence=rural` as people say it: women, rural."""
    if not breakdown:
        return pgettext("of a breakdown", "total")
    pairs = [tuple(part.split("=", 1)) for part in breakdown.split(";")]
    return ", ".join(
        in_language(codes[key, code].name) if (key, code) in codes else code
        for key, code in pairs  # type: ignore[misc]
    )
