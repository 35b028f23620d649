"""What methods refuse, word for word, where no page of the manual shows it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tarazy.engine.model.scene import Refused
from tarazy.engine.steps import methods
from tests.engine.scenes import scene, seen
from tests.engine.unit.run.small import DAY
from tests.engine.unit.steps.test_flaws import flaws

LAID_DOWN = {"source": "source", "date": DAY}
WEIGH = {name: methods("weigh")[name] for name in ("ahp", "budget_allocation", "given", "optimised", "pca")}
AHP = WEIGH["ahp"]


@pytest.mark.parametrize(
    ("step", "method", "parameters", "what", "at"),
    [
        ("normalise", "borda", {"points_per_place": 0, "ties": "lowest", "within": "period"},
         "A place brings 0 points.", "points_per_place"),
        ("normalise", "borda", {"points_per_place": -1, "ties": "lowest", "within": "period"},
         "A place brings \N{MINUS SIGN}1 points.", "points_per_place"),
        ("normalise", "distance_to_unit", {"unit": "OUT-A", "points": 0},
         "The reference unit earns 0 points.", "points"),
        ("normalise", "distance_to_unit", {"unit": "OUT-A", "points": 101},
         "The reference unit earns 101 points.", "points"),
        ("normalise", "rank_exponential",
         {"scale": 0.5, "fraction": "n_minus_r", "ties": "lowest", "within": "period"},
         "The scale is 0.5.", "scale"),
        ("weigh", "budget_allocation", {"total": 0, "experts": ()}, "The budget of each expert is 0.", "total"),
    ],
)  # fmt: skip
def test_a_number_beyond_its_bounds(step: str, method: str, parameters: dict[str, Any], what: str, at: str) -> None:
    assert flaws(step, method, **parameters, **LAID_DOWN) == [(what, (at,))]


def test_comparisons_that_contradict_each_other() -> None:
    pairs = (("roads", "water"), ("water", "parks"), ("parks", "roads"))
    said = tuple(AHP.Comparison(child, over, 9) for child, over in pairs)
    rule = AHP.Parameters(comparisons=said, consistency_limit=0.1, **LAID_DOWN)
    # In a circle all rows are alike: lambda = 1 + 9 + 1 / 9, so the index is (lambda - 3) / 2, over 0.58 for three.
    ratio = f"{(1 + 9 + 1 / 9 - 3) / 2 / AHP.RANDOM[2]:.12g}"
    what = f"The consistency ratio of the comparisons is {ratio}, above the limit 0.1."
    children = ("roads", "water", "parks")
    assert [flaw.what.in_language("en") for flaw in AHP.check_children(rule, children)] == [what]
    assert refused(AHP, rule, children) == [what]


def test_weights_of_other_children_than_those_of_the_dimension() -> None:
    given = WEIGH["given"]
    rule = given.Parameters(dated=(given.Weights(DAY, "source", {"roads": 0.5, "bridges": 0.5}),))
    assert refused(given, rule, ("roads", "water")) == [
        "The child water has no weight.",
        "A weight is given to bridges, which is not a child of the dimension.",
    ]


def test_importance_of_other_children_than_those_of_the_dimension() -> None:
    optimised = WEIGH["optimised"]
    wanted = optimised.Wanted({"roads": 0.5, "bridges": 0.5}, **LAID_DOWN)
    rule = optimised.Parameters(measure="correlation", wanted=wanted)
    assert [(flaw.what.in_language("en"), flaw.at) for flaw in optimised.check_children(rule, ("roads", "water"))] == [
        ("Nothing is said of the importance of water.", ("wanted", "importance")),
        ("bridges is to be important and is not a child of the dimension.", ("wanted", "importance", "bridges")),
    ]


def test_a_child_that_no_kept_component_holds() -> None:
    """Roads and water go together, and parks with neither: the one component that is kept knows nothing of parks."""
    scores = [[1.0, 1.0, -1.0, -1.0], [2.0, 2.0, -2.0, -2.0], [1.0, -1.0, 1.0, -1.0]]
    rule = WEIGH["pca"].Parameters(components="first", **LAID_DOWN)
    found = refused(WEIGH["pca"], rule, ("roads", "water", "parks"), scores)
    assert found == ["parks has no part in the components that are kept."]


def refused(module: Any, rule: Any, children: tuple[str, ...], scores: Any = ((1.0, 2.0), (2.0, 1.0))) -> list[str]:
    n = np.shape(scores)[1]
    with pytest.raises(Refused) as caught:
        module.compute(rule, scene(n, children=children, around=seen(scores=scores)))
    return [fault.what.in_language("en") for fault in caught.value.faults]
