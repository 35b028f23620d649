"""Names must mean something: variables of formulas, units of measure."""

from __future__ import annotations

import re

from tarazy.engine.checks.look_alikes import in_latin
from tarazy.engine.checks.nearest import nearest
from tarazy.engine.load import formula
from tarazy.engine.load.draft import Draft
from tarazy.engine.load.formula_flaws import FUNCTIONS
from tarazy.engine.load.nodes import Scalar
from tarazy.engine.load.read import Part
from tarazy.engine.load.reads import variables_read
from tarazy.engine.load.report import Place, Report
from tarazy.engine.load.stated_checks import names_held
from tarazy.engine.words import msg


def check_names(draft: Draft, report: Report) -> None:
    """Report names that are unknown, used twice, reserved or never used."""
    _check_twice(draft.variables_declared(), "variable", report)
    _check_twice(draft.units_of_measure(), "unit_of_measure", report)
    for variable in draft.variables_declared():
        _check_reserved(variable, report)
    if draft.variables is not None:
        _check_units_of_measure(draft, report)
        _check_formulas(draft, report)


def _check_twice(parts: tuple[Part, ...], key: str, report: Report) -> None:
    first: dict[str, Place] = {}
    for part in parts:
        name = part.get(key)
        if name in first:
            report.add(
                part.place(key),
                msg("The name «{name}» is declared a second time; the first is in {first}."),
                msg("One of the two would silently win."),
                msg("Keep the one that is right, or rename one."),
                name=name,
                first=str(first[name]),
            )
        elif name:
            first[name] = part.place(key)


def _check_reserved(variable: Part, report: Report) -> None:
    name = variable.get("variable")
    if name in FUNCTIONS:
        report.add(
            variable.place("variable"),
            msg("The variable is called «{name}», as a function of formulas is."),
            msg("A reader could not tell which of the two a formula means."),
            msg("Choose another name, such as {name}_value."),
            name=name,
        )


def _check_units_of_measure(draft: Draft, report: Report) -> None:
    known = {name for part in draft.units_of_measure() if (name := part.get("unit_of_measure"))}
    for part in (*draft.variables_declared(), *draft.readable_indicators):
        name = part.get("unit_of_measure")
        if name and name not in known:
            near = nearest(name, known)
            report.add(
                part.place("unit_of_measure"),
                msg("The unit of measure «{name}» is not declared."),
                msg("Every number is shown with its unit, in three languages."),
                msg("Did you mean «{near}»?")
                if near
                else msg("Add «- unit_of_measure: {name}» with title and symbol to variables.yaml."),
                name=name,
                near=near,
            )


def _check_formulas(draft: Draft, report: Report) -> None:
    declared = {name: part for part in draft.variables_declared() if (name := part.get("variable"))}
    used: set[str] = set()
    for part in draft.readable_indicators:
        node = part.node.get("value")
        if not isinstance(node, Scalar):
            continue
        if "value" not in part.values:
            # The formula itself cannot be read; what it names is used all the same.
            used.update(re.findall(r"[a-z][a-z0-9_]*", in_latin(node.text)))
            continue
        used.update(_names_used(node, declared, report))
    if None not in draft.indicators.values():
        held = {name for stated in draft.stated_checks() for name in names_held(stated)}
        for name in declared.keys() - used - held - variables_read(draft):
            report.add(
                declared[name].place("variable"),
                msg("No formula and no method uses the variable «{name}»."),
                msg("Bodies would be asked for figures that nobody needs."),
                msg("Use it, or remove it."),
                name=name,
            )


def _names_used(node: Scalar, declared: dict[str, Part], report: Report) -> set[str]:
    start, written = node.written
    uses = formula.parse(written).uses
    for use in uses:
        if use.variable not in declared:
            near = nearest(use.variable, declared)
            report.add(
                node.source.place(start + use.at),
                msg("The formula names «{name}», which variables.yaml does not declare."),
                msg("A formula may use only declared variables, each with its source and unit."),
                msg("Did you mean «{near}»?")
                if near
                else msg("Add «- variable: {name}» with its keys to variables.yaml."),
                name=use.variable,
                near=near,
            )
    return {use.variable for use in uses}
