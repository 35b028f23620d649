"""Addresses of the explorer."""

from __future__ import annotations

from django.urls import URLPattern, path

from tarazy.web.doors.portal.explorer.files import explored_table
from tarazy.web.doors.portal.explorer.page import embed, explorer

urlpatterns: list[URLPattern] = [
    path("explorer/", explorer, name="explorer"),
    path("explorer/table.<str:form>", explored_table, name="explored_table"),
    path("embed/", embed, name="embed"),
]
