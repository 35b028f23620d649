"""Addresses of the statistical exchange, outside the languages: its messages hold all three."""

from __future__ import annotations

from django.urls import URLPattern, re_path

from tarazy.web.doors.api.sdmx.views import elsewhere, version_2_1, version_3_0

app_name = "sdmx"

urlpatterns: list[URLPattern] = [
    re_path(r"^2\.1/(?P<rest>.*)$", version_2_1, name="version_2_1"),
    re_path(r"^3\.0/(?P<rest>.*)$", version_3_0, name="version_3_0"),
    re_path(r"^(?P<rest>.*)$", elsewhere, name="elsewhere"),
]
