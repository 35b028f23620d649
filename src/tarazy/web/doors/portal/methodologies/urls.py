"""Addresses of methodologies. A version's files lie below it, as in its folder."""

from __future__ import annotations

from django.urls import URLPattern, path

from tarazy.web.doors.portal.methodologies.changes import methodology_changes
from tarazy.web.doors.portal.methodologies.listing import methodologies
from tarazy.web.doors.portal.methodologies.movement import methodology_movement
from tarazy.web.doors.portal.methodologies.text import (
    methodology_bytes,
    methodology_file,
    methodology_schema,
    methodology_zip,
)
from tarazy.web.doors.portal.methodologies.version import methodology

VERSION = "<str:place>/<str:name>/<str:version>/"

urlpatterns: list[URLPattern] = [
    path("", methodologies, name="methodologies"),
    path("schema.json", methodology_schema, name="methodology_schema"),
    path(VERSION, methodology, name="methodology"),
    path(VERSION + "changes/", methodology_changes, name="methodology_changes"),
    path(VERSION + "changes/<str:other>/", methodology_changes, name="methodology_changes"),
    path(VERSION + "changes/<str:other>/movement/", methodology_movement, name="methodology_movement"),
    path(VERSION + "text.zip", methodology_zip, name="methodology_zip"),
    path(VERSION + "text/<path:path>", methodology_file, name="methodology_file"),
    path(VERSION + "bytes/<path:path>", methodology_bytes, name="methodology_bytes"),
]
