"""All or nothing."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="aggregate",
    method="all_in",
    what="""
All points if every child that counts reaches the threshold, none if a single one fails. Weights only say which children
count, not how much. `tarazy explain` names the child that fails. A child without a score counts as `missing` says:
under `leave` there is no verdict. Points cannot be told apart by child, so there are no contributions.
""",
    formula="""
score = the methodology's highest points if score_i >= threshold for all children that count, else its lowest; compared
in 12 significant digits
""",
    parameters={
        "threshold": "the points that every child must reach; above the lowest points, at most the highest",
        "source": "where the threshold is laid down",
        "date": "of which day",
    },
    yaml='aggregate: {method: all_in, threshold: 60, source: "Order No. 7, section 5", date: 2024-01-01}',
    examples=[
        Example(
            title="Two children",
            given={
                "roads score": [59.0, 60.0, 100.0, 10.0, None, None],
                "roads weight": [0.5, 0.5, 0.9, 0.0, 0.0, 0.0],
                "water score": [100.0, 75.0, 0.0, 60.0, 59.9999, None],
                "water weight": [0.5, 0.5, 0.1, 1.0, 1.0, 0.0],
            },
            gives={"score": [0.0, 100.0, 0.0, 100.0, 0.0, None]},
            by_hand=(
                "First row: roads miss one point, so all is lost. Second row: 60 is enough. Fourth row: roads do not "
                "count. Last row: nothing counts, so there is no score."
            ),
            says=(
                "roads fails: 59 points, below the threshold of 60.",
                "water passes: 100 points, the threshold is 60.",
                "Of the children that count (2), 1 failed, and all must pass: 0 points.",
            ),
        ),
        Example(
            title="All pass",
            given={
                "roads score": [60.0],
                "roads weight": [0.5],
                "water score": [75.0],
                "water weight": [0.5],
            },
            gives={"score": [100.0]},
            by_hand="60 and 75 both reach 60.",
            says=(
                "roads passes: 60 points, the threshold is 60.",
                "water passes: 75 points, the threshold is 60.",
                "All children that count (2) pass: 100 points.",
            ),
        ),
    ],
    source="""
Philippines, Republic Act No. 11292 of 2019 (The Seal of Good Local Governance Act): a local government must pass in all
areas. No published example was found: the results follow by hand from the rule.
""",
)

test_examples = worked(SPEC)
