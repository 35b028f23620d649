"""The catalogue of variables by topic: searched in three languages, narrowed by whatever groups them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.goals import Goal, numbers_of
from tarazy.web.doors.portal.observatory.asked import LONGEST_SEARCH
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.observatory.enums import Periodicity
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.observatory.queries.variables import Extent, extents, variables
from tarazy.web.rooms.search.queries import things_found
from tarazy.web.rooms.units.queries import names_of_places
from tarazy.web.ui.parts import Column, Download, Link
from tarazy.web.ui.written import in_language
from tarazy.web.ui.written import period as period_text

KEYS: Final = ("place", "topic", "goal", "owner", "periodicity")
FORMS: Final = ("csv", "xlsx")
A_PAGE: Final = 50


@dataclass(frozen=True)
class Asked:
    """What an address asks of the list."""

    place: str = ""
    topic: str = ""
    goal: str = ""
    owner: str = ""
    periodicity: str = ""
    search: str = ""

    def href(self, form: str = "", **other: str) -> str:
        """The address of the list asked otherwise; with `form` of its file."""
        given = {key: getattr(self, key) for key in KEYS} | {"q": self.search} | other
        query = urlencode({key: value for key, value in given.items() if value})
        address = reverse("portal:catalogue", kwargs={"form": form}) if form else reverse("portal:observatory")
        return f"{address}?{query}" if query else address

    def taken(self, known: Iterable[Variable]) -> list[Variable]:
        """The variables asked for, those of one topic together, topics in the order in which they first appear."""
        found = things_found(self.search, "variable") if self.search else None
        taken = [one for one in known if self._takes(one) and (found is None or one.pk in found)]
        topics = {topic: at for at, topic in enumerate(dict.fromkeys(one.topic_id for one in taken))}
        return sorted(taken, key=lambda one: topics[one.topic_id])

    def _takes(self, variable: Variable) -> bool:
        return (
            self.place in ("", variable.place)
            and self.topic in ("", variable.topic_id)
            and (not self.goal or self.goal in numbers_of(variable.goals))
            and self.owner in ("", variable.owner_id)
            and self.periodicity in ("", variable.periodicity)
        )


@dataclass(frozen=True)
class Listed:
    """A variable in the list."""

    title: str
    href: str
    unit_of_measure: str
    whose: str
    periods: str
    observations: int


@dataclass(frozen=True)
class Group:
    """The variables of one topic."""

    title: str
    listed: list[Listed]


@require_safe
def observatory(request: HttpRequest) -> HttpResponse:
    """Every variable with values by topic; what is asked for narrows the list."""
    known = in_catalogue()
    whose = {place: in_language(name) for place, name in names_of_places().items()}
    asked = asked_by(request, known)
    taken = asked.taken(known)
    there = extents([one.pk for one in taken])
    page = Paginator([one for one in taken if one.pk in there], A_PAGE).get_page(request.GET.get("page"))
    context = {
        "trail": trail(Link(_("Observatory"), "", current=True)),
        "asked": asked,
        "kept_beside_search": [(key, getattr(asked, key)) for key in KEYS[:3] if getattr(asked, key)],
        "page": page,
        "groups": by_topic(page, there, whose),
        "count": page.paginator.count,
        "chosen_goal": Goal(asked.goal).words if asked.goal else "",
        "columns": columns(),
        "downloads": [Download(form.upper(), asked.href(form)) for form in FORMS],
    }
    return render(request, "portal/observatory/list.html", context | choices(asked, known, whose))


def in_catalogue() -> list[Variable]:
    """The variables that have a page."""
    return [one for one in variables() if one.topic is not None]


def asked_by(request: HttpRequest, known: Iterable[Variable]) -> Asked:
    """Read an address. Raises NoPage where it asks for a place, topic, goal, owner or periodicity that no variable
    has.
    """
    given = request.GET
    asked = Asked(**{key: given.get(key, "") for key in KEYS}, search=given.get("q", "").strip()[:LONGEST_SEARCH])
    there: dict[str, set[Any]] = {
        "place": {one.place for one in known},
        "topic": {one.topic_id for one in known},
        "goal": {number for one in known for number in numbers_of(one.goals)},
        "owner": {one.owner_id for one in known},
        "periodicity": {one.periodicity for one in known},
    }
    for key in KEYS:
        value = getattr(asked, key)
        if value and value not in there[key]:
            message = _("No variable belongs to “%(value)s”.") % {"value": value}
            raise NoPage(message, [Link(_("All variables"), reverse("portal:observatory"))])
    return asked


def choices(asked: Asked, known: Sequence[Variable], whose: Mapping[str, str]) -> dict[str, Any]:
    """The choices; each keeps the others."""
    places = {one.place: whose.get(one.place, one.place) for one in known}
    topics = {str(one.topic_id): in_language(one.topic.name) for one in known if one.topic}
    goals = sorted({number for one in known for number in numbers_of(one.goals)}, key=int)
    periodicities = {one.periodicity for one in known}
    return {
        "place_links": chosen(asked, "place", places, pgettext("whose values", "all")),
        "topic_links": chosen(asked, "topic", topics, pgettext("topics", "all")),
        "goal_links": chosen(asked, "goal", {number: number for number in goals}, pgettext("goals", "all")),
        "owners": {str(one.owner_id): in_language(one.owner.name) for one in known if one.owner},
        "periodicities": {one.value: str(one.label) for one in Periodicity if one.value in periodicities},
    }


def chosen(asked: Asked, key: str, words: Mapping[str, str], every: str) -> list[Link]:
    now = getattr(asked, key)
    return [
        Link(every, asked.href(**{key: ""}), current=not now),
        *(Link(label, asked.href(**{key: value}), current=value == now) for value, label in words.items()),
    ]


def by_topic(found: Iterable[Variable], known: Mapping[str, Extent], whose: Mapping[str, str]) -> list[Group]:
    """Variables of one topic together, topics in the order in which they first appear."""
    groups: dict[str, list[Listed]] = {}
    for variable in found:
        if variable.topic is not None:
            row = listed(variable, known[variable.pk], whose.get(variable.place, variable.place))
            groups.setdefault(in_language(variable.topic.name), []).append(row)
    return [Group(title, rows) for title, rows in groups.items()]


def listed(variable: Variable, extent: Extent, whose: str) -> Listed:
    first, last = period_text(extent.first_period), period_text(extent.last_period)
    return Listed(
        str(variable.title),
        reverse("portal:variable", kwargs={"variable": variable.pk}),
        in_language(variable.unit_of_measure.title),
        whose,
        first if first == last else f"{first}–{last}",
        extent.observations,
    )


def columns() -> list[Column]:
    return [
        Column(_("Variable"), row_head=True),
        Column(_("Unit of measure")),
        Column(_("Whose values")),
        Column(_("Periods"), numeric=True),
        Column(_("Values"), numeric=True),
    ]
