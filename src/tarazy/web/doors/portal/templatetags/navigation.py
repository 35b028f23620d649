"""The links of the portal's masthead and footer."""

from __future__ import annotations

from functools import cache
from typing import Literal

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import language

register = template.Library()
Place = Literal["masthead", "footer"]

# (label, name of the address); a page is current for every address that begins with its own.
MASTHEAD: tuple[tuple[Promise, str], ...] = (
    (gettext_lazy("Indices"), "portal:indices"),
    (gettext_lazy("Who is assessed"), "portal:units"),
    (gettext_lazy("Observatory"), "portal:observatory"),
    (gettext_lazy("Explorer"), "portal:explorer"),
    (gettext_lazy("Methodologies"), "portal:methodologies"),
    (gettext_lazy("How to read"), "portal:about"),
)
FOOTER: tuple[tuple[Promise, str], ...] = (
    (gettext_lazy("Compare"), "portal:compare"),
    (gettext_lazy("Downloads"), "portal:downloads"),
    (gettext_lazy("How to read"), "portal:about"),
    (gettext_lazy("Register of appeals"), "portal:appeals"),
    (gettext_lazy("API for programs"), "api"),
    (gettext_lazy("Accessibility"), "portal:accessibility"),
    (gettext_lazy("Components of the pages"), "portal:gallery"),
    (gettext_lazy("Sign in"), "account_login"),
)


def links(place: Place, request: HttpRequest) -> list[Link]:
    there = _said(place, language())
    return [Link(label, address, current=request.path.startswith(address)) for label, address in there]


@cache
def _said(place: Place, _language: str) -> list[tuple[str, str]]:
    named = MASTHEAD if place == "masthead" else FOOTER
    return [(str(label), reverse(name)) for label, name in named]


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[Link]:
    return links("masthead", context["request"])


@register.simple_tag(takes_context=True)
def more_links(context: Context) -> list[Link]:
    return links("footer", context["request"])
