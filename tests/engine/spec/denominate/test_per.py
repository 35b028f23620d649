"""The value divided by a variable."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="denominate",
    method="per",
    what="""
The value of the formula is divided by another variable of the same unit and period, and multiplied by a factor: wells
per 1000 persons, spending per head. Small and large units can then be compared. It is the same as a formula that
divides, kept apart where all indicators of a methodology are divided by the same rule. Where the denominator is
missing, the value is missing; a denominator of zero is refused, not passed over.
""",
    formula="value per factor = value · factor / denominator.",
    parameters={
        "variable": "the denominator, a name of `variables.yaml`",
        "factor": "per how many of the denominator, above zero; 1 for per head",
        "source": "where this is laid down",
        "date": "of which day",
    },
    yaml='denominate: {method: per, variable: population, factor: 1000, source: "Order No. 7", date: 2024-01-01}',
    examples=[
        Example(
            title="Per 1000 persons",
            given={"value": [5.0, 8.0, None, 3.0, 0.0], "variable population": [2000.0, 1600.0, 0.0, None, 500.0]},
            gives={"denominated": [2.5, 5.0, None, None, 0.0]},
            by_hand=(
                "5 · 1000 / 2000 = 2.5. Where the value or the denominator is missing there is nothing to divide, "
                "so the zero of the third row does no harm."
            ),
            says=("The value 5 times 1000, divided by 2000 (population), is 2.5.",),
        ),
        Example(
            title="Trade in goods as a share of the economy",
            instead="""
denominate:
  method: per
  variable: domestic_product
  factor: 1
  source: "JRC, Exploring ASEM Sustainable Connectivity (2019), denominators"
  date: 2019-01-01
""",
            given={
                "value": [278.4264, 597.8723, 55.04856],
                "variable domestic_product": [390.7999911, 467.9552674, 135.005204],
            },
            gives={"denominated": [0.7124524215476626, 1.277627033288524, 0.40775139305000424]},
            decimals=15,
            by_hand="""
Austria, Belgium and Kazakhstan in the index of the Joint Research Centre of the European Commission: trade and product
in billions of dollars and the denominated values as the R package COINr computes them.
""",
        ),
        Example(
            title="Nobody lives there",
            given={"value": [5.0, 8.0, 0.0], "variable population": [2000.0, 0.0, 0.0]},
            by_hand="A number divided by zero has no value, and zero divided by zero none either.",
            refused="The denominator population is zero.",
            at=(1, 2),
        ),
        Example(
            title="A denominator in the wrong unit of measure",
            given={"value": [5.0, 1e300], "variable population": [2000.0, 1e-300]},
            by_hand="1e300 · 1000 / 1e-300 is beyond what a number can hold.",
            refused="The value divided by its denominator is too large to compute with.",
            at=(1,),
        ),
    ],
    source="OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 2: scaling by a measure of size.",
)

test_examples = worked(SPEC)
