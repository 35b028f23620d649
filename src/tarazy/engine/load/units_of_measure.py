"""Units of measure must add up: what each equals, what each formula gives, and what methods compare with a value."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Final

from tarazy.engine.checks.nearest import nearest
from tarazy.engine.load import formula
from tarazy.engine.load.draft import Draft
from tarazy.engine.load.nodes import Scalar
from tarazy.engine.load.products import product_of
from tarazy.engine.load.read import Part, built
from tarazy.engine.load.readings import NoPureNumber, Readings, Unlike, readings
from tarazy.engine.load.report import Report
from tarazy.engine.load.rules import methods_of
from tarazy.engine.model.formula import Expression, Formula
from tarazy.engine.model.measures import Measure, as_equals, factor_in_words, in_words
from tarazy.engine.words import msg

_KEY: Final = "unit_of_measure"
_ONE_UNIT: Final = msg("Only numbers of one unit of measure can be added, subtracted or compared.")


def check_units_of_measure(draft: Draft, report: Report) -> None:
    """Report units that cannot be told, formulas that give another unit than the indicator's, and such comparisons."""
    units = _Units(draft, report)
    variables = {
        name: units.of(part) for part in draft.variables_declared() if (name := part.get("variable")) is not None
    }
    for indicator in draft.readable_indicators:
        declared = units.of(indicator)
        _check_formula(indicator, declared, variables, units, report)
        for _, method in methods_of(indicator):
            names = built(method).in_its_unit() if method.whole and declared else ()
            for name in names:
                found = variables.get(name)
                if found is not None and declared is not None and not found.is_same(declared):
                    report.add(
                        method.place(),
                        msg("The method compares the value ({declared}) with the variable «{name}» ({found})."),
                        _ONE_UNIT,
                        msg("Declare the variable and the indicator in one unit of measure."),
                        name=name,
                        found=units.called(found),
                        declared=units.called(declared),
                    )


class _Units:
    """What every declared unit of measure comes to, as far as it can be told."""

    def __init__(self, draft: Draft, report: Report) -> None:
        self.report = report
        self.parts: dict[str, Part] = {}
        for part in draft.units_of_measure():
            if name := part.get(_KEY):
                self.parts.setdefault(name, part)
        self.known: dict[str, Measure] = {}
        self.refused: set[str] = set()
        for name in self.parts:
            self._resolve(name, ())

    def of(self, part: Part) -> Measure | None:
        """The unit of a variable or an indicator; None if it is not known."""
        return self.known.get(part.get(_KEY, ""))

    def called(self, measure: Measure) -> str:
        """Its name, and in brackets what it equals."""
        name, equals = in_words(measure, self.known), as_equals(measure)
        return name if name == equals else f"{name} ({equals})"

    def is_own(self, name: str) -> bool:
        """Whether the unit is made of no others."""
        return name in self.parts and "equals" not in self.parts[name].node.entries

    def _resolve(self, name: str, above: tuple[str, ...]) -> None:
        if name in self.known or name in self.refused:
            return
        if self.is_own(name):
            self.known[name] = Measure(((name, 1.0),), 0.0)
            return
        self.refused.add(name)
        node = self.parts[name].node.get("equals")
        if not isinstance(node, Scalar) or "equals" not in self.parts[name].values:
            return
        start, written = node.written
        parsed = formula.parse(written, of_variables=False)
        for use in parsed.uses:
            if use.variable in (*above, name):
                self._circle(name, use.variable, above)
            elif use.variable in self.parts:
                self._resolve(use.variable, (*above, name))
            else:
                self._unknown(use.variable, node, start + use.at)
        if parsed.tree is not None and all(use.variable in self.known for use in parsed.uses):
            self.refused.discard(name)
            self.known[name] = product_of(parsed.tree, self.known)

    def _circle(self, name: str, again: str, above: tuple[str, ...]) -> None:
        path = (*above, name)
        self.report.add(
            self.parts[name].place("equals"),
            msg("The unit of measure «{name}» is said to equal itself: {path}."),
            msg("Such a unit is made of nothing that is known."),
            msg("Leave out «equals» at the unit that is made of no others."),
            name=again,
            path=" → ".join((*path[path.index(again) :], again)),
        )

    def _unknown(self, name: str, node: Scalar, at: int) -> None:
        near = nearest(name, self.parts)
        self.report.add(
            node.source.place(at),
            msg("The unit of measure «{name}» is not declared."),
            msg("A unit of measure can equal only numbers and other units of this file."),
            msg("Did you mean «{near}»?") if near else msg("Add it to units_of_measure in variables.yaml."),
            name=name,
            near=near,
        )


