"""Versions of methodologies that everybody may read."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.methodology import Indicator, Methodology
from tarazy.web.doors.api.faults import nothing_called
from tarazy.web.doors.api.lists import filtered, page_of, titled
from tarazy.web.doors.api.operation import (
    INTEGER,
    MOMENT,
    STRING,
    TEXT,
    Asked,
    Field,
    Operation,
    Page,
    Thing,
)
from tarazy.web.doors.api.parameters import in_path, search, texts
from tarazy.web.rooms.methodologies.enums import Standing, State
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import methodology_of, public_version_with, public_versions

FIELDS: Final = (
    Field("number", _("Number of the version in this system."), INTEGER),
    Field("methodology", _("Place and name."), STRING),
    Field("version", _("The version."), STRING),
    Field("title", _("What it is called."), TEXT, is_text=True),
    Field("standing", _("Official, illustration, or one that somebody else has published."), STRING),
    Field("state", _("How far it has come: in consultation, approved, in force, retired."), STRING),
    Field("hash", _("SHA-256 of the text."), STRING),
    Field("registered_at", _("When it was registered."), MOMENT),
)
PARAMETERS: Final = (
    texts("methodology", _("Place and name, such as kz/regional-development.")),
    texts("state", _("How far it has come."), State.values),
    texts("standing", _("Official, illustration, or one that somebody else has published."), Standing.values),
    search("q", _("A part of the title in any language.")),
)
PARTS: Final = (
    in_path("place", _("Place of the methodology.")),
    in_path("name", _("Name of the methodology.")),
    in_path("version", _("The version.")),
)


def record(version: Version) -> dict[str, Any]:
    return {
        "number": version.pk,
        "methodology": version.methodology,
        "version": version.version,
        "title": version.title,
        "standing": version.standing,
        "state": version.state,
        "hash": version.hash,
        "registered_at": version.registered_at,
    }


def versions(asked: Asked) -> Page:
    columns = {"methodology": "methodology", "state": "state", "standing": "standing"}
    found = titled(filtered(public_versions(), asked, columns), asked, "title")
    return page_of(asked, found, lambda rows: [record(one) for one in rows])


def version(asked: Asked) -> Thing:
    id = "/".join(asked.given[part.name] for part in PARTS)
    found = public_version_with(id)
    if found is None:
        raise nothing_called(id)
    text = methodology_of(found)
    return Thing(
        record(found)
        | {
            "description": text.description,
            "source": text.source,
            "period": text.period,
            "nodes": nodes_of(text),
            "variables": [
                {"name": one.variable, "variable": one.observed.variable, "title": one.title} for one in text.variables
            ],
        }
    )


def nodes_of(text: Methodology) -> list[dict[str, Any]]:
    """The tree, parents before children."""
    return [
        {
            "id": id,
            "parent": text.parents.get(id),
            "code": node.code,
            "title": text.title if id == text.index.id else node.title,
            "is_indicator": isinstance(node, Indicator),
            "unit_of_measure": node.unit_of_measure if isinstance(node, Indicator) else None,
            "better": node.better if isinstance(node, Indicator) else None,
            "formula": node.value.text if isinstance(node, Indicator) else None,
        }
        for id, node in text.nodes.items()
    ]


OPERATIONS: Final = (
    Operation(
        "methodologies", "methodologies", _("Methodologies"),
        _("The versions of methodologies that everybody may read."), versions, FIELDS, PARAMETERS, key=(int,),
    ),
    Operation(
        "methodology", "methodologies/<str:place>/<str:name>/<str:version>", _("One version of a methodology"),
        _("A version with its tree of dimensions and indicators, and the variables that it reads."),
        version, parameters=PARTS, example={"place": "kz", "name": "regional-development", "version": "2024.1"},
    ),
)  # fmt: skip
