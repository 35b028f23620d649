"""Signals and things to act upon: notices, tags, links that filter, tabs, pages, buttons."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any
from zlib import crc32

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tarazy.web.ui import icons
from tarazy.web.ui.parts import Link
from tarazy.web.ui.tags.page import request_of

register = template.Library()

NOTICE_ICONS = {"info": "info", "illustration": "warning", "warning": "warning", "error": "error"}
TAG_KINDS = ("", "doubt", "break", "bad", "good")


@register.simple_tag
def icon(name: str) -> SafeString:
    return icons.icon(name)


@register.simple_tag
def part_of_page(href: str, part: str) -> SafeString | str:
    """What makes a link change one part of the page. The id lets the keyboard's focus stay where it was."""
    if not part:
        return ""
    id, there, shown = f"{crc32(f'{part} {href}'.encode()):08x}", escape(href), escape(part)
    return mark_safe(
        f' id="to-{id}" hx-get="{there}" hx-target="{shown}" hx-select="{shown}" hx-swap="outerHTML" hx-push-url="true"'
    )


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    given = {"content": content, "kind": kind, "icon_name": NOTICE_ICONS[kind], "title": title}
    return render_to_string("ui/notice.html", given)


@register.inclusion_tag("ui/illustration.html")
def illustration() -> dict[str, Any]:
    """The one wording of `an illustration, not an official assessment`."""
    return {}


@register.simple_tag
def tag(text: str, kind: str = "", explanation: str = "") -> SafeString:
    if kind not in TAG_KINDS:
        raise ValueError(f"no tag of the kind {kind!r}; there are {', '.join(TAG_KINDS[1:])}, or none")
    css = f"tag tag-{kind}" if kind else "tag"
    more = format_html('<span class="visually-hidden"> ({})</span>', explanation) if explanation else ""
    return format_html('<span class="{}" title="{}">{}{}</span>', css, explanation or text, text, more)


@register.inclusion_tag("ui/chips.html")
def chips(label: str, links: Iterable[Link], part: str = "") -> dict[str, Any]:
    return {"label": label, "links": links, "part": part}


@register.inclusion_tag("ui/tabs.html")
def tabs(label: str, links: Iterable[Link]) -> dict[str, Any]:
    return {"label": label, "links": links}


@register.inclusion_tag("ui/button.html")
def button(label: str, kind: str = "", href: str = "", icon_name: str = "", disabled: bool = False) -> dict[str, Any]:
    return {"label": label, "kind": kind, "href": href, "icon_name": icon_name, "disabled": disabled}


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], part: str = "") -> dict[str, Any]:
    query = request_of(context).GET.copy()

    def href(number: int) -> str:
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    numbers = [
        {"number": number, "href": href(number), "here": number == page.number}
        if isinstance(number, int)
        else {"number": None}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "numbers": numbers,
        "previous": href(page.previous_page_number()) if page.has_previous() else "",
        "next": href(page.next_page_number()) if page.has_next() else "",
        "part": part,
    }


@register.simple_block_tag
def details(content: str, summary: str, opened: bool = False) -> SafeString:
    return render_to_string("ui/details.html", {"content": content, "summary": summary, "opened": opened})


@register.simple_block_tag
def empty_state(content: str, title: str) -> SafeString:
    return render_to_string("ui/empty_state.html", {"content": content, "title": title})


@register.simple_tag
def digest(value: str) -> SafeString:
    """A hash or a code: one click chooses the whole of it; a script, where there is one, adds a button that copies."""
    return format_html('<span class="digest" data-copy="{}"><code>{}</code></span>', value, value)
