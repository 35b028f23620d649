"""Everything that is known of a variable as a Frictionless data package."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.exchange.packages import Field, Package, Source, package_file
from tarazy.web.doors.portal.attachments import attached
from tarazy.web.doors.portal.observatory.as_of import day_asked, moment_of
from tarazy.web.doors.portal.observatory.asked import address, observed_variable
from tarazy.web.doors.portal.observatory.files import EVERYTHING, cell_of, known_on, stem_of
from tarazy.web.grammar.text import in_every_language
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.observatory.queries.values import public_of
from tarazy.web.rooms.observatory.queries.variables import sources_of
from tarazy.web.ui.written import language

KEY: Final = ("unit", "period", "variable", "breakdown", "series")
# Column: its type, its title, what it means.
COLUMNS: Final[Mapping[str, tuple[str, Callable[[], str], Callable[[], str]]]] = {
    "unit": ("string", lambda: _("Unit"), lambda: _("Who: id of the unit.")),
    "period": ("string", lambda: _("Period"), lambda: _("When: 2023, 2023-Q1, 2023-07 or 2022/2024.")),
    "variable": ("string", lambda: _("Variable"), lambda: _("What: id of the variable.")),
    "breakdown": (
        "string", lambda: _("Breakdown"), lambda: _("For whom: empty for the total, else such as age=15-24;sex=f.")
    ),
    "series": ("string", lambda: _("Series"), lambda: _("Who says so.")),
    "value": (
        "number", lambda: _("Value"), lambda: _("The value; empty where the status says why.")
    ),
    "se": ("number", lambda: _("Standard error"), lambda: _("Standard error.")),
    "n": ("integer", lambda: _("Cases"), lambda: _("Number of cases.")),
    "status": ("string", lambda: _("Status"), lambda: _("Status by SDMX’s list; empty for a normal value.")),
    "source": ("string", lambda: _("Source"), lambda: _("Id of the source, or the source in words.")),
}  # fmt: skip


@require_safe
def variable_package(request: HttpRequest, variable: str) -> HttpResponse:
    """The same rows as in the file of everything, described."""
    found = observed_variable(variable)
    day = day_asked(request, found)
    rows = ([cell_of(one, name) for name in EVERYTHING] for one in public_of(found.pk, moment_of(day)))
    page = address("portal:variable", {"variable": found.pk}, known_on(day))
    package = package_of(found, request.build_absolute_uri(page))
    return attached(package_file(package, rows), f"{stem_of(found.pk, day)}.zip")


def package_of(variable: Variable, homepage: str) -> Package:
    return Package(
        name=variable.pk.replace("_", "-").lower(),
        title=variable.title,
        about=variable.definition or variable.title,
        homepage=homepage,
        language=language(),
        fields=tuple(field_of(name) for name in EVERYTHING),
        key=KEY,
        sources=tuple(
            Source(one.title, one.url, one.licence.stated, one.licence.url) for one in sources_of(variable.pk)
        ),
    )


def field_of(name: str) -> Field:
    kind, title, about = COLUMNS[name]
    return Field(name, kind, in_every_language(title), in_every_language(about))
