"""Bonus points are added."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

YAML = """
adjust:
  - method: bonus
    variable: bonus_points
    missing: zero
    ground:
      kk: "Басқаларға берілген үздік тәжірибе"
      ru: "Передача лучшей практики другим"
      en: "Good practice handed on"
    source: "Order No. 14, section 4"
    date: 2024-01-01
"""

SPEC = Spec(
    step="adjust",
    method="bonus",
    what="""
Adds points to a score: as many as a variable holds for the unit in the period, as [penalty](penalty.md) takes them off.
A bonus takes no score above the greatest points of the scale, and a score that lies there already is left. What it
means that none are recorded is said by `missing`.
""",
    formula="adjusted = min(score + bonus, points_high)",
    parameters={
        "variable": "the variable that holds the bonus points, 0 or more",
        "missing": "no row counts as no points (`zero`), or the run is refused until one is recorded (`refuse`)",
        "ground": "for what points are added, in three languages; shown to the reader",
        "source": "where the bonus is laid down",
        "date": "of which day",
    },
    yaml=YAML,
    examples=[
        Example(
            title="Five points on",
            given={
                "score": [80.0, 97.0, 60.0, 60.0, None, 104.0],
                "variable bonus_points": [5.0, 5.0, None, 0.0, 5.0, 5.0],
            },
            gives={"adjusted": [85.0, 100.0, 60.0, 60.0, None, 104.0]},
            by_hand=(
                "80 + 5 = 85. 97 + 5 lies above 100, the greatest points. Nothing is recorded of the third, which "
                "counts as none; 0 is recorded of the fourth. Without a score there is nothing to add to. The last "
                "lies above the scale already and is left."
            ),
            says=("Bonus points in bonus_points: 5. The score of 80 becomes 85.",),
        ),
        Example(
            title="Not above the scale",
            given={"score": [97.0], "variable bonus_points": [5.0]},
            gives={"adjusted": [100.0]},
            by_hand="97 + 5 = 102 lies above 100.",
            says=("Bonus points in bonus_points: 5. The score of 97 cannot rise above 100 and becomes 100.",),
        ),
        Example(
            title="None recorded",
            given={"score": [60.0], "variable bonus_points": [None]},
            gives={"adjusted": [60.0]},
            by_hand="missing: zero.",
            says=("No bonus points are recorded in bonus_points, which counts as none: the score stays 60.",),
        ),
        Example(
            title="None recorded, and refused",
            instead=YAML.replace("zero", "refuse"),
            given={"score": [80.0, 60.0, None], "variable bonus_points": [5.0, None, None]},
            by_hand="The second has a score and no row; the third has no score, so nobody asks.",
            refused="No points are recorded in the variable bonus_points.",
            at=(1,),
        ),
        Example(
            title="Below zero",
            given={"score": [80.0, 60.0], "variable bonus_points": [-5.0, 5.0]},
            by_hand="Minus five on would be five off.",
            refused="The points recorded in the variable bonus_points are below zero.",
            at=(0,),
        ),
    ],
    source="""
The mirror of the penalty points; which act grants a bonus is said by the methodology itself. No published example was
found: the numbers follow by hand from the formula.
""",
)

test_examples = worked(SPEC)
