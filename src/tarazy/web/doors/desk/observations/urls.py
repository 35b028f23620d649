"""The addresses of figures on the desk."""

from __future__ import annotations

from django.urls import URLPattern

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.observations import given, pages
from tarazy.web.rooms.observatory import rules
from tarazy.web.rooms.observatory.queries.imports import import_with

THING = {"made": import_with}

urlpatterns: list[URLPattern] = [
    address("imports/", pages.imports, rule=rules.may_see_imports, name="imports"),
    address("imports/new/", given.give_table, rule=rules.may_import, name="import_table"),
    address("imports/<int:made>/", pages.one_import, rule=rules.may_see_imports, name="import", things=THING),
]
