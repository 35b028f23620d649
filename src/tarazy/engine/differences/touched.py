"""Whom differences touch: from which period on scores may change, and whose."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Literal

from tarazy.engine.differences.found import Change
from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.model.period import PeriodLength, last_day


def first_period(new: Methodology, changes: Iterable[Change]) -> str | None:
    """The first period that the new text assesses in which a score may differ; None where none may."""
    first = new.assessed_periods.from_
    begins = [
        first if change.since is None else _period_of(change.since, new.period) for change in changes if change.counts
    ]
    return max(first, min(begins, key=last_day), key=last_day) if begins else None


def _period_of(day: datetime.date, length: PeriodLength) -> str:
    """The period in which the day lies."""
    match length:
        case "year":
            return f"{day.year:04d}"
        case "quarter":
            return f"{day.year:04d}-Q{(day.month + 2) // 3}"
        case "month":
            return f"{day.year:04d}-{day.month:02d}"


def kinds_affected(old: Methodology, new: Methodology, changes: Iterable[Change]) -> frozenset[str] | Literal["any"]:
    """The kinds of units whose own scores may change: those to whom a changed node applies, in either text."""
    found: set[str] = set()
    for change in changes:
        for methodology, node in _touched(old, new, change) if change.counts else ():
            kinds = _kinds(methodology, node)
            if kinds == "any":
                return "any"
            found |= kinds
    return frozenset(found)


def _touched(old: Methodology, new: Methodology, change: Change) -> Iterator[tuple[Methodology, str]]:
    for methodology in (old, new):
        if change.of == "node" and change.id in methodology.nodes:
            yield methodology, change.id
        elif change.of == "variable":
            for node in methodology.nodes.values():
                if any(read.variable == change.id for read in node.reads()):
                    yield methodology, node.id
        elif change.of == "methodology":
            yield methodology, INDEX


def _kinds(methodology: Methodology, node: str) -> frozenset[str] | Literal["any"]:
    """The kinds to whom the node and everything above it applies."""
    assessed = methodology.assessed_kinds
    found = None if assessed == "any" else frozenset(assessed)
    at: str | None = node
    while at is not None:
        applies = getattr(methodology.nodes[at].methods.get("apply"), "kinds", None)
        if applies is not None:
            found = frozenset(applies) if found is None else found & frozenset(applies)
        at = methodology.parents.get(at)
    return "any" if found is None else found
