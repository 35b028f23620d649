"""The unit of measure of a formula, from those of its variables: every reading of its numbers that makes sense.

A number of a product converts (100 * a / b is a percent) or is a plain number (a / 3). A power of ten always converts,
but for 0.1 and 10 before a term of a sum, and for weights. The numbers before the terms of a sum are weights where they
add up to 1, where the sum is divided by what they add up to, and where one of them is no power of ten.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import chain, product
from typing import Final, Literal, NamedTuple

from tarazy.engine.load.constants import is_constant, value_of
from tarazy.engine.load.terms import (
    Factor,
    is_power_of_ten,
    numbers_and_others,
    terms_of,
    weight_of,
    weights_of,
)
from tarazy.engine.model.formula import Call, Expression, Lagged, Negative, Operation
from tarazy.engine.model.measures import PURE, Measure, Powers, are_same, combined

# Beyond so many readings nobody could say which was meant, and the formula is left alone.
_AT_MOST: Final = 200
# Whether the numbers of a product convert, may also be a tenth or ten times, or are plain.
Numbers = Literal["convert", "tenths", "plain"]


class Readings(NamedTuple):
    """Base units, and the magnitudes that the numbers of a formula leave open, the plainest first."""

    powers: Powers
    magnitudes: tuple[float, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        return tuple(Measure(self.powers, magnitude) for magnitude in self.magnitudes)


class Unlike(Exception):
    """Two parts of a formula that are added or compared and have no unit of measure in common."""

    def __init__(self, first: tuple[Expression, Measure], second: tuple[Expression, Measure]) -> None:
        super().__init__()
        self.first, self.second = first, second


class NoPureNumber(Exception):
    """A number of a unit of measure is raised to a power that differs from unit to unit."""

    def __init__(self, measure: Measure) -> None:
        super().__init__()
        self.measure = measure


Variables = Mapping[str, Measure | None]


def readings(tree: Expression, variables: Variables) -> Readings | None:
    """The units of measure in which a formula may give its values; None if any would do.

    `variables`: the unit of measure of each; None where it is not known.
    Raises: Unlike, NoPureNumber.

    >>> births, people = Measure((("birth", 1.0),), 0.0), Measure((("person", 1.0),), 3.0)
    >>> rate = Operation("/", Lagged("b"), Lagged("p"))
    >>> readings(rate, {"b": births, "p": people})
    Readings(powers=(('birth', 1.0), ('person', -1.0)), magnitudes=(-3.0,))
    """
    return _Formula(variables).read(tree)


class _Formula:
    """Reads each part of a formula once in each way, however many ways of reading the whole ask for it."""

    def __init__(self, variables: Variables) -> None:
        self.variables = variables
        self.found: dict[tuple[int, Numbers], Readings | Unlike | NoPureNumber | None] = {}

    def read(self, tree: Expression, numbers: Numbers = "convert") -> Readings | None:
        """What a part may be; `numbers`: how to take those of its own product, if it is one."""
        key = id(tree), numbers
        if key not in self.found:
            try:
                self.found[key] = self._read(tree, numbers)
            except (Unlike, NoPureNumber) as error:
                self.found[key] = error
        found = self.found[key]
        if isinstance(found, Exception):
            raise found
        return found

    def _read(self, tree: Expression, numbers: Numbers) -> Readings | None:
        if is_constant(tree):
            return None
        match tree:
            case Lagged(variable):
                measure = self.variables.get(variable)
                return measure and Readings(measure.powers, (measure.magnitude,))
            case Negative(of):
                return self.read(of, numbers)
            case Operation("+" | "-", left, right):
                return self._sum(tree, left, right)
            case Operation("*" | "/"):
                return self._product(tree, numbers)
            case Operation("**", base, exponent):
                return self._power(base, exponent)
            case Call(function, arguments):
                return self._call(function, arguments)
        raise TypeError(f"no reading of {tree}")

    def _call(self, function: str, arguments: Sequence[Expression]) -> Readings | None:
        if function in ("min", "max"):
            return self._in_common(arguments, "tenths")
        inner = self.read(arguments[0])
        if function in ("abs", "sqrt"):
            return _raised(inner, 0.5 if function == "sqrt" else 1.0)
        # A logarithm is taken of any number; its base, or a number before it, stands for the unit.
        return Readings(PURE.powers, (PURE.magnitude,))

    def _power(self, base: Expression, exponent: Expression) -> Readings | None:
        inner = self.read(base)
        if (number := value_of(exponent)) is not None:
            return _raised(inner, number)
        self.read(exponent)
        if inner is not None and not any(one.is_same(PURE) for one in inner.measures):
            raise NoPureNumber(inner.measures[0])
        return Readings(PURE.powers, (PURE.magnitude,))

    def _sum(self, tree: Expression, left: Expression, right: Expression) -> Readings | None:
        """What its terms may all be, by their numbers as conversions and as weights; else what its two sides may be."""
        terms, weights, total = [term for _, term in terms_of(tree)], weights_of(tree), weight_of(tree)
        ways: list[Readings | None] = []
        with suppress(Unlike):
            ways.append(self._in_common(terms, "tenths"))
        if any(weight != 1 for weight in weights):
            with suppress(Unlike):
                mean = self._in_common(terms, "plain")
                if are_same(total, 1):
                    return mean
                if is_power_of_ten(total):
                    ways.append(mean and _divided(mean, total))
                if not all(is_power_of_ten(abs(weight)) for weight in weights):
                    ways.append(mean)
        return _either(ways) if ways else self._in_common((left, right), "tenths")

    def _in_common(self, terms: Sequence[Expression], numbers: Numbers) -> Readings | None:
        """What all terms may be; a bare number is whatever the others are."""
        found: Readings | None = None
        first: Expression | None = None
        for term in terms:
            read = self.read(term, numbers)
            if read is None:
                continue
            if found is None or first is None:
                found, first = read, term
                continue
            both = [one for one in found.magnitudes if any(are_same(one, other) for other in read.magnitudes)]
            if found.powers != read.powers or not both:
                raise Unlike((first, found.measures[0]), (term, read.measures[0]))
            found = Readings(found.powers, tuple(both))
        return found

    def _product(self, tree: Expression, numbers: Numbers) -> Readings | None:
        written, others = numbers_and_others(tree)
        of_mean = _divided_by_its_weight(written, others)
        read = [
            self.read(factor) if not written else self._mean(factor) if at == of_mean else self._perhaps_mean(factor)
            for at, (_, factor) in enumerate(others)
        ]
        known = [one for one in read if one is not None]
        if len(known) < len(read):
            return None
        choices = [
            tuple(exponent * one for one in inner.magnitudes)
            for (exponent, _), inner in zip(others, known, strict=True)
        ]
        if of_mean is None and numbers != "plain":
            choices += [tuple(-exponent * one for one in _conversions(number, numbers)) for exponent, number in written]
        powers = combined((inner.powers, exponent) for (exponent, _), inner in zip(others, known, strict=True))
        return _crossed(powers, choices)

    def _mean(self, tree: Expression) -> Readings | None:
        """A sum that is divided by what its weights add up to."""
        with suppress(Unlike):
            return self._in_common([term for _, term in terms_of(tree)], "plain")
        return self.read(tree)

    def _perhaps_mean(self, tree: Expression) -> Readings | None:
        """A factor; a sum also as its mean times W, which the numbers around it may take up."""
        weight = weight_of(tree)
        if weight <= 0:
            return self.read(tree)
        try:
            plain = self._in_common([term for _, term in terms_of(tree)], "plain")
        except Unlike:
            return self.read(tree)
        if plain is None:
            return None
        ways: list[Readings | None] = []
        with suppress(Unlike):
            ways.append(self.read(tree))
        return _either([*ways, _divided(plain, weight)])


def _divided_by_its_weight(written: Sequence[tuple[int, float]], others: Sequence[Factor]) -> int | None:
    """Which factor is a sum that all the numbers around it divide by what its weights add up to."""
    total = sum(exponent * math.log10(number) for exponent, number in written)
    for at, (exponent, factor) in enumerate(others):
        weight = weight_of(factor)
        if written and weight > 0 and are_same(total + exponent * math.log10(weight), 0):
            return at
    return None


def _raised(inner: Readings | None, exponent: float) -> Readings | None:
    if inner is None:
        return None
    return Readings(combined([(inner.powers, exponent)]), tuple(one * exponent for one in inner.magnitudes))


def _divided(inner: Readings, number: float) -> Readings:
    """What a number of these units is, once it is taken for so many times as many."""
    return Readings(inner.powers, tuple(one - math.log10(number) for one in inner.magnitudes))


def _either(ways: Sequence[Readings | None]) -> Readings | None:
    """All readings of several ways, which have the same base units; None if any would do."""
    known = [one for one in ways if one is not None]
    if len(known) < len(ways):
        return None
    return _some(known[0].powers, chain.from_iterable(one.magnitudes for one in known))


def _conversions(number: float, numbers: Numbers) -> tuple[float, ...]:
    """By how many powers of ten a number of a product may convert; 0 where it may be plain.

    >>> _conversions(100, "convert"), _conversions(1200, "convert"), _conversions(0.1, "tenths")
    ((2.0,), (0.0, 3.0791812460476247, 2.0), (0.0, -1.0))
    """
    whole = math.log10(number)
    if is_power_of_ten(number):
        return (0.0, whole) if numbers == "tenths" and abs(round(whole)) == 1 else (whole,)
    digits = f"{number:.0f}"
    zeros = len(digits) - len(digits.rstrip("0")) if number == float(digits) else 0
    return (0.0, whole, float(zeros)) if zeros else (0.0, whole)


def _crossed(powers: Powers, choices: Iterable[Sequence[float]]) -> Readings | None:
    found = Readings(powers, (0.0,))
    for magnitudes in choices:
        crossed = _some(powers, [one + other for one, other in product(found.magnitudes, magnitudes)])
        if crossed is None:
            return None
        found = crossed
    return found


def _some(powers: Powers, magnitudes: Iterable[float]) -> Readings | None:
    """Each once; None if there are too many."""
    once: dict[float, float] = {}
    for one in magnitudes:
        once.setdefault(round(one, 8), one)
    return Readings(powers, tuple(once.values())) if len(once) <= _AT_MOST else None
