"""The weighted generalised mean."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="aggregate",
    method="generalised",
    what="""
The weighted generalised (power) mean of the children's scores. The exponent says how far strong children make up for
weak ones: 1 is the arithmetic mean, -1 the harmonic; below 1 a weak child weighs more, above 1 a strong one. The
exponent 0 would be the geometric mean, which is a method of its own: take `geometric`. Under a negative exponent a
child with no points leaves none. Points cannot be told apart by child, so there are no contributions.
""",
    formula="score = (sum of weight_i · score_i ^ p) ^ (1 / p) over the children that count, p the exponent",
    parameters={
        "exponent": "from -100 to 100, and at least 0.01 away from 0",
        "source": "where the exponent is laid down",
        "date": "of which day",
    },
    yaml='aggregate: {method: generalised, exponent: 0.5, source: "Order No. 7, section 5", date: 2024-01-01}',
    examples=[
        Example(
            title="The exponent a half",
            given={
                "roads score": [64.0, 100.0, 0.0, None],
                "roads weight": [0.75, 0.5, 0.5, 0.0],
                "water score": [16.0, 0.0, 0.0, 36.0],
                "water weight": [0.25, 0.5, 0.5, 1.0],
            },
            gives={"score": [49.0, 25.0, 0.0, 36.0]},
            by_hand=(
                "(0.75 · √64 + 0.25 · √16)² = (6 + 1)² = 49; the arithmetic mean would be 52. (0.5 · √100 + 0)² = 25."
            ),
            says=(
                "roads: 64 points with weight 0.75.",
                "water: 16 points with weight 0.25.",
                (
                    "Generalised mean of the children that count (2): their scores to the power 0.5, weighted "
                    "and summed, "
                    "and the root of the same exponent taken: 49 points."
                ),
            ),
        ),
        Example(
            title="The exponent 1.3",
            instead='aggregate: {method: generalised, exponent: 1.3, source: "Order No. 7", date: 2024-01-01}',
            given={
                "roads score": [1.0],
                "roads weight": [0.5],
                "water score": [4.0],
                "water weight": [0.5],
            },
            gives={"score": [2.639372938300652]},
            by_hand="2.639372938 is the example in the manual of SciPy, scipy.stats.pmean([1, 4], 1.3).",
        ),
        Example(
            title="The exponent -2",
            instead='aggregate: {method: generalised, exponent: -2, source: "Order No. 7", date: 2024-01-01}',
            given={
                "roads score": [10.0, 0.0],
                "roads weight": [0.64, 0.1],
                "water score": [5.0, 90.0],
                "water weight": [0.36, 0.9],
            },
            gives={"score": [6.933752452815364, 0.0]},
            by_hand=(
                "0.64 / 10² + 0.36 / 5² = 0.0064 + 0.0144 = 0.0208, and 1 / √0.0208 = 6.933752453. Second row: roads "
                "have no points, and a negative exponent forgives no zero."
            ),
        ),
        Example(
            title="Scores that powers would lead beyond all numbers",
            instead='aggregate: {method: generalised, exponent: 100, source: "Order No. 7", date: 2024-01-01}',
            given={
                "roads score": [100000.0],
                "roads weight": [0.5],
                "water score": [0.0],
                "water weight": [0.5],
            },
            gives={"score": [99309.249543703]},
            by_hand="100000 · 0.5 ^ (1 / 100) = 100000 · exp(-ln 2 / 100) = 100000 · 0.99309249543703.",
            decimals=6,
        ),
        Example(
            title="A negative score",
            given={
                "roads score": [-1.0, -5.0],
                "roads weight": [0.5, 0.0],
                "water score": [50.0, 50.0],
                "water weight": [0.5, 1.0],
            },
            by_hand=(
                "A root of a negative number is not real. In the second row roads do not count, so nothing is at fault."
            ),
            refused="A child has a negative score.",
            at=(0,),
        ),
    ],
    source=(
        "Hardy, Littlewood, Pólya, Inequalities (1934), sections 2.1 and 2.2; OECD/JRC, Handbook on Constructing "
        "Composite Indicators (2008), step 7."
    ),
)

test_examples = worked(SPEC)
