"""A formula made together with its unit of measure is accepted in it, and in no unit that is off by a factor."""

from __future__ import annotations

import math

from hypothesis import assume, given
from hypothesis import strategies as st

from tarazy.engine.load.formula import parse
from tarazy.engine.load.readings import readings
from tarazy.engine.model.measures import PURE, Measure, combined

VARIABLES = {
    "tenge": Measure((("tenge", 1.0),), 0.0),
    "thousands": Measure((("tenge", 1.0),), 3.0),
    "persons": Measure((("person", 1.0),), 0.0),
    "millions": Measure((("person", 1.0),), 6.0),
    "percent": Measure((), -2.0),
    "share": PURE,
}
# No product of the numbers that are written comes to one of these.
OFF_BY = (17.0, 1 / 17, 1.7e5)
Made = tuple[str, Measure]


def _times(first: Measure, second: Measure, exponent: float) -> Measure:
    powers = combined([(first.powers, 1), (second.powers, exponent)])
    return Measure(powers, first.magnitude + exponent * second.magnitude)


@st.composite
def formulas(draw: st.DrawFn, depth: int = 3) -> Made:
    """A formula in words with the unit of measure in which its values are."""
    name = draw(st.sampled_from(sorted(VARIABLES)))
    if depth == 0:
        return draw(st.sampled_from([name, f"lag({name}, 1)"])), VARIABLES[name]
    text, measure = draw(formulas(depth - 1))
    other, of_other = draw(formulas(depth - 1))
    power = draw(st.sampled_from([-3, -2, 2, 3, 6]))
    # Another number of the same unit: the same, times what is a pure number once thousands are converted.
    alike = draw(st.sampled_from([f"({text}) * tenge / (1000 * thousands)", f"3 * ({text}) * share", f"abs({text})"]))
    return draw(
        st.sampled_from(
            [
                (name, VARIABLES[name]),
                (f"({text}) * ({other})", _times(measure, of_other, 1)),
                (f"({text}) / ({other})", _times(measure, of_other, -1)),
                (f"{10.0**power:.6f} * ({text})", Measure(measure.powers, measure.magnitude - power)),
                (f"({text}) / {10.0**power:.6f}", Measure(measure.powers, measure.magnitude + power)),
                (f"7 * ({text}) / 3", measure),
                (f"({text}) + {alike}", measure),
                (f"{alike} - ({text}) + 100", measure),
                (f"0.01 * ({text}) + 0.99 * ({text})", measure),
                (f"(60 * ({text}) + 40 * abs({text})) / 100", measure),
                (f"max({text}, {alike}, 1)", measure),
                (f"sqrt(({text}) * ({other}))", _root(_times(measure, of_other, 1))),
                (f"({text}) ** 2", _times(measure, measure, 1)),
                (f"-({text})", measure),
                (f"log({text}) / log(10)", PURE),
            ]
        )
    )


def _root(measure: Measure) -> Measure:
    return Measure(combined([(measure.powers, 0.5)]), measure.magnitude / 2)


def _is_accepted(text: str, declared: Measure) -> bool:
    parsed = parse(text)
    assert parsed.tree is not None, parsed.flaws
    found = readings(parsed.tree, VARIABLES)
    assume(found is not None)
    assert found is not None
    return any(one.is_same(declared) for one in found.measures)


@given(formulas())
def test_a_formula_is_accepted_in_its_unit(made: Made) -> None:
    assert _is_accepted(*made)


@given(formulas(), st.sampled_from(OFF_BY))
def test_and_refused_in_one_that_is_off_by_a_factor(made: Made, factor: float) -> None:
    text, measure = made
    assert not _is_accepted(text, Measure(measure.powers, measure.magnitude + math.log10(factor)))


@given(formulas())
def test_and_refused_in_one_of_other_things(made: Made) -> None:
    text, measure = made
    assert not _is_accepted(text, Measure(combined([(measure.powers, 1), ((("bed", 1.0),), 1)]), measure.magnitude))
