"""The points of the letter that a value names."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="normalise",
    method="letters",
    what="""
Some marks are letters: PEFA scores the dimensions of public financial management A, B, C or D. Data are numbers, so the
methodology says which number names which letter and how many points the letter earns. A number that names no letter is
refused with the units that gave it. Letters that come from a share or an amount are steps of points; how PEFA makes one
letter of several is an aggregation. Points that only ever move against what the indicator calls better are refused.
""",
    formula="""
score = points of the letter whose number the value is, in 12 significant digits.
""",
    parameters={
        "dated": (
            "letters with the day from which they hold and their source: each `letter` with the number that names it "
            "in the data (`value`) and its `points`"
        ),
    },
    yaml="""
normalise:
  method: letters
  dated:
    - from: 2016-02-01
      source: "PEFA framework 2016 for the letters; the points are this example's own"
      letters:
        - {letter: "A", value: 4, points: 100}
        - {letter: "B", value: 3, points: 70}
        - {letter: "C", value: 2, points: 40}
        - {letter: "D", value: 1, points: 0}
""",
    examples=[
        Example(
            title="Four letters",
            given={"value": [3.0, 4.0, 2.0, 1.0, None]},
            gives={"score": [70.0, 100.0, 40.0, 0.0, None]},
            by_hand="3 names B, 4 names A, 2 names C, 1 names D.",
            says=(
                (
                    "The value 3 is the letter B (PEFA framework 2016 for the letters; the points are this example's"
                    " own): 70 points."
                ),
            ),
        ),
        Example(
            title="No such letter",
            given={"value": [4.0, 3.5, None, 0.0]},
            by_hand="Nothing is said of 3.5 (which others call B+) and of 0.",
            refused="The value is the number of no letter (A = 4, B = 3, C = 2, D = 1).",
            at=(1, 3),
        ),
        Example(
            title="Points against what is better",
            better="lower",
            given={"value": [4.0, 1.0]},
            by_hand="The points rise with the number, and a lower number should earn more.",
            refused="The points of the letters go against what is better.",
        ),
        Example(
            title="No letters yet",
            period="2015",
            given={"value": [4.0]},
            by_hand="The first row holds from 2016.",
            refused="No letters are in force on 2015-12-31.",
        ),
    ],
    source="""
PEFA Secretariat, Framework for assessing public financial management (2016), section 2: each dimension is scored on a
scale of four letters. The numbers 4 to 1 are those in common use. No published example was found: the results follow by
hand from the rule.
""",
)

test_examples = worked(SPEC)
