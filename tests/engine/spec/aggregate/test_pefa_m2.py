"""PEFA's averaging by its conversion table."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from tarazy.engine.model.scene import Refused
from tarazy.engine.steps import methods
from tests.engine.reference.pefa import POINTS, TABLE
from tests.engine.scenes import scene
from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="aggregate",
    method="pefa_m2",
    what="""
Method M2 of the PEFA framework, averaging: the indicator takes the letter that the framework's conversion table gives
for the letters of its two, three or four dimensions. A dimension of PEFA is a child here; its letter is its score: A is
4, B is 3, C is 2, D is 1, and a plus adds half a point. A dimension that is not applicable is left out and the table of
the remaining ones holds; one alone keeps its letter. The weights of the children say only which of them count and what
share is not counted. The same sum of points always has the same letter, and a better letter never lowers the result.
The table was compared with the scores of 102 published assessments (batch download of pefa.org, October 2024): every
one of its 65 combinations occurs there, and the letter that is published most often for it is the table's; of 1,763
published indicators that are taken by M2, 1,736 agree, the others parting from the rule one by one. Those letters are
not shipped, since their licence is not stated. The printed page of the framework was not at hand.
""",
    formula="score = table[k][sum of score_i] over the k children that count",
    parameters={},
    yaml="aggregate: {method: pefa_m2}",
    examples=[
        Example(
            title="Two dimensions: every row of the table",
            given={
                "roads score": [1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 3.0, 3.0, 4.0, None],
                "roads weight": [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.0],
                "water score": [1.0, 2.0, 3.0, 4.0, 2.0, 3.0, 4.0, 3.0, 4.0, 4.0, 3.0],
                "water weight": [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1.0],
            },
            gives={"score": [1.0, 1.5, 2.0, 2.5, 2.0, 2.5, 3.0, 3.0, 3.5, 4.0, 3.0]},
            by_hand=(
                "DD is D, DC is D+, DB is C, DA is C+, CC is C, CB is C+, CA is B, BB is B, BA is B+, AA is A. In the "
                "last row roads are not applicable: B stays B."
            ),
            says=(
                "roads: letter D, score 1.",
                "water: letter D, score 1.",
                "Averaging (M2): for 2 letters whose points sum to 2, PEFA's table gives D, 1 points.",
            ),
        ),
        Example(
            title="A score that is no letter",
            given={
                "roads score": [3.5, 5.0],
                "roads weight": [0.5, 0.5],
                "water score": [3.0, 3.0],
                "water weight": [0.5, 0.5],
            },
            by_hand="3.5 would be B+, which no dimension can have, and 5 is nothing.",
            refused="A child's score is none of 4, 3, 2 and 1.",
            at=(0, 1),
        ),
    ],
    source=(
        "PEFA Secretariat, Framework for assessing public financial management (February 2016), part 2, method M2 "
        "(AV), conversion table for 2, 3 and 4 dimensions."
    ),
)

test_examples = worked(SPEC)

M2 = methods("aggregate")["pefa_m2"]


@pytest.mark.parametrize("letters", TABLE)
def test_every_row_of_the_table_in_every_order(letters: str) -> None:
    orders = sorted(set(itertools.permutations(POINTS[letter] for letter in letters)))
    scores = np.array(orders).T
    found = M2.compute(scores, np.full(scores.shape, 1 / len(letters)), M2.Parameters(), scene(len(orders)))
    assert found.tolist() == [POINTS[TABLE[letters]]] * len(orders)


def test_the_table_is_whole_and_never_lowers_a_better_letter() -> None:
    whole = {"".join(row) for k in (2, 3, 4) for row in itertools.combinations_with_replacement("DCBA", k)}
    assert set(TABLE) == whole
    assert len(TABLE) == 10 + 20 + 35
    for letters in TABLE:
        for at, letter in enumerate(letters):
            for better in "DCBA"["DCBA".index(letter) + 1 :]:
                other = "".join(sorted(letters[:at] + better + letters[at + 1 :], reverse=True))
                assert POINTS[TABLE[other]] >= POINTS[TABLE[letters]]


def test_rows_with_the_same_mean_have_the_same_letter() -> None:
    by_mean: dict[tuple[int, float], set[str]] = {}
    for letters, result in TABLE.items():
        by_mean.setdefault((len(letters), sum(POINTS[letter] for letter in letters)), set()).add(result)
    assert all(len(results) == 1 for results in by_mean.values())


def test_more_than_four_children_are_refused() -> None:
    (flaw,) = M2.check_children(M2.Parameters(), ("a", "b", "c", "d", "e"))
    assert flaw.what.in_language("en") == "There are 5 children."
    assert list(M2.check_children(M2.Parameters(), ("a", "b", "c", "d"))) == []
    with pytest.raises(Refused, match="There are 5 children"):
        M2.compute(np.ones((5, 1)), np.full((5, 1), 0.2), M2.Parameters(), scene(1))
