"""The API described for programs (OpenAPI 3.1), made from the operations themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarazy.engine.words import LANGUAGES
from tarazy.web.doors.api.all_operations import OPERATIONS
from tarazy.web.doors.api.faults import PROBLEM_JSON, SORTS
from tarazy.web.doors.api.limits import SECONDS
from tarazy.web.doors.api.operation import CSV, JSON, ZIP, Asked, Field, Operation, Thing
from tarazy.web.doors.api.parameters import Parameter

BASE: Final = "/api/v1"
VERSION: Final = "1.0"
_STRING: Final = {"type": "string"}


def document() -> dict[str, Any]:
    """The whole description, its texts in the current language."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Tarazy: the API"),
            "version": VERSION,
            "summary": _("Everything that the portal shows, for programs."),
            "description": _("Reading only, without a key. Lists come in pages; each answer has an ETag."),
            "x-engine-version": version("tarazy"),
        },
        "servers": [{"url": BASE}],
        "security": [],
        "paths": {f"/{openapi_path(one)}": {"get": described(one)} for one in (*OPERATIONS, DESCRIPTION)},
        "components": {"schemas": _schemas(), "responses": _faults(), "headers": _headers()},
    }


def openapi_path(operation: Operation) -> str:
    """
    >>> openapi_path(next(one for one in OPERATIONS if one.id == "unit"))
    'units/{unit}'
    """
    return re.sub(r"<\w+:(\w+)>", r"{\1}", operation.path)


def described(operation: Operation) -> dict[str, Any]:
    """One operation. Its 200 answer names every member of a row."""
    return {
        "operationId": operation.id,
        "summary": str(operation.title),
        "description": str(operation.about),
        "parameters": [described_parameter(one, operation) for one in operation.every_parameter],
        "responses": {
            "200": {"description": str(operation.title), "content": _content(operation), "headers": _named_headers()},
            "304": {"description": _("What you have is still the same.")},
            **{str(status): {"$ref": f"#/components/responses/{sort}"} for sort, status in _statuses(operation)},
        },
    }


def _statuses(operation: Operation) -> Iterable[tuple[str, int]]:
    for sort, (status, _title) in SORTS.items():
        if sort != "unknown-parameter":  # the same status as a bad one
            yield sort, status


def described_parameter(parameter: Parameter, operation: Operation) -> dict[str, Any]:
    schema: dict[str, Any] = dict(parameter.schema)
    found: dict[str, Any] = {
        "name": parameter.name,
        "in": "path" if parameter.in_path else "query",
        "required": parameter.in_path,
        "description": f"{parameter.about} {_('Allowed: %(allowed)s.') % {'allowed': parameter.allowed}}",
        "schema": {"type": "array", "items": schema} if parameter.is_list else schema,
    }
    if parameter.is_list:
        found |= {"style": "form", "explode": False}
    if parameter.name in operation.example:
        example = operation.example[parameter.name]
        whole = schema.get("type") == "integer"
        value = int(example) if whole else example
        found["example"] = [value] if parameter.is_list else value
    return found


def _content(operation: Operation) -> dict[str, Any]:
    if not operation.is_list:
        return {operation.content_type: {} if operation.content_type == ZIP else {"schema": {"type": "object"}}}
    page = {
        "type": "object",
        "required": ["data", "next_cursor", "next"],
        "properties": {
            "data": {"type": "array", "items": _row(operation.fields)},
            "next_cursor": {"type": ["string", "null"]},
            "next": {"type": ["string", "null"], "format": "uri"},
        },
    }
    return {JSON: {"schema": page}, CSV: {"schema": _STRING}}


def _row(fields: Iterable[Field]) -> dict[str, Any]:
    members = {one.name: {**one.schema, "description": str(one.about)} for one in fields}
    return {"type": "object", "properties": members, "additionalProperties": False}


def _schemas() -> dict[str, Any]:
    return {
        "Text": {
            "type": "object",
            "description": _("One text in three languages."),
            "required": list(LANGUAGES),
            "properties": dict.fromkeys(LANGUAGES, _STRING),
            "additionalProperties": False,
        },
        "Problem": {
            "type": "object",
            "description": _("What is wrong with a request (RFC 9457)."),
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": {"type": "string", "format": "uri-reference"},
                "title": _STRING,
                "status": {"type": "integer"},
                "detail": _STRING,
                "instance": {"type": "string", "format": "uri-reference"},
                "parameter": _STRING,
                "allowed": {"type": "array", "items": _STRING},
            },
        },
    }


def _faults() -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    content = {PROBLEM_JSON: {"schema": schema}}
    return {sort: {"description": str(title), "content": content} for sort, (_status, title) in SORTS.items()}


def _headers() -> dict[str, Any]:
    told = {
        "ETag": _("Send it back as If-None-Match, and an answer that is the same is not sent again."),
        "Link": _("The address of the next page."),
        "RateLimit": _("How many requests are left until when, counted in %(seconds)s seconds.") % {"seconds": SECONDS},
    }
    return {name: {"description": text, "schema": _STRING} for name, text in told.items()}


def _named_headers() -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in ("ETag", "Link", "RateLimit")}


def _description(asked: Asked) -> Thing:
    return Thing(document())


def _root(asked: Asked) -> Thing:
    """Where everything is, for a program that knows only this address."""
    base = asked.request.build_absolute_uri(BASE)
    return Thing(
        {"version": VERSION, "openapi": f"{base}/{DESCRIPTION.path}"}
        | {one.id: f"{base}/{openapi_path(one)}" for one in OPERATIONS}
    )


DESCRIPTION: Final = Operation(
    "openapi", "openapi.json", gettext_lazy("This description"),
    gettext_lazy("The API described for programs (OpenAPI 3.1), with its texts in the language asked for."),
    _description,
)  # fmt: skip
ROOT: Final = Operation("root", "", gettext_lazy("Addresses"), gettext_lazy("Where everything is."), _root)
