"""The table of a variable as a file: as it is shown, or everything that is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Note, TableFile
from tarazy.web.doors.portal import tables
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.observatory.asked import Asked, asked_by, observed_variable
from tarazy.web.doors.portal.observatory.rows import chosen_values, divided
from tarazy.web.doors.portal.table_columns import field_of
from tarazy.web.rooms.observatory.models import Observation, Variable
from tarazy.web.rooms.observatory.queries.values import Value, public_of, values_in
from tarazy.web.rooms.observatory.queries.variables import sources_of
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import in_language

FORMS: Final = (*tables.FORMS, "json")
SHOWN: Final = (
    "unit", "name", "period", "variable", "breakdown", "series", "value", "status", "source", "is_back_cast", "break",
    "doubt", "includes",
)  # fmt: skip
# As observations are read in (docs/manual/formats.md), so that what is taken along can be scored.
EVERYTHING: Final = (
    "unit", "period", "variable", "breakdown", "series", "value", "se", "n", "status", "source",
)  # fmt: skip


@require_safe
def variable_table(request: HttpRequest, variable: str, form: str) -> HttpResponse:
    """Every value that the page shows with the same questions, all its pages, at full precision."""
    asked = asked_by(request, variable)
    values = divided(asked, values_in(asked.variable.pk, asked.period, asked.breakdown))
    shown = [*values.wholes, *chosen_values(asked, values)]
    rows = [record(asked, value, values.covered.get(value.unit.pk, [])) for value in shown]
    asked_for = {"period": asked.period, "breakdown": asked.breakdown}
    of = Of(asked.variable, form, f"{asked.variable.pk}-{asked.period}", tables.taken_from(request))
    return file_of(of, SHOWN, rows, asked_for)


@require_safe
def whole_variable(request: HttpRequest, variable: str, form: str) -> HttpResponse:
    """Every public value of every period, breakdown and series at its last revision."""
    found = observed_variable(variable)
    rows = [{name: cell_of(one, name) for name in EVERYTHING} for one in public_of(found.pk)]
    return file_of(Of(found, form, found.pk, tables.taken_from(request)), EVERYTHING, rows, {})


def record(asked: Asked, value: Value, parts: list[str]) -> dict[str, Cell]:
    """One line. `parts`: units in the same table that the value covers too."""
    return {
        "unit": value.unit.pk,
        "name": str(value.unit.name),
        "period": value.period,
        "variable": asked.variable.pk,
        "breakdown": asked.breakdown,
        "series": "statistics",
        "value": value.value,
        "status": value.status,
        "source": value.source,
        "is_back_cast": value.is_back_cast,
        "break": in_language(value.break_here.note) if value.break_here else "",
        "doubt": in_language(value.doubt.note) if value.doubt else "",
        "includes": "; ".join(parts),
    }


def cell_of(observation: Observation, name: str) -> Cell:
    stored = {"unit": "unit_id", "variable": "variable_id"}.get(name, name)
    cell: Cell = getattr(observation, stored)
    return cell


class Of(NamedTuple):
    """Of which variable a file is, in which form, under which name, taken from where."""

    variable: Variable
    form: str
    stem: str
    taken: list[Note]


def file_of(of: Of, columns: Sequence[str], rows: list[Any], asked_for: dict[str, str]) -> HttpResponse:
    """The rows as a file. Raises NoPage for a form that there is not."""
    if of.form in tables.FORMS:
        return tables.answered(table_of(of, columns, rows), of.form, of.stem)
    if of.form != "json":
        whole = {"variable": of.variable.pk}
        ways = [
            Link(tables.named(one), reverse("portal:whole_variable", kwargs=whole | {"form": one})) for one in FORMS
        ]
        raise NoPage(_("There are no files of the form “%(form)s”.") % {"form": of.form}, ways)
    response = JsonResponse(
        about(of.variable) | asked_for | {"rows": rows}, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response["Content-Disposition"] = f'attachment; filename="{of.stem}.json"'
    return response


def table_of(of: Of, columns: Sequence[str], rows: list[Any]) -> TableFile:
    """The rows with their unit of measure, their definition and their sources."""
    variable = of.variable
    unit = in_language(variable.unit_of_measure.title)
    notes = [Note(_("Unit of measure"), unit)]
    if variable.definition:
        notes.append(Note(_("Definition"), in_language(variable.definition)))
    fields = [field_of(name, unit if name in ("value", "se") else "") for name in columns]
    told = [*notes, *tables.notes_of_sources(sources_of(variable.pk)), *of.taken]
    return tables.table_file(
        in_language(variable.title), fields, [[row[name] for name in columns] for row in rows], told
    )


def about(variable: Variable) -> dict[str, Any]:
    """What a table taken out of the site must say of itself: what it counts, and who says so under which licence."""
    return {
        "variable": variable.pk,
        "title": variable.title.as_dict(),
        "definition": variable.definition.as_dict() if variable.definition else None,
        "unit_of_measure": variable.unit_of_measure.title.as_dict(),
        "better": variable.better,
        "goals": variable.goals,
        "sources": [
            {
                "source": source.pk,
                "title": source.title.as_dict(),
                "published_by": source.published_by.name.as_dict(),
                "date": source.date,
                "url": source.url,
                "licence_as_stated": source.licence.stated.as_dict(),
            }
            for source in sources_of(variable.pk)
        ],
    }
