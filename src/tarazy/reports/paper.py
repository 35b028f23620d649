"""Colours on paper: the tokens of a light page, by name. A document knows no style sheet."""

from __future__ import annotations

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