def _check_formula(
    indicator: Part, declared: Measure | None, variables: Mapping[str, Measure | None], units: _Units, report: Report
) -> None:
    value, denominate = indicator.get("value"), indicator.get("denominate")
    if not isinstance(value, Formula) or (isinstance(denominate, Part) and not denominate.whole):
        return
    tree = built(denominate).formula(value.tree) if isinstance(denominate, Part) else value.tree
    if any(variables.get(read.variable) is None for read in Formula("", tree).inputs()):
        return
    try:
        found = readings(tree, variables)
    except Unlike as error:
        _unlike(error, indicator, units, report)
    except NoPureNumber as error:
        report.add(
            indicator.place("value"),
            msg("The formula raises a number of {found} to a power that no number states."),
            msg("Only a pure number, such as a ratio, can be raised to a power that differs."),
            msg("Write the power as a number, or divide first by a value of the same unit of measure."),
            found=units.called(error.measure),
        )
    else:
        if found and declared and not any(one.is_same(declared) for one in found.measures):
            _another_unit(found, declared, indicator, units, report)


def _unlike(error: Unlike, indicator: Part, units: _Units, report: Report) -> None:
    (first, of_first), (second, of_second) = error.first, error.second
    apart = of_first.magnitude - of_second.magnitude
    convertible = of_first.powers == of_second.powers
    report.add(
        indicator.place("value"),
        msg("The formula adds or compares {first} in {of_first} and {second} in {of_second}."),
        _ONE_UNIT,
        msg("Multiply {larger} by {factor}, so that both are in one unit of measure.")
        if convertible
        else msg("Correct the formula, or the units of measure of its variables."),
        first=_variables_of(first),
        of_first=units.called(of_first),
        second=_variables_of(second),
        of_second=units.called(of_second),
        larger=_variables_of(first if apart > 0 else second),
        factor=factor_in_words(abs(apart)),
    )


def _variables_of(tree: Expression) -> str:
    """The part of a formula by the variables that it names."""
    names = dict.fromkeys(read.variable for read in Formula("", tree).inputs())
    return f"«{', '.join(names)}»"


def _another_unit(found: Readings, declared: Measure, indicator: Part, units: _Units, report: Report) -> None:
    given = found.measures[0]
    apart = given.magnitude - declared.magnitude
    report.add(
        indicator.place("value"),
        msg("The formula with its denominator gives {found}, and the unit of measure of the indicator is {declared}.")
        if isinstance(indicator.get("denominate"), Part)
        else msg("The formula gives {found}, and the unit of measure of the indicator is {declared}."),
        msg("A percent is not a share, and thousand tenge is not tenge: readers would take one number for another.")
        if given.powers or declared.powers
        else msg("A share equals 1 and a percent 0.01: readers would take one number for another."),
        _mend(given, declared, indicator.get(_KEY), units),
        found=units.called(given),
        declared=units.called(declared),
        factor=factor_in_words(abs(apart)),
        unit=in_words(given, units.known),
        equals=as_equals(given),
        name=indicator.get(_KEY),
    )


def _mend(given: Measure, declared: Measure, name: str, units: _Units) -> str:
    if given.powers != declared.powers:
        if units.is_own(name) and name not in chain.from_iterable(given.powers):
            return msg("Correct the formula; or, if it is right, say at the unit «{name}»: «equals: {equals}».")
        return msg("Correct the formula, the units of measure of its variables, or what the unit «{name}» equals.")
    known = any(one.is_same(given) for one in units.known.values())
    if given.magnitude > declared.magnitude:
        if known:
            return msg("Multiply the formula by {factor}, or give the indicator the unit «{unit}».")
        return msg("Multiply the formula by {factor}, or declare a unit with «equals: {equals}» for the indicator.")
    if known:
        return msg("Divide the formula by {factor}, or give the indicator the unit «{unit}».")
    return msg("Divide the formula by {factor}, or declare a unit with «equals: {equals}» for the indicator.")
