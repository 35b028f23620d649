"""The address of outlines on the desk."""

from __future__ import annotations

from django.urls import URLPattern

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.boundaries.given import give_boundaries
from tarazy.web.rooms.units.rules import may_give_boundaries

urlpatterns: list[URLPattern] = [
    address("boundaries/new/", give_boundaries, rule=may_give_boundaries, name="import_boundaries"),
]
