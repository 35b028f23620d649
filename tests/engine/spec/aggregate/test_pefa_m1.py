"""PEFA's weakest link."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="aggregate",
    method="pefa_m1",
    what="""
Method M1 of the PEFA framework, the weakest link: the indicator takes the lowest letter of its dimensions, with a plus
where any other is higher. A dimension of PEFA is a child here; its letter is its score: A is 4, B is 3, C is 2, D is 1,
and a plus adds half a point. D* (too little information) is a D. The weights of the children say only which of them
count and what share is not counted.
""",
    formula="score = min(score_i), and + 0.5 if max(score_i) > min(score_i), over the children that count",
    parameters={},
    yaml="aggregate: {method: pefa_m1}",
    examples=[
        Example(
            title="Every pair of different letters, and two that are equal",
            given={
                "roads score": [4.0, 4.0, 4.0, 3.0, 3.0, 2.0, 3.0, None],
                "roads weight": [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.0],
                "water score": [3.0, 2.0, 1.0, 2.0, 1.0, 1.0, 3.0, 2.0],
                "water weight": [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1.0],
            },
            gives={"score": [3.5, 2.5, 1.5, 2.5, 1.5, 1.5, 3.0, 2.0]},
            by_hand=(
                "A and B give B+ (3.5), A and C give C+ (2.5), A and D give D+ (1.5), B and C give C+, B and D as well "
                "as C and D give D+, B and B give B. In the last row only water counts: C stays C."
            ),
            says=(
                "roads: letter A, score 4.",
                "water: letter B, score 3.",
                "Weakest link (M1): the lowest letter is B and another is higher, which adds a plus: B+, 3.5 points.",
            ),
        ),
        Example(
            title="Equal letters",
            given={
                "roads score": [2.0],
                "roads weight": [0.5],
                "water score": [2.0],
                "water weight": [0.5],
            },
            gives={"score": [2.0]},
            by_hand="No letter is higher than C, so there is no plus.",
            says=(
                "roads: letter C, score 2.",
                "water: letter C, score 2.",
                "Weakest link (M1): no letter is higher than the lowest, C: C, 2 points.",
            ),
        ),
        Example(
            title="A score that is no letter",
            given={
                "roads score": [2.5, 0.0, 80.0],
                "roads weight": [0.5, 0.5, 0.0],
                "water score": [3.0, 3.0, 3.0],
                "water weight": [0.5, 0.5, 1.0],
            },
            by_hand="2.5 would be C+, which no dimension can have; 0 is nothing. In the third row roads do not count.",
            refused="A child's score is none of 4, 3, 2 and 1.",
            at=(0, 1),
        ),
    ],
    source="""
PEFA Secretariat, Framework for assessing public financial management (February 2016), part 2, method M1 (WL). No
published example was found: the results follow by hand from the rule.
""",
)

test_examples = worked(SPEC)
