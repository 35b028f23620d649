"""Who is left behind: each group beside the average, over time and by unit."""

from __future__ import annotations

from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.kept_pages import kept_page
from tarazy.web.doors.portal.observatory.as_of import AS_OF, day_asked, moment_of
from tarazy.web.doors.portal.observatory.asked import address, observed_variable
from tarazy.web.doors.portal.observatory.group_pictures import groups_picture
from tarazy.web.doors.portal.observatory.groups import (
    Split,
    group_columns,
    group_rows,
    key_in_words,
    splits_of,
    unit_columns,
    unit_rows,
)
from tarazy.web.doors.portal.observatory.short import precision_of
from tarazy.web.doors.portal.trails import trail
from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.observatory.queries.values import groups_over_time, values_by_breakdown
from tarazy.web.rooms.observatory.queries.variables import breakdown_codes, periods_of
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import units_by_id
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import period as period_text

ROWS_A_PAGE: Final = 60
WAYS_ON: Final = 12


@require_safe
@kept_page
def left_behind(request: HttpRequest, variable: str) -> HttpResponse:
    """The gap between each group and the average, largest first."""
    found = observed_variable(variable)
    day = day_asked(request, found)
    given = {"key": request.GET.get("key", ""), "period": request.GET.get("period", ""), AS_OF: str(day or "")}
    splits = splits_of(found.pk, moment_of(day))
    back = address("portal:variable", {"variable": found.pk}, {AS_OF: given[AS_OF]})
    context: dict[str, Any] = {
        "variable": found,
        "back": back,
        "day": day,
        "trail": trail(
            Link(_("Observatory"), reverse("portal:observatory")),
            Link(str(found.title), back),
            Link(_("Who is left behind"), "", current=True),
        ),
    }
    if splits:
        split = chosen(found, splits, given)
        context |= shown(request, found, split, given) | {"key_links": key_links(found, splits, split, given)}
    return render(request, "portal/observatory/left_behind.html", context)


def chosen(variable: Variable, splits: list[Split], given: dict[str, str]) -> Split:
    """The key that is asked for, else the first. Raises NoPage where the variable is not broken down by it."""
    for split in splits:
        if given["key"] in ("", split.key):
            return split
    message = _("“%(variable)s” is not broken down by “%(breakdown)s”.")
    ways = [Link(key_in_words(one.key, breakdown_codes()), href(variable, given, key=one.key)) for one in splits]
    raise NoPage(message % {"variable": variable.title, "breakdown": given["key"][:60]}, ways)


def href(variable: Variable, given: dict[str, str], **other: str) -> str:
    return address("portal:left_behind", {"variable": variable.pk}, given | other)


def key_links(variable: Variable, splits: list[Split], split: Split, given: dict[str, str]) -> list[Link]:
    if len(splits) < 2:
        return []
    codes = breakdown_codes()
    return [
        Link(key_in_words(one.key, codes), href(variable, given, key=one.key, period=""), current=one == split)
        for one in splits
    ]


def shown(request: HttpRequest, variable: Variable, split: Split, given: dict[str, str]) -> dict[str, Any]:
    """The period by group and by unit, and one unit over time."""
    as_of, periods = split.as_of, periods_of(variable.pk, split.groups[0], as_of=split.as_of)
    period = chosen_period(variable, periods, given)
    known = values_by_breakdown(variable.pk, period, ["", *split.groups], as_of=as_of)
    units = units_by_id(known.keys())
    unit = asked_unit(variable, request.GET.get("unit", ""), units, given)
    codes = breakdown_codes()
    precision = precision_of(row.value for rows in known.values() for row in rows.values())
    by_unit = unit_rows(variable, split, known, units, codes)
    page = Paginator(by_unit, ROWS_A_PAGE).get_page(request.GET.get("page"))
    drawn = groups_picture(variable, unit, split, groups_over_time(variable.pk, unit.pk, ["", *split.groups], as_of))
    return {
        "split": split,
        "key_name": key_in_words(split.key, codes),
        "period": period,
        "period_links": [
            Link(period_text(one), href(variable, given, period=one, unit=unit.pk), current=one == period)
            for one in reversed(periods)
        ],
        "unit": unit,
        "options": sorted(((one.pk, str(one.name)) for one in units.values()), key=lambda one: sort_key(one[1])),
        "kept": [(name, value) for name, value in given.items() if value],
        "places": precision.places,
        "rows": group_rows(variable, known[unit.pk], split, codes),
        "columns": group_columns(variable),
        "drawn": drawn,
        "page": page,
        "unit_columns": unit_columns(variable, split, codes),
    }


def chosen_period(variable: Variable, periods: list[str], given: dict[str, str]) -> str:
    """The period that is asked for, else the last. Raises NoPage where nothing is known of it."""
    period = given["period"] or periods[-1]
    if period not in periods:
        message = _("“%(variable)s” holds no values for %(period)s.")
        ways = [Link(period_text(one), href(variable, given, period=one)) for one in reversed(periods)][:WAYS_ON]
        raise NoPage(message % {"variable": variable.title, "period": period[:40]}, ways)
    return period


def asked_unit(variable: Variable, id: str, units: Any, given: dict[str, str]) -> Unit:
    """The unit that is asked for, else the whole of which others are parts, else the first."""
    if id and id not in units:
        message = _("Nothing is known here of “%(unit)s”.") % {"unit": id[:60]}
        raise NoPage(message, [Link(str(variable.title), href(variable, given))])
    parents = {one.parent_id for one in units.values()}
    wholes = [pk for pk in sorted(units) if pk in parents]
    found: Unit = units[id or (wholes or sorted(units))[0]]
    return found
