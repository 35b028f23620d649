"""The frame of a page: its styles, masthead, head, trail, footer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from tarazy.web.ui.parts import Fact, Link
from tarazy.web.ui.themes import COLOUR_SCHEME, DARK_MEDIA, THEMES, chosen_theme
from tarazy.web.ui.written import language

register = template.Library()

STYLES = ("tokens", "fonts", "base", "layout", "controls", "data", "pictures")
# The alphabets that every page of a language shows; the browser fetches the others when a letter asks for them.
ALPHABETS = {"kk": ("latin", "cyrillic", "cyrillic-ext"), "ru": ("latin", "cyrillic"), "en": ("latin",)}
SHORT_LANGUAGES = {"kk": "Қаз", "ru": "Рус", "en": "Eng"}
THEME_ICONS = {"light": "sun", "dark": "moon", "system": "screen"}
THEME_LABELS = {
    "light": gettext_lazy("Light colours"),
    "dark": gettext_lazy("Dark colours"),
    "system": gettext_lazy("Colours as on this device"),
}


def request_of(context: Context) -> HttpRequest:
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        raise template.TemplateSyntaxError("this component needs the request in its context: render with a request")
    return request


@register.inclusion_tag("ui/styles.html", takes_context=True)
def styles(context: Context) -> dict[str, Any]:
    theme = chosen_theme(request_of(context))
    return {
        "sheets": [f"ui/styles/{name}.css" for name in STYLES],
        "dark_media": DARK_MEDIA[theme],
        "colour_scheme": COLOUR_SCHEME[theme],
        "fonts": [f"ui/fonts/golos-text-{name}.woff2" for name in ALPHABETS.get(language(), ())],
    }


def languages(address: str) -> list[dict[str, Any]]:
    """The same page in each language; an address begins with its own."""
    given, _, rest = address.removeprefix("/").partition("/")
    return [
        {
            "code": code,
            "name": name,
            "short": SHORT_LANGUAGES[code],
            "href": f"/{code}/{rest}" if given in SHORT_LANGUAGES else address,
            "here": code == language(),
        }
        for code, name in settings.LANGUAGES
    ]


@register.inclusion_tag("ui/languages_of_page.html", takes_context=True)
def languages_of_page(context: Context) -> dict[str, Any]:
    """Tells search engines and reading programs where the same page lies in the other languages."""
    request = request_of(context)
    return {"languages": [one | {"href": request.build_absolute_uri(one["href"])} for one in languages(request.path)]}


@register.inclusion_tag("ui/copy_button.html")
def copy_button() -> dict[str, Any]:
    """The button that the script puts beside every hash; once on a page."""
    return {}


@register.inclusion_tag("ui/masthead.html", takes_context=True)
def masthead(
    context: Context,
    home: str,
    links: Iterable[Link],
    theme_action: str,
    sign_out: str = "",
    more: Sequence[Link] = (),
    search: str = "",
) -> dict[str, Any]:
    """For pages of persons, whose many links have a line of their own: `sign_out`, where the form of signing out goes;
    `more`, links that are folded away. `search`: where the form of the search goes, on pages that have one.
    """
    request = request_of(context)
    address = request.get_full_path()
    chosen = chosen_theme(request)
    return {
        "home": home,
        "links": links,
        "more": more,
        "search": search,
        "more_is_here": any(link.current for link in more),
        "languages": languages(address),
        "theme_action": theme_action,
        "sign_out": sign_out,
        "csrf_token": context.get("csrf_token", ""),
        "themes": [
            {"value": name, "label": THEME_LABELS[name], "icon": THEME_ICONS[name], "chosen": name == chosen}
            for name in THEMES
        ],
        "address": address,
    }


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(links: Iterable[Link]) -> dict[str, Any]:
    return {"links": links}


@register.simple_block_tag
def page_head(
    content: str, title: str, lead: str = "", trail: Iterable[Link] = (), facts: Iterable[Fact] = ()
) -> SafeString:
    given = {"content": content, "title": title, "lead": lead, "trail": trail, "facts": facts}
    return render_to_string("ui/page_head.html", given)


@register.simple_block_tag
def footer(content: str, links: Iterable[Link] = ()) -> SafeString:
    return render_to_string("ui/footer.html", {"content": content, "links": links})
