"""Results moved by a survey."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from tarazy.engine.model.scene import Refused
from tarazy.engine.steps import methods
from tests.engine.scenes import scene
from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="aggregate",
    method="outcome",
    what="""
The outcome index of a Kazakh state body: results in figures (G), moved up or down by how a survey has changed (S), as
far as omega lets it count. Both are percents held to 0..200 in the order, where 100 means no change. That the survey
enters the formula as a ratio with 1 for no change is not confirmed by the published text; therefore the points that
mean no change stand in the methodology. Both children must count, or none.
""",
    formula="score = G · (1 + (S / no_change - 1) · omega)",
    parameters={
        "results": "the child with the results in figures, G",
        "survey": "the child with what the survey says, S",
        "omega": "how much of the survey's change counts, 0..1; 0.3 in the order",
        "no_change": "the survey's points that mean that nothing has changed, above 0",
        "source": "the act",
        "date": "its date",
    },
    yaml="""
aggregate:
  method: outcome
  results: roads
  survey: water
  omega: 0.3
  no_change: 100
  source: "Order No. 20-01-38.3"
  date: 2020-01-29
""",
    examples=[
        Example(
            title="Satisfaction fell, stayed, rose",
            given={
                "roads score": [110.0, 110.0, 110.0, 0.0, 200.0, None],
                "roads weight": [0.5, 0.5, 0.5, 0.5, 0.5, 0.0],
                "water score": [80.0, 100.0, 120.0, 200.0, 200.0, None],
                "water weight": [0.5, 0.5, 0.5, 0.5, 0.5, 0.0],
            },
            gives={"score": [103.4, 110.0, 116.6, 0.0, 260.0, None]},
            by_hand=(
                "110 · (1 + (0.8 - 1) · 0.3) = 110 · 0.94 = 103.4. No change leaves 110. 110 · 1.06 = 116.6. Nothing "
                "moves 0. 200 · (1 + 0.3) = 260: the formula itself holds nothing back."
            ),
            says=(
                "water: 80 points are 0.8 of the 100 that mean no change.",
                "With omega 0.3 the survey multiplies the results by 1 + (0.8 - 1) × 0.3 = 0.94.",
                "roads: 110 points times 0.94 make 103.4 points.",
            ),
        ),
        Example(
            title="One of the two does not count",
            given={
                "roads score": [110.0, 110.0],
                "roads weight": [1.0, 0.5],
                "water score": [None, 80.0],
                "water weight": [0.0, 0.5],
            },
            by_hand="Without a survey nothing says how far the results are to be moved.",
            refused="Only one of roads and water counts.",
            at=(0,),
        ),
    ],
    source=(
        "Order No. 20-01-38.3 of 29 January 2020 (Kazakhstan): I = G · (1 + (S - 1) · omega), omega 0.3. The numbers "
        "are worked out by hand; no published case was at hand."
    ),
)

test_examples = worked(SPEC)

OUTCOME = methods("aggregate")["outcome"]
RULE = OUTCOME.Parameters(
    results="roads", survey="water", omega=0.3, no_change=100, source="-", date=datetime.date(2020, 1, 29)
)


@pytest.mark.parametrize("children", [("roads",), ("roads", "bridges"), ("roads", "water", "bridges")])
def test_other_children_are_refused(children: tuple[str, ...]) -> None:
    what = "The children are not roads and water."
    assert [flaw.what.in_language("en") for flaw in OUTCOME.check_children(RULE, children)] == [what]
    shape = (len(children), 1)
    with pytest.raises(Refused, match="not roads and water"):
        OUTCOME.compute(np.ones(shape), np.full(shape, 1 / len(children)), RULE, scene(1, children=children))


def test_the_order_of_the_children_does_not_matter() -> None:
    assert list(OUTCOME.check_children(RULE, ("water", "roads"))) == []
    scores, weights = np.array([[80.0], [110.0]]), np.full((2, 1), 0.5)
    assert OUTCOME.compute(scores, weights, RULE, scene(1, children=("water", "roads"))).round(9).tolist() == [103.4]
