"""The list of variables, by topic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.indices.rows import plain
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.observatory.models import Topic, Variable
from tarazy.web.rooms.observatory.queries.variables import Extent, extents, variables
from tarazy.web.ui.parts import Column, Link
from tarazy.web.ui.written import in_language
from tarazy.web.ui.written import period as period_text


@dataclass(frozen=True)
class Listed:
    """A variable in the list."""

    title: str
    href: str
    unit_of_measure: str
    periods: str
    observations: int


@require_safe
def observatory(request: HttpRequest) -> HttpResponse:
    """Every variable by topic; a topic or a part of a name narrows the list."""
    search, topic = request.GET.get("q", "").strip()[:100], request.GET.get("topic", "")
    known = list(variables())
    topics = {variable.topic_id: variable.topic for variable in known}
    found = [one for one in known if topic in ("", one.topic_id) and is_found(one, search)]
    context = {
        "trail": trail(Link(_("Observatory"), "", current=True)),
        "search": search,
        "topic": topic,
        "topic_links": topic_links(topics, topic, search),
        "groups": by_topic(found, extents([one.pk for one in found])),
        "columns": [
            Column(_("Variable"), row_head=True),
            Column(_("Unit of measure")),
            Column(_("Periods"), numeric=True),
            Column(_("Observations"), numeric=True),
        ],
    }
    return render(request, "portal/observatory/list.html", context)


def is_found(variable: Variable, search: str) -> bool:
    title = variable.title
    return any(plain(search) in plain(text) for text in (title.kk, title.ru, title.en, variable.pk))


def topic_links(topics: Mapping[str | None, Topic | None], chosen: str, search: str) -> list[Link]:
    kept = f"&q={search}" if search else ""
    every = Link(pgettext("topics", "all"), f"?topic={kept}", current=not chosen)
    return [
        every,
        *(
            Link(in_language(topic.name), f"?topic={id}{kept}", current=id == chosen)
            for id, topic in topics.items()
            if topic is not None
        ),
    ]


def by_topic(found: Iterable[Variable], known: Mapping[str, Extent]) -> list[tuple[str, list[Listed]]]:
    """Variables of one topic together, topics in the order in which they first appear."""
    groups: dict[str, list[Listed]] = {}
    for variable in found:
        if variable.pk in known and variable.topic is not None:
            groups.setdefault(in_language(variable.topic.name), []).append(listed(variable, known[variable.pk]))
    return list(groups.items())


def listed(variable: Variable, extent: Extent) -> Listed:
    first, last = period_text(extent.first_period), period_text(extent.last_period)
    return Listed(
        str(variable.title),
        reverse("portal:variable", kwargs={"variable": variable.pk}),
        in_language(variable.unit_of_measure.title),
        first if first == last else f"{first}–{last}",
        extent.observations,
    )
