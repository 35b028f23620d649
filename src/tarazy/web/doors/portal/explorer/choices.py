"""The choices of the form as HTML. There may be hundreds, of which templates would take most of a page's time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Option:
    """A choice of a field."""

    value: str
    label: str
    chosen: bool


def options_written(options: Iterable[Option]) -> SafeString:
    """What stands in a list of which one is chosen."""
    return mark_safe("".join(_option(escape(one.value), escape(one.label), one.chosen) for one in options))


def _option(value: str, label: str, is_chosen: bool) -> str:
    return f'<option value="{value}"{" selected" * is_chosen}>{label}</option>'


def boxes_written(name: str, options: Iterable[Option]) -> SafeString:
    """Boxes of which several may be ticked; `name` stands before each value in the address and in its box's id."""
    return mark_safe("".join(_box(name, escape(one.value), escape(one.label), one.chosen) for one in options))


def _box(name: str, value: str, label: str, is_chosen: bool) -> str:
    box = f'<input type="checkbox" name="{name}" value="{value}" id="{name}-{value}"{" checked" * is_chosen}>'
    return f'<div class="choice">{box}<label for="{name}-{value}">{label}</label></div>'
