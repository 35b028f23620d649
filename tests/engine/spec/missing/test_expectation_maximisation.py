"""A missing value is replaced by what is expected of it under the likeliest distribution."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked


def rule(others: str = "water", within: str = "period", most: int = 1000) -> str:
    return f"""
missing:
  method: expectation_maximisation
  others: [{others}]
  within: {within}
  tolerance: 1e-14
  most_iterations: {most}
  source: "Order No. 7"
  date: 2024-01-01
"""


SPEC = Spec(
    step="missing",
    method="expectation_maximisation",
    what="""
Only at an indicator. The indicator and the others that are named are taken to lie together like a multivariate normal
distribution. Its means and covariances are those under which all values that are there are likeliest: unlike a
regression it also uses units of which only some values are known. They are found step by step: what is missing is
filled in as expected under the present means and covariances (with what stays uncertain added to these), means and
covariances are computed anew, and so on, until none of them changes by the tolerance; the variables are scaled to
variance 1 for that, and the first step begins with the means and variances of what is known and no covariances. A
missing value takes what is expected of it given the unit's known values of the others; who has none of them stays
missing. Where the steps do not end within the iterations allowed, the run is refused. Nothing is asked of a group in
which nothing is to be filled in; elsewhere at least two units more than others must have all values, and no indicator
may follow from the rest. The values of the others are those by their formulas: no filled value is filled from. A value
that is filled in has no scatter, where true ones have: the share imputed beside every score says how much rests on it.
""",
    formula="""
