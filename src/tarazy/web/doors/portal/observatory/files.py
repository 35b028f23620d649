"""The table of a variable as a file: as it is shown, or everything that is known."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Note, TableFile
from tarazy.web.doors.portal import tables
from tarazy.web.doors.portal.carried import notes_of
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.observatory.as_of import AS_OF, day_asked, moment_of
from tarazy.web.doors.portal.observatory.asked import Asked, asked_by, observed_variable
from tarazy.web.doors.portal.observatory.peers import narrowed
from tarazy.web.doors.portal.observatory.rows import chosen_values, divided
from tarazy.web.doors.portal.table_columns import field_of
from tarazy.web.rooms.observatory.models import PublicObservation, Variable
from tarazy.web.rooms.observatory.queries.carried import values_onto
from tarazy.web.rooms.observatory.queries.statuses import status_meaning
from tarazy.web.rooms.observatory.queries.values import Value, public_of, values_in
from tarazy.web.rooms.observatory.queries.variables import sources_of
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import in_language

FORMS: Final = (*tables.FORMS, "json")
SHOWN: Final = (
    "unit", "name", "period", "variable", "breakdown", "series", "value", "se", "n", "status", "status_meaning",
    "source", "revision", "recorded_at", "is_back_cast", "break", "doubt", "includes", "note",
)  # fmt: skip
# As observations are read in (docs/manual/formats.md), so that what is taken along can be scored.
EVERYTHING: Final = (
    "unit", "period", "variable", "breakdown", "series", "value", "se", "n", "status", "source",
)  # fmt: skip


@require_safe
def variable_table(request: HttpRequest, variable: str, form: str) -> HttpResponse:
    """Every value that the page shows with the same questions, all its pages, at full precision."""
    asked = asked_by(request, variable)
    recorded = values_in(asked.variable.pk, asked.period, asked.breakdown, as_of=asked.as_of)
    found = values_onto(asked.variable.pk, asked.breakdown, asked.onto, recorded, asked.as_of)
    values = divided(asked, narrowed(request, asked, found, ()).values)
    shown = [*values.wholes, *chosen_values(asked, values)]
    notes = notes_of(asked.variable, shown)
    rows = [
        record(asked, value, values.covered.get(value.unit.pk, []))
        | {"note": notes.get((value.unit.pk, value.period), "")}
        for value in shown
    ]
    asked_for = {"period": asked.period, "breakdown": asked.breakdown, "territory": asked.onto.value}
    stem = stem_of(f"{asked.variable.pk}-{asked.period}", asked.day)
    return file_of(
        Of(asked.variable, form, stem, tables.taken_from(request)), SHOWN, rows, asked_for | known_on(asked.day)
    )


@require_safe
def whole_variable(request: HttpRequest, variable: str, form: str) -> HttpResponse:
    """Every public value of every period, breakdown and series at its last revision, or at that of a past day."""
    found = observed_variable(variable)
    day = day_asked(request, found)
    known = public_of(found.pk, moment_of(day))
    rows = [{name: cell_of(one, name) for name in EVERYTHING} for one in known]
    of = Of(found, form, stem_of(found.pk, day), tables.taken_from(request))
    return file_of(of, EVERYTHING, rows, known_on(day))


def stem_of(name: str, day: datetime.date | None) -> str:
    return f"{name}-as-of-{day}" if day else name


def known_on(day: datetime.date | None) -> dict[str, str]:
    return {AS_OF: str(day)} if day else {}


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
        "se": value.se,
        "n": value.n,
        "status": value.status,
        "status_meaning": status_meaning(value.status),
        "source": value.source,
        "revision": value.revision,
        "recorded_at": value.recorded_at.isoformat(),
        "is_back_cast": value.is_back_cast,
        "break": in_language(value.break_here.note) if value.break_here else "",
        "doubt": in_language(value.doubt.note) if value.doubt else "",
        "includes": "; ".join(parts),
    }


def cell_of(observation: PublicObservation, name: str) -> Cell:
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
