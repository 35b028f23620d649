"""Figures: tables, scores, changes, bars, the tree of a score, the way from a value to its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from math import ceil, floor
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop, pgettext

from tarazy.web.ui import icons
from tarazy.web.ui.parts import NO_BAND, Column, Download, Fact, HowSure, Loss, Node, Step, WalkedPart, WhatIf
from tarazy.web.ui.tags.treed import Row, tree_written
from tarazy.web.ui.tags.walked import chain_written, none, source_written, walk_written
from tarazy.web.ui.written import is_given, number, ordinal, percent, rounded, signed

register = template.Library()

WHOLE_BAR = '<rect class="lost" width="100" height="8"/>'
CHANGES = {"up": gettext_noop("rise"), "down": gettext_noop("fall"), "same": gettext_noop("no change")}
SORT_ICONS = {"": "sort", "ascending": "ascending", "descending": "descending"}


@register.simple_block_tag
def table(content: str, caption: str, columns: Sequence[Column], part: str = "") -> SafeString:
    heads = [{"column": column, "icon": SORT_ICONS[column.sorted]} for column in columns]
    return render_to_string("ui/table.html", {"content": content, "caption": caption, "heads": heads, "part": part})


@register.simple_tag
def missing(reason: str = "") -> SafeString:
    """The place of a figure that is not there, with the reason in words."""
    return none(reason)


def drawn(value: float | None, best: float) -> str:
    """A length on a bar of 100, as SVG reads it in every language."""
    if value is None or not is_given(value) or best <= 0:
        return "0"
    return f"{min(100.0, max(0.0, 100 * value / best)):.2f}"


@register.simple_tag
def bar(value: float | None, best: float = 100) -> SafeString:
    """A bar of what was got out of the best; the number stands beside it, so it says nothing to a screen reader."""
    if not is_given(value):
        return bar_drawn('<rect class="nothing" width="100" height="8"/>')
    return bar_drawn(f'{WHOLE_BAR}<rect class="got" width="{drawn(value, best)}" height="8"/>')


def bar_drawn(rectangles: str) -> SafeString:
    return mark_safe(
        f'<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{rectangles}</svg>'
    )


@register.simple_tag
def band(css: str, label: str) -> SafeString:
    return format_html('<span class="band {}"><span class="swatch"></span>{}</span>', css, label)


@register.simple_tag
def swatch(css: str, label: str) -> SafeString:
    """The colour of a band alone; its name is there for a screen reader and on pointing."""
    said = escape(label)
    return mark_safe(
        f'<span class="band {css}" title="{said}"><span class="swatch"></span>'
        f'<span class="visually-hidden">{said}, </span></span>'
    )


@register.simple_tag
def change(value: float | None, places: int = 1, better: str = "higher") -> SafeString:
    """A change with its sign, an arrow and words; green or red only where one direction is better."""
    if value is None or not is_given(value):
        return missing(gettext("no earlier value"))
    size = rounded(value, places)
    direction = "up" if size > 0 else "down" if size < 0 else "same"
    words = gettext(CHANGES[direction])
    good = {"higher": "up", "lower": "down"}.get(better)
    mood = "" if good is None or direction == "same" else " change-good" if direction == good else " change-bad"
    return mark_safe(
        f'<span class="change{mood}">{icons.icon(direction)}<span class="visually-hidden">{escape(words)} </span>'
        f"{signed(value, places)}</span>"
    )


@register.simple_tag
def not_counted(share: float | None) -> SafeString:
    """The share of weight that did not count."""
    if not is_given(share):
        return missing()
    bar = bar_drawn(f'{WHOLE_BAR}<rect class="end" width="{drawn(share, 1)}" height="8"/>')
    return mark_safe(f'<span class="not-counted">{bar}<span>{escape(share_text(share))}</span></span>')


@register.simple_tag
def imputed(share: float | None) -> SafeString:
    """The share of weight that stands on imputed values."""
    return mark_safe(f'<span class="imputed">{escape(share_text(share))}</span>') if is_given(share) else missing()


def share_text(share: float | None) -> str:
    """A share in whole percent; below half a percent it is not called nothing."""
    tiny = share is not None and is_given(share) and 0 < share < 0.005
    return f"< {percent(0.01)}" if tiny else percent(share)


@register.simple_tag
def rank(place: int | None, count: int | None = None, interval: tuple[int, int] | None = None) -> SafeString:
    """A place as a whole phrase: `rank 3 of 20`; with the interval where the engine gives one."""
    return format_html('<span class="rank">{}</span>', rank_text(place, count, interval))


def rank_text(place: int | None, count: int | None = None, interval: tuple[int, int] | None = None) -> str:
    if place is None:
        return gettext("not ranked")
    if interval:
        words = {"first": number(interval[0], 0), "last": number(interval[1], 0), "count": number(count, 0)}
        return gettext("rank %(first)s to %(last)s of %(count)s") % words
    if count is None:
        return gettext("rank %(rank)s") % {"rank": number(place, 0)}
    return gettext("rank %(rank)s of %(count)s") % {"rank": number(place, 0), "count": number(count, 0)}


def places_text(low: float, high: float) -> str:
    """The places between the ends of an interval: `2nd to 5th`."""
    first, last = floor(low), ceil(high)
    if first == last:
        return pgettext("places", "only %(place)s") % {"place": ordinal(first)}
    return pgettext("places", "%(first)s to %(last)s") % {"first": ordinal(first), "last": ordinal(last)}


def interval_text(low: float | None, high: float | None, places: int = 1) -> str:
    """The ends of the interval of a score; empty where there is none."""
    if not is_given(low) or not is_given(high):
        return ""
    return gettext("%(low)s to %(high)s") % {"low": number(low, places), "high": number(high, places)}


@register.simple_tag
def interval(low: float | None = None, high: float | None = None, places: int = 1) -> SafeString:
    """The interval of a score; until the engine gives one, the same place says that it is not yet estimated."""
    return said_sure(interval_text(low, high, places), gettext("not yet estimated"))


@register.simple_tag
def said_sure(text: str, why_not: str = "") -> SafeString:
    """How sure something is, beside it; where nothing was estimated, why, if that is to be said there."""
    if text:
        return format_html('<span class="interval">{}</span>', text)
    return format_html('<span class="interval-none">{}</span>', why_not) if why_not else SafeString("")


@register.inclusion_tag("ui/figure_score.html")
def figure_score(
    score: float | None,
    best: float = 100,
    places: int = 1,
    band: str = NO_BAND,
    band_label: str = "",
    place: int | None = None,
    count: int | None = None,
    change: float | None = None,
    change_from: str = "",
    share_not_counted: float | None = None,
    reason: str = "",
    share_imputed: float | None = None,
    sure: HowSure | None = None,
) -> dict[str, Any]:
    """The score of a unit, large, with all that must stand beside it; what was imputed, where anything was."""
    return {
        "sure": sure or HowSure(why_not=gettext("not yet estimated")),
        "score": number(score, places),
        "best": number(best),
        "places": places,
        "band": band,
        "band_label": band_label,
        "rank": rank_text(place, count),
        "change": change,
        "change_from": change_from,
        "share_not_counted": share_not_counted,
        "share_imputed": share_imputed,
        "reason": reason,
    }


def row_of(node: Node, places: int) -> Row:
    return Row(
        node=node,
        got=drawn(node.score, node.best),
        score=number(node.score, places),
        lost=number(-node.lost, places) if node.lost is not None and is_given(node.lost) else "",
        weight=percent(node.weight),
        imputed=share_text(node.imputed) if node.imputed else "",
        children=[row_of(child, places) for child in node.children],
    )


@register.simple_tag
def score_tree(nodes: Iterable[Node], places: int = 1) -> SafeString:
    """The tree of a score; `places` after the comma for scores and points lost."""
    return tree_written([row_of(node, places) for node in nodes])


@register.inclusion_tag("ui/points_lost.html")
def points_lost(losses: Iterable[Loss], places: int = 1) -> dict[str, Any]:
    """Where most points were lost, the greatest loss first; bars share one scale."""
    ordered = sorted(losses, key=lambda loss: -loss.points)
    greatest = max((loss.points for loss in ordered), default=0)
    rows = [{"loss": one, "drawn": drawn(one.points, greatest), "text": number(-one.points, places)} for one in ordered]
    return {"rows": rows}


@register.simple_tag
def chain(steps: Iterable[Step]) -> SafeString:
    return chain_written(steps)


@register.inclusion_tag("ui/walks.html")
def walks(part: WalkedPart) -> dict[str, Any]:
    """Every indicator of a part of an index, folded away: from each value to the points lost."""
    return {"part": part, "written": mark_safe("".join(walk_written(walk) for walk in part.walks))}


@register.inclusion_tag("ui/what_if.html")
def what_if(changes: Iterable[WhatIf]) -> dict[str, Any]:
    return {"changes": changes}


@register.inclusion_tag("ui/facts.html")
def facts(rows: Iterable[Fact]) -> dict[str, Any]:
    return {"rows": rows}


@register.inclusion_tag("ui/downloads.html")
def downloads(files: Iterable[Download]) -> dict[str, Any]:
    return {"files": files}


@register.simple_block_tag
def source(content: str) -> SafeString:
    return source_written(content)


@register.simple_block_tag
def rule(content: str, title: str, formula: str = "", note: str = "") -> SafeString:
    given = {"content": content, "title": title, "formula": formula, "note": note}
    return render_to_string("ui/rule.html", given)
