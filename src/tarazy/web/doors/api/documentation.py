"""The page that explains the API to people, made from what describes it to programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from tarazy.web.doors.api.all_operations import OPERATIONS
from tarazy.web.doors.api.answers import answered
from tarazy.web.doors.api.faults import SORTS, Fault
from tarazy.web.doors.api.openapi import BASE, document
from tarazy.web.doors.api.operation import MOST_ROWS, USUAL_ROWS, Operation
from tarazy.web.rooms.publication.queries.open_data import latest_published_run
from tarazy.web.ui.parts import Column, Fact, Link


@require_safe
def in_a_language(request: HttpRequest) -> HttpResponse:
    """`/api/` leads to the page in the language that the browser asks for."""
    return redirect("api")


@csrf_exempt
def nowhere(request: HttpRequest) -> HttpResponse:
    """What is said at an address of the API that is not there."""

    def refuse() -> HttpResponse:
        paths = document()["paths"]
        raise Fault("not-found", _("There is no such address in the API."), [f"{BASE}{path}" for path in paths])

    return answered(request, refuse)


@dataclass(frozen=True)
class Explained:
    """An operation as the page shows it. `parameters`: name, what it is, what is allowed."""

    id: str
    address: str
    title: str
    about: str
    example: str
    parameters: list[tuple[str, str, str]]
    members: list[Fact]
    is_list: bool


def explained(operation: Operation, described: dict[str, Any], path: str, run: int | None) -> Explained:
    own = [one for one in operation.every_parameter if one.name not in ("fields", "lang", "limit", "cursor")]
    return Explained(
        id=operation.id,
        address=f"{BASE}{path}",
        title=described["summary"],
        about=described["description"],
        example=example_of(operation, run),
        parameters=[(one.name, str(one.about), ", ".join(allowed_of(one))) for one in own],
        members=[Fact(one.name, str(one.about)) for one in operation.fields],
        is_list=operation.is_list,
    )


def allowed_of(parameter: Any) -> list[str]:
    return [str(word) for word in parameter.schema.get("enum", [])] or [str(parameter.allowed)]


def example_of(operation: Operation, run: int | None) -> str:
    """An address that answers: the path filled in, and the parameters of the example. `run`: one that is published."""
    path, rest = f"{BASE}/{operation.path}", dict(operation.example)
    if "run" in rest and run is not None:
        rest["run"] = str(run)
    for parameter in operation.parameters:
        if parameter.in_path:
            path = path.replace(f"<str:{parameter.name}>", rest.pop(parameter.name))
    return f"{path}?{urlencode(rest)}" if rest else path


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    described = document()
    paths = [(path, get["get"]) for path, get in described["paths"].items()]
    by_id = {one["operationId"]: (one, path) for path, one in paths}
    here, run = Link(_("The API"), "", current=True), latest_published_run()
    context = {
        "trail": [Link(_("Home"), reverse("portal:home")), here],
        "base": request.build_absolute_uri(BASE),
        "openapi": reverse("api:openapi"),
        "operations": [explained(one, *by_id[one.id], run) for one in OPERATIONS],
        "columns": [Column(_("Parameter"), row_head=True), Column(_("What it is")), Column(_("Allowed"))],
        "fault_columns": [
            Column(_("Status"), numeric=True),
            Column(_("Sort"), row_head=True),
            Column(_("What it says")),
        ],
        "faults": [(status, sort, str(title)) for sort, (status, title) in SORTS.items()],
        "limit": settings.API_REQUESTS_A_MINUTE,
        "usual_rows": USUAL_ROWS,
        "most_rows": MOST_ROWS,
    }
    return render(request, "api/documentation.html", context)
