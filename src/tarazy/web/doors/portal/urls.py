from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from tarazy.web.doors.portal.gallery.view import gallery
from tarazy.web.doors.portal.theme import choose_theme

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("methodologies/", include("tarazy.web.doors.portal.methodologies.urls")),
    path("observatory/", include("tarazy.web.doors.portal.observatory.urls")),
    path("about/", include("tarazy.web.doors.portal.about.urls")),
    path("gallery/", gallery, name="gallery"),
    path("theme", choose_theme, name="theme"),
]
