"""Penalty points are taken off."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

YAML = """
adjust:
  - method: penalty
    variable: penalty_points
    missing: zero
    ground: {kk: "Есептегі бұрмаланған деректер", ru: "Искажённые данные в отчёте", en: "False figures in a report"}
    source: "Order No. 14, section 3"
    date: 2024-01-01
"""

SPEC = Spec(
    step="adjust",
    method="penalty",
    what="""
Takes points off a score: as many as a variable holds for the unit in the period. The points are observations like any
other, most often the sum of the penalty cases of a node, `penalty:<node>` of the series `decision`: each has its
ground, its act and its date in its source. What it means that none are recorded is said by `missing`. A penalty takes
no score below the least points of the scale, and a score that lies there already is left. At an indicator, a dimension
or the index; methods of `adjust` are taken in the order of the list.
""",
    formula="adjusted = max(score - penalty, points_low)",
    parameters={
        "variable": "the variable that holds the penalty points, 0 or more",
        "missing": "no row counts as no points (`zero`), or the run is refused until one is recorded (`refuse`)",
        "ground": "for what points are taken off, in three languages; shown to the reader",
        "source": "where the penalty is laid down",
        "date": "of which day",
    },
    yaml=YAML,
    examples=[
        Example(
            title="Five points off",
            given={
                "score": [80.0, 3.0, 60.0, 60.0, None, -4.0],
                "variable penalty_points": [5.0, 5.0, None, 0.0, 5.0, 5.0],
            },
            gives={"adjusted": [75.0, 0.0, 60.0, 60.0, None, -4.0]},
            by_hand=(
                "80 - 5 = 75. 3 - 5 lies below 0, the least points. Nothing is recorded of the third, which counts as "
                "none; 0 is recorded of the fourth. Without a score there is nothing to take from. The last lies below "
                "the scale already and is left."
            ),
            says=("Penalty points in penalty_points: 5. The score of 80 becomes 75.",),
        ),
        Example(
            title="Not below the scale",
            given={"score": [3.0], "variable penalty_points": [5.0]},
            gives={"adjusted": [0.0]},
            by_hand="3 - 5 = -2 lies below 0.",
            says=("Penalty points in penalty_points: 5. The score of 3 cannot fall below 0 and becomes 0.",),
        ),
        Example(
            title="None recorded",
            given={"score": [60.0], "variable penalty_points": [None]},
            gives={"adjusted": [60.0]},
            by_hand="missing: zero.",
            says=("No penalty points are recorded in penalty_points, which counts as none: the score stays 60.",),
        ),
        Example(
            title="None recorded, and refused",
            instead=YAML.replace("zero", "refuse"),
            given={"score": [80.0, 60.0, None], "variable penalty_points": [5.0, None, None]},
            by_hand="The second has a score and no row; the third has no score, so nobody asks.",
            refused="No points are recorded in the variable penalty_points.",
            at=(1,),
        ),
        Example(
            title="Below zero",
            given={"score": [80.0, 60.0], "variable penalty_points": [-5.0, 5.0]},
            by_hand="Minus five off would be five on.",
            refused="The points recorded in the variable penalty_points are below zero.",
            at=(0,),
        ),
    ],
    source="""
Penalty points of the assessment of Kazakh state bodies (Decree of the President No. 954 of 19.03.2010). How many points
a violation costs is said by no text of this system. No published example was found: the numbers follow by hand from the
formula.
""",
)

test_examples = worked(SPEC)
