"""The walks of a page as HTML. A page may hold a hundred, of which templates would take most of its time."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tarazy.web.ui.icons import icon
from tarazy.web.ui.parts import Given, Step, Walk
from tarazy.web.ui.tags.controls import tag


def walk_written(walk: Walk) -> SafeString:
    """One indicator, folded away: its values with their sources, and the steps to the points it lost."""
    code = f"{escape(walk.code)} " if walk.code else ""
    care = f" {tag(gettext('read with care'), 'doubt')}" if walk.is_flagged else ""
    score = escape(walk.score) if walk.score else none(walk.reason)
    return mark_safe(
        f'<details class="disclosure walk"><summary>{icon("next")}<span>{code}{escape(walk.title)}{care}</span>'
        f'<span class="walk-figures">{score}</span></summary>\n'
        f'<div class="disclosure-body stack" id="{escape(walk.node)}">\n'
        f'<ul class="given">{"".join(_given(one) for one in walk.given)}</ul>\n'
        f"{chain_written(walk.steps) if walk.steps else ''}\n</div></details>\n"
    )


def none(reason: str = "") -> SafeString:
    """The place of a figure that is not there, with the reason in words."""
    return mark_safe(f'<span class="none">{escape(reason or gettext("no data"))}</span>')


def source_written(content: str) -> SafeString:
    """Where a figure comes from; `content` is HTML."""
    return mark_safe(f'<p class="source">{gettext("Source")}: {content}</p>')


def _given(given: Given) -> str:
    status = tag(given.status, "doubt", given.doubt) if given.status else ""
    broken = tag(gettext("break in the series"), "break") if given.broken else ""
    notes = "".join(f'<p class="small quiet">{escape(note)}</p>' for note in (given.doubt, given.broken) if note)
    return (
        f'<li><div class="given-head"><span><a href="{escape(given.href)}">{escape(given.title)}</a>, '
        f"{escape(given.period)}</span><strong>{escape(given.value) if given.value else none()}</strong>\n"
        f"{status}{broken}</div>\n{_source(given) if given.source else ''}\n{notes}</li>"
    )


def _source(given: Given) -> str:
    href = escape(given.source_href)
    link = f', <a href="{href}">{href}</a>' if href else ""
    return source_written(f"{escape(given.source)}{link}")


def chain_written(steps: Iterable[Step]) -> SafeString:
    """The steps of a way, each with what it says and the amount it leads to."""
    return mark_safe(f'<ol class="chain">{"".join(_step(step) for step in steps)}</ol>')


def _step(step: Step) -> str:
    amount = f'<span class="chain-amount">{escape(step.amount)}</span>' if step.amount else ""
    text = f'<a href="{escape(step.href)}">{escape(step.text)}</a>' if step.href else escape(step.text)
    note = f"<small>{escape(step.note)}</small>" if step.note else ""
    return (
        f'<li><span class="chain-label">{escape(step.label)}</span>{amount}'
        f'<span class="chain-text">{text}{note}</span></li>'
    )
