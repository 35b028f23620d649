"""Addresses of the observatory."""

from __future__ import annotations

from django.urls import URLPattern, path

from tarazy.web.doors.portal.observatory.catalogue import catalogue
from tarazy.web.doors.portal.observatory.files import variable_table, whole_variable
from tarazy.web.doors.portal.observatory.left_behind import left_behind
from tarazy.web.doors.portal.observatory.listing import observatory
from tarazy.web.doors.portal.observatory.package import variable_package
from tarazy.web.doors.portal.observatory.releases import release_calendar, release_calendar_file
from tarazy.web.doors.portal.observatory.revisions import revisions
from tarazy.web.doors.portal.observatory.variable import variable

urlpatterns: list[URLPattern] = [
    path("", observatory, name="observatory"),
    path("catalogue.<str:form>", catalogue, name="catalogue"),
    path("calendar/", release_calendar, name="release_calendar"),
    path("calendar/releases.ics", release_calendar_file, name="release_calendar_file"),
    path("<str:variable>/", variable, name="variable"),
    path("<str:variable>/left-behind/", left_behind, name="left_behind"),
    path("<str:variable>/revisions/", revisions, name="revisions"),
    path("<str:variable>/table.<str:form>", variable_table, name="variable_table"),
    path("<str:variable>/all.<str:form>", whole_variable, name="whole_variable"),
    path("<str:variable>/package.zip", variable_package, name="variable_package"),
]
