"""The tree of a score as HTML. It may have hundreds of nodes, of which templates would take most of a page's time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tarazy.web.ui.icons import icon
from tarazy.web.ui.parts import Node
from tarazy.web.ui.tags.walked import none


@dataclass(frozen=True)
class Row:
    """A node of the tree as it is drawn."""

    node: Node
    got: str
    score: str
    lost: str
    weight: str
    imputed: str
    children: list[Row]


@dataclass(frozen=True)
class Words:
    """What is said at every node, in the language of the page."""

    score: str
    lost: str
    weight: str
    imputed: str
    more: str


def tree_written(rows: Sequence[Row]) -> SafeString:
    words = Words(
        score=gettext("Score"),
        lost=gettext("Points lost"),
        weight=gettext("weight %(weight)s"),
        imputed=gettext("imputed %(share)s"),
        more=gettext("All results by “%(label)s”"),
    )
    head = f"<span></span><span></span><span>{words.score}</span><span>{words.lost}</span>"
    return mark_safe(
        f'<div class="tree">\n<div class="tree-head" aria-hidden="true">{head}</div>\n{_list(rows, words)}</div>\n'
    )


def _list(rows: Sequence[Row], words: Words) -> str:
    return f"<ul>{''.join(_branch(row, words) if row.children else _leaf(row, words) for row in rows)}</ul>\n"


def _branch(row: Row, words: Words) -> str:
    node, more = row.node, ""
    if node.href:
        label = words.more % {"label": escape(node.label)}
        more = f'<p class="tree-more"><a href="{escape(node.href)}">{label}</a></p>\n'
    name = f"{icon('next')}<span>{escape(node.label)}"
    return (
        f'<li class="tree-branch">\n<details{" open" * node.opened}><summary class="tree-row">'
        f"{_row(row, name, words)}</summary>\n{more}{_list(row.children, words)}</details>\n</li>"
    )


def _leaf(row: Row, words: Words) -> str:
    label, href = escape(row.node.label), escape(row.node.href)
    name = f'<span><a href="{href}">{label}</a>' if href else f"<span>{label}"
    return f'<li>\n<div class="tree-row tree-leaf">{_row(row, name, words)}</div>\n</li>'


def _row(row: Row, name: str, words: Words) -> str:
    weight = f" <small>{words.weight % {'weight': row.weight}}</small>" if row.weight else ""
    imputed = f" <small>{words.imputed % {'share': row.imputed}}</small>" if row.imputed else ""
    return (
        f'<span class="tree-name">{name}{weight}{imputed}</span></span>\n'
        f'<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{_bar(row)}</svg>\n'
        f"{_figures(row, words)}\n"
    )


def _bar(row: Row) -> str:
    if not row.score:
        return '<rect class="nothing" width="100" height="8"/>'
    return f'<rect class="lost" width="100" height="8"/><rect class="got" width="{row.got}" height="8"/>'


def _figures(row: Row, words: Words) -> str:
    if not row.score:
        return f'<span class="tree-none">{none(row.node.note)}</span>'
    interval = f' <span class="interval">{escape(row.node.interval)}</span>' if row.node.interval else ""
    lost = f'<span class="visually-hidden">{words.lost} </span>{row.lost}' if row.lost else ""
    return (
        f'<span class="tree-score"><span class="visually-hidden">{words.score} </span>{row.score}{interval}</span>'
        f'<span class="tree-lost">{lost}</span>'
    )
