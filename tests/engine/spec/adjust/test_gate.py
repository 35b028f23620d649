"""A condition that must be met for a score at all."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

YAML = """
adjust:
  - method: gate
    gate: plan
    variable: target
    at_least: 1
    missing: fail
    reason:
      kk: "Бекітілген жоспарсыз баға берілмейді"
      ru: "Без утверждённого плана оценки нет"
      en: "No score without an adopted plan"
    source: "Order No. 14, section 1"
    date: 2024-01-01
"""
NODE = """
adjust:
  - method: gate
    gate: compliance
    node: roads
    at_least: 0.3
    missing: pass
    reason:
      kk: "Алдымен талаптар орындалуға тиіс"
      ru: "Сначала требования должны быть выполнены"
      en: "Compliance comes first"
    source: "Order No. 14, section 2"
    date: 2024-01-01
"""

SPEC = Spec(
    step="adjust",
    method="gate",
    what="""
A condition that comes before the points: where it is not met there is no score, and the reason `gate:<name>` stands in
the result. What must reach a number is the score of a node below the dimension, or a variable. A unit of which it is
not known passes or fails as `missing` says; the score of a node that does not apply is not known either. To the node
above, a score that is taken away is missing: its own rule for missing children decides what follows. Of several gates
that are not passed the first is the reason in the result; `tarazy explain` names them all.
""",
    formula="adjusted = score where condition >= at_least, compared in 12 significant digits; else none, `gate:<name>`",
    parameters={
        "gate": "the name of the gate, which stands in the result as `gate:<name>`",
        "node": "the node below whose score must reach the number; either `node` or `variable`",
        "variable": "the variable that must reach the number; either `node` or `variable`",
        "at_least": "the number that must be reached: points, or the variable's unit of measure",
        "missing": "a unit of which the condition is not known passes (`pass`) or fails (`fail`)",
        "reason": "why there is a gate, in three languages; shown to the reader",
        "source": "where it is laid down",
        "date": "of which day",
    },
    yaml=YAML,
    examples=[
        Example(
            title="A plan is adopted (1), or not (0)",
            given={"score": [90.0, 80.0, 70.0, None], "variable target": [0.0, 1.0, None, 1.0]},
            gives={"adjusted": [None, 80.0, None, None]},
            by_hand="The best of all has no plan. Of the third nothing is known, and that fails.",
            says=("No score, gate plan is not passed: target is 0, at least 1 is needed (Order No. 14, section 1).",),
        ),
        Example(
            title="Not known, and failed",
            given={"score": [70.0], "variable target": [None]},
            gives={"adjusted": [None]},
            by_hand="missing: fail.",
            says=(
                "No score, gate plan is not passed: target is not known, and that counts as failed "
                "(Order No. 14, section 1).",
            ),
        ),
        Example(
            title="No score anyway, and not passed",
            given={"score": [None, None], "variable target": [0.0, 1.0]},
            gives={"adjusted": [None, None]},
            by_hand="Data are missing, or a gate before took the score. The second passes: nothing is said.",
            says=(
                "There is no score anyway; gate plan is not passed: target is 0, at least 1 is needed "
                "(Order No. 14, section 1).",
            ),
        ),
        Example(
            title="No score anyway, and not known",
            given={"score": [None], "variable target": [None]},
            gives={"adjusted": [None]},
            by_hand="missing: fail.",
            says=(
                "There is no score anyway; gate plan is not passed: target is not known, and that counts as failed "
                "(Order No. 14, section 1).",
            ),
        ),
        Example(
            title="The score of a node below",
            instead=NODE,
            given={"score": [50.0, 50.0, 50.0], "score of roads": [0.1 + 0.2, 0.2999, None]},
            gives={"adjusted": [50.0, None, 50.0]},
            by_hand="0.1 + 0.2 is 0.3 in its first twelve digits and reaches it. The third is not known and passes.",
            says=("Gate compliance is passed: roads is 0.3, at least 0.3 is needed (Order No. 14, section 2).",),
        ),
        Example(
            title="Not known, and passed",
            instead=NODE,
            given={"score": [50.0], "score of roads": [None]},
            gives={"adjusted": [50.0]},
            by_hand="missing: pass.",
            says=(
                "Gate compliance is passed: roads is not known, and that counts as passed (Order No. 14, section 2).",
            ),
        ),
    ],
    source="""
Minimum conditions, then points: District Performance Assessment Tool (Ghana), Annual Capacity and Performance
Assessment (Kenya). No published example was found: the results follow by hand from the rule.
""",
)

test_examples = worked(SPEC)
