"""Addresses of files that belong to no page of their own."""

from __future__ import annotations

from django.urls import URLPattern, path

from tarazy.web.doors.portal.downloads.files import outlines_of, whole_observatory
from tarazy.web.doors.portal.downloads.page import downloads

urlpatterns: list[URLPattern] = [
    path("downloads/", downloads, name="downloads"),
    path("downloads/observatory.csv", whole_observatory, name="whole_observatory"),
    path("downloads/outlines/<str:place>.topojson", outlines_of, name="outlines"),
]
