"""What follows from re-verification must be possible: a verified figure counts, a node takes penalty points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.load.draft import Draft
from tarazy.engine.load.read import Part
from tarazy.engine.load.report import Report
from tarazy.engine.load.rules import methods_of
from tarazy.engine.model.formula import Formula
from tarazy.engine.model.penalised import PENALTY
from tarazy.engine.words import msg

_KEY: Final = "verification"


def check_consequences(draft: Draft, report: Report) -> None:
    """Report consequences that could never follow."""
    if draft.variables is None or draft.methodology is None or None in draft.indicators.values():
        return
    general = draft.methodology.get(_KEY)
    for variable in draft.variables_declared():
        own = variable.get(_KEY)
        series = variable.get("series", ())
        if isinstance(own, Part):
            _check_is_taken(variable, series, report)
            _check_node(draft, variable, own, report)
        elif isinstance(general, Part) and {"self-report", "verified"} <= set(series):
            _check_node(draft, variable, general, report)


def _check_is_taken(variable: Part, series: tuple[str, ...], report: Report) -> None:
    if series and not {"self-report", "verified"} <= set(series):
        report.add(
            variable.place(_KEY),
            msg("«{name}» says what follows from re-verification, and its series lack self-report or verified."),
            msg("What bodies do not report is not verified, and what is verified counts only where it is accepted."),
            msg("Add the series, or remove the key."),
            name=variable.get("variable", ""),
        )


def _check_node(draft: Draft, variable: Part, said: Part, report: Report) -> None:
    """Points must have a node to be taken off: of every indicator that reads the variable, one above or itself."""
    name = variable.get("variable")
    for key in ("not_evidenced", "differs"):
        consequence = said.get(key)
        if not isinstance(consequence, Part) or "penalty" not in consequence.values:
            continue
        for reader in _readers(draft, name):
            if not _takes_points(draft, reader):
                report.add(
                    consequence.place("penalty"),
                    msg("Points are taken off for «{name}», and no node above «{reader}» takes penalty points."),
                    msg("Penalty points come off the nearest node above that reads a variable «{penalty}<node>»."),
                    msg(
                        "Add «method: penalty» to a node above, or state for this variable what follows without points."
                    ),
                    name=name,
                    reader=reader.get("indicator", ""),
                    penalty=PENALTY,
                )
                return


def _readers(draft: Draft, name: str) -> Iterator[Part]:
    for indicator in draft.readable_indicators:
        value = indicator.get("value")
        if isinstance(value, Formula) and name in {read.variable for read in value.inputs()}:
            yield indicator


def _takes_points(draft: Draft, indicator: Part) -> bool:
    penalties = {
        part.get("variable")
        for part in draft.variables_declared()
        if isinstance(observed := part.get("observed"), Part) and str(observed.get("variable", "")).startswith(PENALTY)
    }
    above = {child: dimension for dimension in draft.dimensions for child in dimension.get("children", ()) if child}
    node: Part | None = indicator
    while node is not None:
        if any(method.get("variable") in penalties for step, method in methods_of(node) if step == "adjust"):
            return True
        node = above.get(node.get("indicator") or node.get("dimension"))
    index = draft.index
    return isinstance(index, Part) and any(
        method.get("variable") in penalties for step, method in methods_of(index) if step == "adjust"
    )
