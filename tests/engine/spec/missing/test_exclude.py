"""A child without a score is left out, as long as enough is covered."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="missing",
    method="exclude",
    what="""
Only at a dimension. A child without a score is left out and its weight goes to the others in proportion to theirs, as
long as enough of the
weight counts; the share that does not count stands beside every score. Below the floor there is no score, reason
`below_coverage`.
""",
    formula="""
weight_i = w_i / (sum of w over the children with a score), if share counted >= floor.
The share counted is the nominal weight of all that counts below the dimension, down to the indicators: a child
dimension that itself lacks
a fifth counts for four fifths of its weight.
""",
    parameters={
        "floor": "the least share of the weight, 0 to 1, that must count",
        "source": "where the floor is laid down",
        "date": "of which day",
    },
    yaml='missing: {method: exclude, floor: 0.6, source: "Order No. 7, section 4", date: 2024-01-01}',
    examples=[
        Example(
            title="Two children",
            given={
                "roads score": [80.0, 60.0, None, None],
                "roads weight": [0.6, 0.6, 0.6, 0.6],
                "water score": [None, 45.0, 50.0, None],
                "water weight": [0.4, 0.4, 0.4, 0.4],
            },
            gives={
                "roads effective weight": [1.0, 0.6, 0.0, 0.0],
                "water effective weight": [0.0, 0.4, 0.0, 0.0],
                "reason": ["", "", "below_coverage", "below_coverage"],
            },
            by_hand=(
                "First row: 0.6 counts, exactly the floor, and 0.6 / 0.6 = 1. Third row: 0.4 counts, less than 0.6."
            ),
            says=(
                "The weight of roads is 1: its own 0.6, divided by 0.6, the sum of the weights that count.",
                (
                    "The share counted is 0.6, not less than the floor of 0.6; the weight of what is "
                    "missing goes to the other children."
                ),
            ),
        ),
        Example(
            title="Health in the index of poverty of the United Nations",
            instead='missing: {method: exclude, floor: 0.5, source: "UNDP", date: 2018-09-14}',
            given={
                "roads score": [None, 70.0],
                "roads weight": [0.5, 0.5],
                "water score": [40.0, 40.0],
                "water weight": [0.5, 0.5],
            },
            gives={
                "roads effective weight": [0.0, 0.5],
                "water effective weight": [1.0, 0.5],
                "reason": ["", ""],
            },
            by_hand="""
Of the global Multidimensional Poverty Index health is 1/3: nutrition (here roads) 1/6 and child mortality (water) 1/6.
Where nutrition was not surveyed, the United Nations Development Programme gives child mortality all of the 1/3: of
health not a half but the whole.
""",
        ),
        Example(
            title="Without a floor",
            instead='missing: {method: exclude, floor: 0, source: "Order No. 7, section 4", date: 2024-01-01}',
            given={
                "roads score": [None, None],
                "roads weight": [0.6, 0.6],
                "water score": [None, 30.0],
                "water weight": [0.4, 0.4],
            },
            gives={
                "roads effective weight": [0.0, 0.0],
                "water effective weight": [0.0, 1.0],
                "reason": ["missing", ""],
            },
            by_hand="One child is enough; where there is none there is no score.",
            says=("No score: no child has a score.",),
        ),
    ],
    source=(
        "OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3, available-case rule; the"
        " floor is this system's addition."
    ),
)

test_examples = worked(SPEC)
