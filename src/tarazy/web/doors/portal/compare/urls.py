"""Addresses of comparing."""

from __future__ import annotations

from django.urls import URLPattern, path

from tarazy.web.doors.portal.compare.page import compare, compared_table

urlpatterns: list[URLPattern] = [
    path("compare/", compare, name="compare"),
    path("compare/table.<str:form>", compared_table, name="compared_table"),
]
