"""A missing value stops the run."""

from __future__ import annotations

import numpy as np
import pytest

from tarazy.engine.model.scene import Refused
from tarazy.engine.steps.missing.fail import Parameters, fill
from tests.engine.scenes import scene
from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="missing",
    method="fail",
    what="""
Only at an indicator. Where a value that should be there is missing, nothing is scored: the run is refused, and every
unit without a value is named. For figures without which no result may be published. A unit to which the indicator does
not apply, or which a decision excludes (status X), may be without a value.
""",
    formula="filled = value; refused where it is missing.",
    parameters={},
    yaml="missing: {method: fail}",
    examples=[
        Example(
            title="Everything is there",
            given={"value": [1.5, 0.0]},
            gives={"filled": [1.5, 0.0]},
            by_hand="Nothing is missing, so nothing is changed and nothing said. Zero is a value.",
        ),
        Example(
            title="The example of R",
            given={"value": [0.0, 10.0, None]},
            by_hand="The manual of R, at `stats::na.fail`: of a table with the column 0, 10, NA it is an error.",
            refused="The value is missing, and the methodology does not go on without it.",
            at=(2,),
        ),
        Example(
            title="Two gaps",
            given={"value": [1.5, None, 0.0, None]},
            by_hand="The second and the fourth are missing.",
            refused="The value is missing, and the methodology does not go on without it.",
            at=(1, 3),
        ),
    ],
    source="The rule of this system for figures that must not be missing.",
)

test_examples = worked(SPEC)


def test_of_whom_nothing_is_asked_may_be_without_a_value() -> None:
    column = np.array([np.nan, 2.0, np.nan])
    silent = np.array([True, False, False])
    with pytest.raises(Refused) as refused:
        fill(column, Parameters(), scene(3, silent=silent))
    units = refused.value.faults[0].units
    assert units is not None
    assert units.tolist() == [False, False, True]
    filled, imputed = fill(column, Parameters(), scene(3, silent=np.isnan(column)))
    assert np.array_equal(filled, column, equal_nan=True)
    assert not imputed.any()
