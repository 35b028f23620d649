"""What a methodology states of the figures that bodies fill in must be about figures that bodies fill in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tarazy.engine.checks.nearest import nearest
from tarazy.engine.load.draft import Draft
from tarazy.engine.load.nodes import locate
from tarazy.engine.load.read import Part, built
from tarazy.engine.load.report import Place, Report
from tarazy.engine.load.rules import check_repeats
from tarazy.engine.model.formula import Formula, Lagged
from tarazy.engine.model.stated_checks import Held, Shares, SumOfParts
from tarazy.engine.words import msg

_LISTS = ("parts", "variables")
_NAMES = ("whole", "left", "variable")


def check_stated_checks(draft: Draft, report: Report) -> None:
    """Report stated checks of names that are unknown or that no body reports, and those that cannot hold."""
    declared = {name: part for part in draft.variables_declared() if (name := part.get("variable"))}
    first: dict[str, Place] = {}
    for stated in draft.stated_checks():
        for name, place in _named(stated):
            _check_name(name, place, declared, report)
        for key in (*_LISTS, "thresholds"):
            check_repeats(stated, key, report)
        _check_formula(stated, report)
        _check_alike(stated, declared, report)
        if stated.whole:
            _check_first(built(stated).id, stated.place(), first, report)


def names_held(stated: Part) -> set[str]:
    """The variables that a stated check holds against each other: a control figure is one that only a check reads."""
    held = issubclass(stated.struct, Held)
    return {name for name, _ in _named(stated)} if held else set()


def _named(stated: Part) -> Iterator[tuple[str, Place]]:
    """Every variable that a stated check names, with its place."""
    for key in _LISTS:
        for position, name in enumerate(stated.get(key, ())):
            if isinstance(name, str):
                yield name, stated.place(key, position)
    for key in _NAMES:
        if name := stated.get(key):
            yield name, stated.place(key)
    for read in _inputs(stated):
        yield read.variable, locate(stated.node, ("right",))


def _inputs(stated: Part) -> tuple[Lagged, ...]:
    right: Any = stated.get("right")
    return right.inputs() if isinstance(right, Formula) else ()


def _check_name(name: str, place: Place, declared: dict[str, Part], report: Report) -> None:
    if name not in declared:
        near = nearest(name, declared)
        report.add(
            place,
            msg("A check names the variable «{name}», which variables.yaml does not declare."),
            msg("A check looks at what bodies fill in, by the names of the variables."),
            msg("Did you mean «{near}»?") if near else msg("Declare it, or name another."),
            name=name,
            near=near,
        )
    elif "self-report" not in declared[name].get("series", ("self-report",)):
        report.add(
            place,
            msg("A check names the variable «{name}», which no body reports."),
            msg("A check looks at what bodies fill in, and would never speak."),
            msg("Name a variable whose series hold self-report."),
            name=name,
        )


def _check_formula(stated: Part, report: Report) -> None:
    if any(read.lag for read in _inputs(stated)):
        report.add(
            stated.place("right"),
            msg("The formula of a check reads an earlier period."),
            msg("A check of this kind looks at one period; a change over the year has the check «changed»."),
            msg("Remove lag, or state «check: changed»."),
        )


def _check_alike(stated: Part, declared: dict[str, Part], report: Report) -> None:
    """What is added up, and what it is added up to, is counted in one unit, and nothing is part of itself."""
    if not issubclass(stated.struct, SumOfParts | Shares):
        return
    whole = stated.get("whole")
    for position, name in enumerate(stated.get("parts", ())):
        if name == whole:
            report.add(
                stated.place("parts", position),
                msg("«{name}» is a part of itself."),
                msg("The parts and the whole are different variables."),
                msg("Name another part, or another whole."),
                name=name,
            )
    names = [name for name in (whole, *stated.get("parts", ())) if name in declared]
    measures = [declared[name].get("unit_of_measure") for name in names]
    for name, measure in zip(names, measures, strict=True):
        if measure and measures[0] and measure != measures[0]:
            report.add(
                stated.place("parts"),
                msg("«{name}» is in {measure}, and «{other}» is in {other_measure}."),
                msg("Only numbers of one unit of measure are added up."),
                msg("Name variables of one unit of measure; other numbers are compared by «check: relation»."),
                name=name,
                measure=measure,
                other=names[0],
                other_measure=measures[0],
            )


def _check_first(id: str, place: Place, first: dict[str, Place], report: Report) -> None:
    if id in first:
        report.add(
            place,
            msg("The same check of the same variables is stated a second time; the first is in {first}."),
            msg("One of the two would silently win."),
            msg("Keep the one that is right."),
            first=str(first[id]),
        )
    first.setdefault(id, place)
