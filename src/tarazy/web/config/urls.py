"""Addresses: every page lies under its language; what is not read by people does not."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from tarazy.web.config.health import health

urlpatterns = [
    path("health", health, name="health"),
    *i18n_patterns(path("", include("tarazy.web.doors.portal.urls")), prefix_default_language=True),
]
