"""A node that makes no total of its children has none to give to a node above."""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.engine.load.draft import Draft
from tarazy.engine.load.read import Part
from tarazy.engine.load.report import Report
from tarazy.engine.load.rules import methods_of
from tarazy.engine.model.methodology import INDEX
from tarazy.engine.words import msg

NO_TOTAL = "no_total"


def check_totals(draft: Draft, report: Report) -> None:
    """Report nodes that would make a total of something that has none."""
    aggregations = {id: aggregation_of(part) for id, part in _with_children(draft)}
    for parent, part in _with_children(draft):
        above = aggregations[parent]
        for child in part.get("children", ()):
            below = aggregations.get(child) if isinstance(child, str) else None
            if below == NO_TOTAL and above not in (None, NO_TOTAL):
                report.add(
                    part.place("aggregate"),
                    msg("«{parent}» makes a total of «{child}», which makes none."),
                    msg("What has no score cannot be part of one."),
                    msg("Let this node make no total either, or choose an aggregation for the child."),
                    parent=parent,
                    child=child,
                )


def _with_children(draft: Draft) -> Iterator[tuple[str, Part]]:
    if isinstance(draft.index, Part):
        yield INDEX, draft.index
    for part in draft.dimensions:
        if id := part.get("dimension"):
            yield id, part


def aggregation_of(node: Part) -> str | None:
    """By which method the node makes a total of its children, as far as it could be read."""
    for step, method in methods_of(node):
        if step == "aggregate":
            return str(method.struct.__struct_config__.tag)
    return None
