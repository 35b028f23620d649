"""No total."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="aggregate",
    method="no_total",
    what="""
The children stand each for itself, and no score is made of them: some assessments, PEFA among them, say that a total
would mean nothing. The node has no score, no place and no band, its children have no weight in it, and the reason in
the result is `no_total`. What is missing below it is still counted: the shares of the children in what is not counted
are those of `weigh`. A node above can make no total either.
""",
    formula="score = none",
    parameters={
        "reason": "why there is no total, in three languages",
        "source": "where that is laid down",
        "date": "of which day",
    },
    yaml="""
aggregate:
  method: no_total
  reason: {kk: "Жол мен су қосылмайды.", ru: "Дороги и вода не складываются.", en: "Roads and water do not add up."}
  source: "Order No. 7"
  date: 2024-01-01
""",
    examples=[
        Example(
            title="Two children",
            given={
                "roads score": [80.0, 80.0, None],
                "roads weight": [0.5, 1.0, 0.0],
                "water score": [20.0, None, None],
                "water weight": [0.5, 0.0, 0.0],
            },
            gives={"score": [None, None, None]},
            by_hand="Whatever the children have, nothing is made of it.",
            says=("No total is made of the children that count (2): each stands for itself (Order No. 7).",),
        ),
    ],
    source="""
PEFA Secretariat, PEFA 2016 Handbook, volume II, section 2.2: no method has been developed that would aggregate across
indicators, since each measures a different subject. No published example was found: the results follow by hand from the
rule.
""",
)

test_examples = worked(SPEC)
