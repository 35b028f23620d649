"""Addresses: every page lies under its language; what is not read by people does not."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from tarazy.web.config.health import health
from tarazy.web.doors.api.catalogue import catalogue_file
from tarazy.web.doors.api.documentation import documentation
from tarazy.web.doors.portal.robots import robots, sitemap

handler429 = "tarazy.web.doors.desk.account.faults.too_many_requests"
handler400 = "tarazy.web.doors.portal.faults.bad_request"
handler404 = "tarazy.web.doors.portal.faults.not_found"
handler500 = "tarazy.web.doors.portal.faults.server_error"

urlpatterns = [
    path("health", health, name="health"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.txt", sitemap, name="sitemap"),
    path("sdmx/", include("tarazy.web.doors.api.sdmx.urls")),
    path("api/", include("tarazy.web.doors.api.urls")),
    path("catalogue.ttl", catalogue_file, {"form": "ttl"}, name="catalogue_ttl"),
    path("catalogue.jsonld", catalogue_file, {"form": "jsonld"}, name="catalogue_jsonld"),
    *i18n_patterns(
        path("api/", documentation, name="api"),
        path("account/", include("tarazy.web.doors.desk.account.urls")),
        path("desk/", include("tarazy.web.doors.desk.urls")),
        path("", include("tarazy.web.doors.portal.urls")),
        prefix_default_language=True,
    ),
]
