"""What a unit of measure comes to: how many times which units that are made of no others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

Powers = tuple[tuple[str, float], ...]
_DECIMALS: Final = 9
_LONGEST: Final = 30
SAME: Final = 1e-8


class Measure(NamedTuple):
    """A unit of measure: 10 ** `magnitude` times its base units, each with its exponent, in the order of their names.

    Thousand tenge per person is Measure((("person", -1.0), ("tenge", 1.0)), 3.0); a percent is Measure((), -2.0).
    """

    powers: Powers
    magnitude: float

    def is_same(self, other: Measure) -> bool:
        return self.powers == other.powers and are_same(self.magnitude, other.magnitude)


PURE: Final = Measure((), 0.0)


def are_same(magnitude: float, other: float) -> bool:
    return abs(magnitude - other) < SAME


def combined(parts: Iterable[tuple[Powers, float]]) -> Powers:
    """The base units of a product: of each factor with the exponent to which it is raised.

    >>> combined([((("tenge", 1.0),), 1), ((("person", 1.0), ("tenge", 1.0)), -1)])
    (('person', -1.0),)
    """
    sums: dict[str, float] = {}
    for powers, exponent in parts:
        for name, power in powers:
            sums[name] = round(sums.get(name, 0.0) + power * exponent, _DECIMALS)
    return tuple(sorted((name, power) for name, power in sums.items() if power))


def factor_in_words(magnitude: float) -> str:
    """10 ** magnitude as a methodology writes it.

    >>> factor_in_words(3.0), factor_in_words(-5.0), factor_in_words(0.47712125472)
    ('1000', '0.00001', '3')
    """
    if abs(magnitude) > _LONGEST:
        return f"10 ** {magnitude:g}"
    return f"{Decimal(f'{10**magnitude:.8g}').normalize():f}"


def in_words(measure: Measure, known: Mapping[str, Measure]) -> str:
    """The id of a declared unit that is the same, else the product as `equals` writes it.

    >>> in_words(Measure((("person", -1.0), ("tenge", 1.0)), 3.0), {"percent": Measure((), -2.0)})
    '1000 * tenge / person'
    """
    for name, one in known.items():
        if one.is_same(measure):
            return name
    return as_equals(measure)


def as_equals(measure: Measure) -> str:
    """The unit as `equals` writes it, in base units."""
    above = [_raised(name, power) for name, power in measure.powers if power > 0]
    below = [_raised(name, -power) for name, power in measure.powers if power < 0]
    if not above or not are_same(measure.magnitude, 0.0):
        above.insert(0, factor_in_words(measure.magnitude))
    return " / ".join((" * ".join(above), *below))


def _raised(name: str, power: float) -> str:
    return name if power == 1 else f"{name} ** {power:g}"
