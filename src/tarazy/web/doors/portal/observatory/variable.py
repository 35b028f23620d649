"""The page of a variable: map, table and lines, definition, sources, gaps and breaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.observatory.asked import Asked, asked_by, choices
from tarazy.web.doors.portal.observatory.lines import Lines, are_few, line_picture
from tarazy.web.doors.portal.observatory.rows import columns_of, gaps, maps_of_rows, row_of, sorted_rows, wholes_of
from tarazy.web.doors.portal.scales import fifths
from tarazy.web.doors.portal.trails import trail
from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.observatory.queries.values import Value, values_in, values_over_time
from tarazy.web.rooms.observatory.queries.variables import breaks_of, sources_of
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import units_of_place
from tarazy.web.ui.parts import Download, Fact, Link
from tarazy.web.ui.written import in_language, number

ROWS_A_PAGE = 100


@require_safe
def variable(request: HttpRequest, variable: str) -> HttpResponse:
    """A variable in one period over its units, and over time."""
    asked = asked_by(request, variable)
    values = values_in(asked.variable.pk, asked.period, asked.breakdown)
    wholes = wholes_of(values)
    compared = [value for value in values if value not in wholes]
    scale = fifths([value.value for value in compared if value.value is not None], number)
    rows = sorted_rows(asked, [row_of(asked, value, scale) for value in compared])
    units = list(units_of_place(asked.variable.place))
    context = {
        "asked": asked,
        "variable": asked.variable,
        "trail": trail(
            Link(_("Observatory"), reverse("portal:observatory")), Link(str(asked.variable.title), "", True)
        ),
        "scale": scale,
        "wholes": [row_of(asked, value, scale) for value in wholes],
        "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "columns": columns_of(asked),
        "maps": maps_of_rows(asked, rows, units) if rows else None,
        "facts": facts_of(asked.variable),
        "sources": sources_of(asked.variable.pk),
        "breaks": list(breaks_of(asked.variable.pk)),
        "gaps": gaps(rows, units, {value.unit.kind_id for value in compared}, asked.period) if rows else [],
        "downloads": [Download(form.upper(), asked.href(form)) for form in ("csv", "json")],
    }
    return render(
        request, "portal/observatory/variable.html", context | choices(asked) | over_time(asked, units, wholes)
    )


def over_time(asked: Asked, units: Sequence[Unit], wholes: Sequence[Value]) -> dict[str, Any]:
    """The picture of the lines, and the units that may be chosen for it."""
    chosen = [unit for unit in units if unit.pk == asked.unit]
    shown = [*chosen, *(value.unit for value in wholes if value.unit.pk != asked.unit)]
    wanted = units if are_few(units) else shown
    lines: Lines = values_over_time(asked.variable.pk, [unit.pk for unit in wanted], asked.breakdown)
    options = [unit for unit in units if not are_few(units) or lines.get(unit.pk)]
    return {
        "lines": line_picture(asked, shown, lines),
        "options": sorted(((unit.pk, str(unit.name)) for unit in options), key=lambda option: sort_key(option[1])),
    }


def facts_of(variable: Variable) -> list[Fact]:
    """What the variable is, as far as its source says."""
    facts: list[tuple[str, str]] = [
        (_("Unit of measure"), in_language(variable.unit_of_measure.title)),
        (_("Direction"), variable.get_better_display()),
        (_("Sustainable Development Goals"), ", ".join(variable.goals)),
        (_("Reported by"), in_language(variable.reported_by.name) if variable.reported_by else ""),
        (_("Official table"), variable.official_table),
        (_("Identifier"), variable.pk),
    ]
    return [Fact(term, said) for term, said in facts if said]
