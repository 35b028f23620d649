"""Light, dark or as the system says: a choice that a cookie keeps and the server reads, so that no script is needed."""

from __future__ import annotations

from typing import Final, Literal

from django.http import HttpRequest

Theme = Literal["light", "dark", "system"]

COOKIE: Final = "theme"
COOKIE_SECONDS: Final = 365 * 24 * 60 * 60
THEMES: Final[tuple[Theme, ...]] = ("light", "dark", "system")

# The media in which dark.css holds. Paper is always light.
DARK_MEDIA: Final[dict[Theme, str]] = {
    "light": "",
    "dark": "screen",
    "system": "screen and (prefers-color-scheme: dark)",
}
COLOUR_SCHEME: Final[dict[Theme, str]] = {"light": "light", "dark": "dark", "system": "light dark"}


def chosen_theme(request: HttpRequest) -> Theme:
    """The theme that this visitor chose; `system` where the cookie is absent or says something else."""
    chosen = request.COOKIES.get(COOKIE)
    return next((theme for theme in THEMES if theme == chosen), "system")
