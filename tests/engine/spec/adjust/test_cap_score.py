"""A score is held between a least and a greatest score."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

YAML = """
adjust:
  - {method: cap_score, least: 10, greatest: 90, source: "Order No. 14, section 5", date: 2024-01-01}
"""

SPEC = Spec(
    step="adjust",
    method="cap_score",
    what="""
Holds a score between a least and a greatest score: what lies beyond counts as the limit. One of the two may be left
out. It is taken where it stands in the list of `adjust`: a limit after a bonus also limits the bonus.
""",
    formula="adjusted = min(max(score, least), greatest)",
    parameters={
        "least": "the least score, in points; without it scores may be as low as they are",
        "greatest": "the greatest score, in points; without it scores may be as high as they are",
        "source": "where the limits are laid down",
        "date": "of which day",
    },
    yaml=YAML,
    examples=[
        Example(
            title="Two limits",
            given={"score": [97.0, 90.0, 55.5, 10.0, 4.0, None]},
            gives={"adjusted": [90.0, 90.0, 55.5, 10.0, 10.0, None]},
            by_hand="97 lies above 90, 4 below 10; the others stay.",
            says=("The score of 97 lies above the greatest score and counts as 90 (Order No. 14, section 5).",),
        ),
        Example(
            title="The example of NumPy",
            instead='adjust: [{method: cap_score, least: 3, greatest: 6, source: "NumPy", date: 2024-01-01}]',
            given={"score": [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]},
            gives={"adjusted": [3.0, 3.0, 3.0, 3.0, 4.0, 5.0, 6.0, 6.0, 6.0, 6.0]},
            by_hand="The manual of NumPy, at `numpy.clip`: `np.clip(np.arange(10), 3, 6)`.",
        ),
        Example(
            title="An index held to 0 to 200",
            instead="""
adjust:
  - {method: cap_score, least: 0, greatest: 200, source: "Order of 29.01.2020 No. 20-01-38.3", date: 2020-01-29}
""",
            given={"score": [-12.5, 240.0, 104.0]},
            gives={"adjusted": [0.0, 200.0, 104.0]},
            by_hand="An indicator's index of the Kazakh outcome assessment is held to 0..200.",
            says=(
                "The score of \N{MINUS SIGN}12.5 lies below the least score and counts as 0 "
                "(Order of 29.01.2020 No. 20-01-38.3).",
            ),
        ),
        Example(
            title="Only the greatest",
            instead='adjust: [{method: cap_score, greatest: 60, source: "Order No. 14, section 6", date: 2024-01-01}]',
            given={"score": [4.0, 75.0]},
            gives={"adjusted": [4.0, 60.0]},
            by_hand="No least score is given.",
            says=("The score of 4 lies within its limits and stays as it is (Order No. 14, section 6).",),
        ),
    ],
    source=(
        "An indicator's index of the Kazakh outcome assessment is held to 0..200 (order of 29.01.2020 No. 20-01-38.3)."
    ),
)

test_examples = worked(SPEC)