filled = value, or m + cᵀ C⁻¹ (x - M) where the value is missing: x the unit's known values of the others, M their
means and C their covariances, m the mean of the indicator and c its covariances with them. Written out: an intercept
and a slope for each of the others that the unit has.
""",
    parameters={
        "others": "the ids of the indicators that are taken together with this one",
        "within": "over whom: the whole period (`period`), each peer group (`peer_group`) or each kind (`kind`)",
        "tolerance": "below which change of all means and covariances, variances being 1, the steps end",
        "most_iterations": "after how many steps the run is refused",
        "source": "where this is laid down",
        "date": "of which day",
    },
    yaml=rule(),
    examples=[
        Example(
            title="Apple trees",
            given={
                "value": [
                    None,
                    59.0,
                    58.0,
                    56.0,
                    53.0,
                    50.0,
                    45.0,
                    43.0,
                    42.0,
                    39.0,
                    38.0,
                    30.0,
                    27.0,
                    None,
                    None,
                    None,
                    None,
                    None,
                ],
                "value of water": [
                    8.0,
                    8.0,
                    6.0,
                    11.0,
                    22.0,
                    14.0,
                    17.0,
                    18.0,
                    24.0,
                    19.0,
                    23.0,
                    26.0,
                    40.0,
                    4.0,
                    4.0,
                    5.0,
                    6.0,
                    10.0,
                ],
            },
            gives={
                "filled": [
                    56.142857143,
                    59.0,
                    58.0,
                    56.0,
                    53.0,
                    50.0,
                    45.0,
                    43.0,
                    42.0,
                    39.0,
                    38.0,
                    30.0,
                    27.0,
                    60.194805195,
                    60.194805195,
                    59.181818182,
                    58.168831169,
                    54.116883117,
                ]
            },
            by_hand=(
                "Little and Rubin: the share of wormy fruits and the size of the crop of 18 trees, the share unknown"
                " for 6. Since only the share is ever missing, the likeliest distribution has a closed form: the"
                " regression line of the 12 whole trees, with their means 45 and 19, Σ (x - 19)(y - 45) = -936 and"
                " Σ (x - 19)² = 924, so the slope is -78/77 and the intercept 4947/77; and at 8 that is 4323/77 ="
                " 56.142857... (The mean share becomes 45 - 78/77 · (265/18 - 19) = 49.3333, as the book has it.)"
            ),
            decimals=8,
            says=(
                "water brings −8.1038961039: its value 8 times the slope −1.01298701299.",
                (
                    "There is no value; 56.1428571429 stands for it: the intercept 64.2467532468 and what the other "
                    "indicators bring, by the means and covariances that are likeliest for the values of 18 units "
                    "(iterations: 66)."
                ),
            ),
        ),
        Example(
            title="Another that is missing too",
            instead=rule("water, schools"),
            given={
                "value": [None, 2.0, 2.0, 3.0, 7.0, None, None],
                "value of water": [3.0, 0.0, 1.0, 0.0, 1.0, 1.0, None],
                "value of schools": [None, 0.0, 0.0, 1.0, 1.0, 2.0, None],
            },
            gives={"filled": [13.0, 2.0, 2.0, 3.0, 7.0, 9.0, None]},
            decimals=8,
            by_hand=(
                "Who has the value has both others, and who has schools has water; then each is a regression on those"
                " before it. The value: 1 + 2 · water + 3 · schools over four units (what is left over is 1, -1, -1,"
                " 1), so the sixth has 1 + 2 + 6 = 9. Schools on water over the five that have both: means 0.8 and 0.6,"
                " slope 0.6 / 1.2 = 0.5, intercept 0.5. The first has 3 of water, so 2 schools are expected of it, and"
                " 1 + 6 + 6 = 13. Of the last nothing is known."
            ),
        ),
        Example(
            title="Each group by itself",
            instead=rule(within="peer_group"),
            given={
                "value": [None, 1.0, 4.0, 3.0, None, 10.0, 40.0, 30.0, None],
                "value of water": [2.0, 1.0, 2.0, 3.0, 4.0, 1.0, 2.0, 3.0, None],
                "peer_group": ["a", "a", "a", "a", "b", "b", "b", "b", "c"],
            },
            gives={"filled": [2.666666667, 1.0, 4.0, 3.0, 46.666666667, 10.0, 40.0, 30.0, None]},
            decimals=8,
            by_hand=(
                "In a the line of the three is 8/3 - 2 + water = 2/3 + water, in b 20/3 + 10 · water: 8/3 at 2 and"
                " 140/3 at 4. Of group c nothing can be filled in and so nothing is asked."
            ),
        ),
        Example(
            title="Nothing to tell it from",
            given={"value": [None, 1.0, 4.0, 3.0, None], "value of water": [None, 1.0, 2.0, 3.0, 2.0]},
            gives={"filled": [None, 1.0, 4.0, 3.0, 2.666666667]},
            decimals=8,
            by_hand="2/3 + 2 for the last.",
            says=("There is no value, and none of the other indicators has one from which it could be told.",),
        ),
        Example(
            title="Not enough iterations",
            instead=rule(most=3),
            given={"value": [None, 1.0, 4.0, 3.0], "value of water": [2.5, 1.0, 2.0, 3.0]},
            by_hand="After three steps the numbers still change by more than 10⁻¹⁴.",
            refused=("Expectation-maximisation has not converged: iterations allowed 3, tolerance 1e−14."),
            at=(0,),
        ),
        Example(
            title="Too few units",
            given={"value": [None, 1.0, 2.0, 5.0], "value of water": [3.0, 1.0, 2.0, None]},
            by_hand="Only two units have both, and with one other indicator there must be three.",
            refused="Fewer than 3 units have a value of this indicator and of all the others that are named.",
            at=(0,),
        ),
        Example(
            title="One that follows from the rest",
            given={"value": [None, 1.0, 2.0, 3.0], "value of water": [3.0, 2.0, 4.0, 6.0]},
            by_hand="Of all who have both, water is twice the value; a regression is enough there.",
            refused="Among the units that have all values, one of the indicators follows from the others.",
            at=(0,),
        ),
    ],
    source="""
R. J. A. Little and D. B. Rubin, Statistical Analysis with Missing Data, second edition (2002): the algorithm, chapters
8 and 11; the apple trees, table 7.1 and example 7.1, which go back to G. W. Snedecor and W. G. Cochran, Statistical
Methods. OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3: expected maximisation imputation.
""",
)

test_examples = worked(SPEC)
