from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tarazy.web.doors.portal.gallery.view import gallery
from tarazy.web.doors.portal.theme import choose_theme

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("gallery/", gallery, name="gallery"),
    path("theme", choose_theme, name="theme"),
]
