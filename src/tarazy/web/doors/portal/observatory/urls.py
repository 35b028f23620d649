"""Addresses of the observatory."""

from __future__ import annotations

from django.urls import URLPattern, path

from tarazy.web.doors.portal.observatory.files import variable_table, whole_variable
from tarazy.web.doors.portal.observatory.listing import observatory
from tarazy.web.doors.portal.observatory.package import variable_package
from tarazy.web.doors.portal.observatory.variable import variable

urlpatterns: list[URLPattern] = [
    path("", observatory, name="observatory"),
    path("<str:variable>/", variable, name="variable"),
    path("<str:variable>/table.<str:form>", variable_table, name="variable_table"),
    path("<str:variable>/all.<str:form>", whole_variable, name="whole_variable"),
    path("<str:variable>/package.zip", variable_package, name="variable_package"),
]
