"""Colours on paper: the tokens of a light page, by name. A document knows no style sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

COLOURS: Final[Mapping[str, str]] = {
    "ink": "#18222b",
    "ink-2": "#47535e",
    "ink-3": "#5f6b76",
    "line": "#e3dfd5",
    "line-strong": "#868a88",
    "sunken": "#f3f0e8",
    "accent": "#00627a",
    "accent-soft": "#e2f0f2",
    "gold": "#916000",
    "gold-soft": "#fbf1da",
    "good": "#1d6f43",
    "bad": "#a8321f",
    "got": "#00748f",
    "lost": "#e8e2d4",
    "lost-strong": "#b4552f",
    "series-1": "#00627a",
    "series-2": "#b4552f",
    "series-3": "#5b4b9c",
    "series-4": "#7a6a00",
    "series-context": "#a9aca8",
    "band-1": "#f8e9cb",
    "band-2": "#9fd1ab",
    "band-3": "#4eaaa5",
    "band-4": "#1e7993",
    "band-5": "#154263",
    "band-none": "#f6f4ee",
    "band-edge": "#7c817f",
}

SHEET: Final = "#ffffff"  # the ground of every sheet; no token of a document
TYPEFACE: Final = "Golos Text, Arial, sans-serif"
_TOKEN: Final = re.compile(r"var\(--([a-z0-9-]+)\)")


def on_paper(svg: str) -> str:
    """A picture of a page with plain colours and the typeface of documents.

    >>> on_paper('<svg width="9"><rect fill="var(--accent)" stroke="var(--sheet)"/></svg>')
    '<svg font-family="Golos Text, Arial, sans-serif" width="9"><rect fill="#00627a" stroke="#ffffff"/></svg>'
    """
    plain = _TOKEN.sub(lambda token: COLOURS.get(token[1], SHEET), svg)
    return plain.replace("<svg ", f'<svg font-family="{TYPEFACE}" ', 1)
