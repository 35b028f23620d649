"""The logarithm of the value."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked


def rule(base: str, shift: int) -> str:
    return f'treat:\n  - {{method: log, base: {base}, shift: {shift}, source: "Order No. 7", date: 2024-01-01}}'


SPEC = Spec(
    step="treat",
    method="log",
    what="""
Money, area and population spread over several powers of ten, and the greatest leaves all others at the foot of the
scale. A logarithm brings them together: each factor of ten counts the same. Where zero or negative values are possible,
a shift is added first; it stands in the text, since another shift gives other scores.
""",
    formula="ln(value + shift), or log10(value + shift).",
    parameters={
        "base": "`natural` or `ten`",
        "shift": "what is added to every value first; 0 for nothing",
        "source": "where this is laid down",
        "date": "of which day",
    },
    yaml=rule("ten", 0),
    examples=[
        Example(
            title="Powers of ten",
            given={"value": [1000.0, 0.01, 1.0, None]},
            gives={"treated": [3.0, -2.0, 0.0, None]},
            by_hand="1000 = 10³, 0.01 = 10⁻².",
            says=("The decimal logarithm of the value 1000 is 3.",),
        ),
        Example(
            title="The example of NumPy",
            given={"value": [1e-15]},
            gives={"treated": [-15.0]},
            by_hand="The manual of NumPy, at `numpy.log10`, gives -15 for 1e-15 (and no number for -3).",
        ),
        Example(
            title="Natural, shifted by one",
            instead=rule("natural", 1),
            given={"value": [1.0, 0.0, 3.0]},
            gives={"treated": [0.693147180559945, 0.0, 1.386294361119891]},
            by_hand="ln 2 = 0.693147180559945..., ln 1 = 0, ln 4 = 2 · ln 2.",
            says=("The natural logarithm of the value 1, shifted by 1, is 0.69314718056.",),
        ),
        Example(
            title="Nothing to take a logarithm of",
            given={"value": [10.0, 0.0, -5.0, None]},
            by_hand="Only numbers above zero have a logarithm; a missing one is no fault.",
            refused="The value plus 0 is not above zero, and its logarithm is to be taken.",
            at=(1, 2),
        ),
        Example(
            title="A shift that is too small",
            instead=rule("natural", 1),
            given={"value": [0.0, -1.0]},
            by_hand="-1 + 1 = 0.",
            refused="The value plus 1 is not above zero, and its logarithm is to be taken.",
            at=(1,),
        ),
    ],
    source="OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5: transformation of skewed data.",
)

test_examples = worked(SPEC)
