"""A Vega-Lite specification as SVG that may stand in a page: in the page's colours, as a strict policy allows it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final
from xml.etree import ElementTree

CHARTS_IN_MEMORY: Final = 2000
SVG: Final = "http://www.w3.org/2000/svg"
SILENT: Final = ("aria-", "on")
FORBIDDEN_ATTRIBUTES: Final = frozenset({"style", "href", "{http://www.w3.org/1999/xlink}href"})
FORBIDDEN_ELEMENTS: Final = frozenset({"style", "script", "image", "foreignObject"})

# The tokens of the page stand for colours, so that one drawing serves light and dark rooms.
PAGE: Final[Mapping[str, Any]] = {
    "background": None,
    "font": "Golos Text, Noto Sans, Arial, sans-serif",
    "aria": False,
    "padding": {"left": 2, "right": 2, "top": 6, "bottom": 2},
    "view": {"stroke": None},
    "axis": {
        "labelColor": "var(--ink-2)",
        "labelFontSize": 12,
        "labelFontWeight": "normal",
        "labelPadding": 6,
        "titleColor": "var(--ink-2)",
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "gridColor": "var(--line)",
        "domain": False,
        "ticks": False,
        "labelAngle": 0,
    },
    "text": {"fontSize": 12, "fill": "var(--ink)"},
}

# How numbers are written on the axes of each language.
WITH_COMMA: Final = {"decimal": ",", "thousands": "\N{NO-BREAK SPACE}"}
SEPARATORS: Final = {"en": {"decimal": ".", "thousands": ","}, "kk": WITH_COMMA, "ru": WITH_COMMA}
REST_OF_NUMBERS: Final[Mapping[str, Any]] = {"grouping": [3], "currency": ["", ""], "minus": "\N{MINUS SIGN}"}


def draw(spec: Mapping[str, Any], title: str, lang: str, theme: Mapping[str, Any] = PAGE) -> str:
    """Draw a Vega-Lite specification as one `<svg role="img">` that is called `title`.

    Numbers on its axes are written as `lang` (kk, ru, en) writes them. The same drawing is made once a process.
    """
    return _drawn(json.dumps({**spec, "config": {**theme, **spec.get("config", {})}}, sort_keys=True), title, lang)


@lru_cache(maxsize=CHARTS_IN_MEMORY)
def _drawn(spec: str, title: str, lang: str) -> str:
    import vl_convert  # loads a whole script engine: only processes that draw pay for it

    return _fit_for_page(vl_convert.vegalite_to_svg(spec, format_locale={**SEPARATORS[lang], **REST_OF_NUMBERS}), title)


def _fit_for_page(svg: str, title: str) -> str:
    """The drawing as an image with a name, its parts silent, without anything that the security policy forbids."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        for name in [name for name in element.attrib if name == "role" or name.startswith(SILENT)]:
            del element.attrib[name]
        forbidden = FORBIDDEN_ATTRIBUTES & element.attrib.keys()
        if forbidden or element.tag.rpartition("}")[2] in FORBIDDEN_ELEMENTS:
            raise ValueError(f"no page may show this part of a drawing: {ElementTree.tostring(element)[:200]!r}")
    root.attrib.pop("class", None)
    root.attrib.pop("version", None)
    root.set("role", "img")
    root.set("aria-label", title)
    named = ElementTree.Element(f"{{{SVG}}}title")
    named.text = title
    root.insert(0, named)
    return re.sub(r">\s+<", "><", ElementTree.tostring(root, encoding="unicode"))
