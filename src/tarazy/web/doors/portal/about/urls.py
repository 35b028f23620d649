"""Addresses of the pages that explain the others."""

from __future__ import annotations

from django.urls import URLPattern, path

from tarazy.web.doors.portal.about.views import about, accessibility

urlpatterns: list[URLPattern] = [
    path("about/", about, name="about"),
    path("accessibility/", accessibility, name="accessibility"),
]
