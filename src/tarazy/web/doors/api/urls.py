"""Addresses of the API. What is not listed is answered as a problem, not as a page."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from tarazy.web.doors.api.all_operations import OPERATIONS
from tarazy.web.doors.api.answers import view_of
from tarazy.web.doors.api.documentation import in_a_language, nowhere
from tarazy.web.doors.api.openapi import DESCRIPTION, ROOT

app_name = "api"

_V1 = "v1/"
_LISTS = [path(f"{_V1}{one.path}.csv", view_of(one, "csv"), name=f"{one.id}_csv") for one in OPERATIONS if one.is_list]

urlpatterns: list[URLPattern] = [
    path("", in_a_language, name="documentation"),
    path("v1", view_of(ROOT), name="root"),
    path(_V1, view_of(ROOT), name="root"),
    path(f"{_V1}{DESCRIPTION.path}", view_of(DESCRIPTION), name=DESCRIPTION.id),
    *_LISTS,
    *(path(f"{_V1}{one.path}", view_of(one), name=one.id) for one in OPERATIONS),
    re_path(r"^.*$", nowhere, name="nowhere"),
]
