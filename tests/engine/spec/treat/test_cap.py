"""Values held between caps."""

from __future__ import annotations

import pytest

from tarazy.engine.words import ProblemsFound
from tests.engine.spec.worked import Example, Spec, worked
from tests.engine.spec.written import parameters

SPEC = Spec(
    step="treat",
    method="cap",
    what="""
A value below the lower cap counts as the lower cap, one above the upper cap as the upper cap. Unlike winsorising, the
caps are known before anybody reports, do not depend on the others and are the same every year. The value itself stays
as observed.
""",
    formula="min(max(value, low), high); a cap that is not given limits nothing.",
    parameters={
        "low": "the least value that counts; may be left out",
        "high": "the greatest value that counts; may be left out, but not both",
        "source": "where the caps are laid down",
        "date": "of which day",
    },
    yaml='treat:\n  - {method: cap, low: 5, high: 60, source: "Order No. 7, annex 3", date: 2024-01-01}',
    examples=[
        Example(
            title="Both caps",
            given={"value": [240.0, 2.0, 30.0, 60.0, None]},
            gives={"treated": [60.0, 5.0, 30.0, 60.0, None]},
            by_hand="240 lies above 60, 2 below 5; 60 is the cap itself.",
            says=("The value 240 lies above the upper cap 60 and counts as 60.",),
        ),
        Example(
            title="The example of NumPy",
            instead='treat:\n  - {method: cap, low: 1, high: 8, source: "NumPy", date: 2024-01-01}',
            given={"value": [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]},
            gives={"treated": [1.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 8.0]},
            by_hand="The manual of NumPy, at `numpy.clip`: `np.clip(np.arange(10), 1, 8)`.",
        ),
        Example(
            title="Only a lower one",
            instead='treat:\n  - {method: cap, low: 0, source: "Order No. 7, annex 3", date: 2024-01-01}',
            given={"value": [-3.0, 1000000.0]},
            gives={"treated": [0.0, 1000000.0]},
            by_hand="-3 lies below 0; nothing holds the other.",
            says=("The value \N{MINUS SIGN}3 lies below the lower cap 0 and counts as 0.",),
        ),
        Example(
            title="Only an upper one",
            instead='treat:\n  - {method: cap, high: 0.5, source: "Order No. 7, annex 3", date: 2024-01-01}',
            given={"value": [0.25, 0.75]},
            gives={"treated": [0.25, 0.5]},
            by_hand="0.75 lies above 0.5.",
            says=("The value 0.25 lies within the caps and stays.",),
        ),
    ],
    source="OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3: treatment of outliers.",
)

test_examples = worked(SPEC)


@pytest.mark.parametrize(
    ("caps", "told"),
    [
        ("", "Neither 'low' nor 'high' is given."),
        ("low: 60, high: 60, ", "The lower cap 60 does not lie below the upper cap 60."),
        ("low: 61, high: 60, ", "The lower cap 61 does not lie below the upper cap 60."),
    ],
)
def test_caps_that_cannot_stand_are_refused(caps: str, told: str) -> None:
    with pytest.raises(ProblemsFound) as refused:
        parameters("treat", f'treat:\n  - {{method: cap, {caps}source: "Order No. 7", date: 2024-01-01}}')
    assert [problem.what.in_language("en") for problem in refused.value.problems] == [told]
