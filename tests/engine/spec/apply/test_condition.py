"""A node applies where a variable meets a condition."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

YAML = """
apply:
  method: condition
  variable: population
  at_least: 50000
  missing: does_not_apply
  reason:
    kk: "Шағын аудандарда қоғамдық көлік талап етілмейді"
    ru: "В малых районах общественный транспорт не обязателен"
    en: "Small districts need no public transport"
  source: "Order No. 3, section 2"
  date: 2024-01-01
"""

SPEC = Spec(
    step="apply",
    method="condition",
    what="""
Says to which units an indicator or a dimension applies, by a variable of the period: it must be at least a number, at
most a number, or lie between two. The numbers belong to it: "more than 20,000 residents" is `at_least: 20001`. Where
the variable is not known the node applies or not, as `missing` says. What follows where a node does not apply is said
at [kinds](kinds.md).
""",
    formula="applies = at_least <= variable <= at_most, compared in 12 significant digits",
    parameters={
        "variable": "the variable that decides",
        "at_least": "the least number at which the node applies; may be left out",
        "at_most": "the greatest number at which the node applies; may be left out",
        "missing": "where the variable is not known, the node `applies` or `does_not_apply`",
        "reason": "why it does not apply to the others, in three languages; shown to the reader",
        "source": "where the condition is laid down",
        "date": "of which day",
    },
    yaml=YAML,
    examples=[
        Example(
            title="At least",
            given={"variable population": [49999.0, 50000.0, 120000.0, None]},
            gives={"applies": ["no", "yes", "yes", "no"]},
            by_hand="Exactly 50,000 is at least 50,000. Of the last nothing is known.",
            says=("Does not apply: population is 49999, at least 50000 is needed (Order No. 3, section 2).",),
        ),
        Example(
            title="Not known",
            given={"variable population": [None]},
            gives={"applies": ["no"]},
            by_hand="missing: does_not_apply.",
            says=("Does not apply: population, which decides, is not known (Order No. 3, section 2).",),
        ),
        Example(
            title="Between two numbers, and where it is not known",
            instead=YAML.replace("50000", "0.3\n  at_most: 0.6").replace("does_not_apply", "applies"),
            given={"variable population": [0.61, 0.1 + 0.2, 0.2999, 0.2 + 0.4, None]},
            gives={"applies": ["no", "yes", "no", "yes", "yes"]},
            by_hand="0.1 + 0.2 is 0.3 and 0.2 + 0.4 is 0.6 in their first twelve digits.",
            says=("Does not apply: population is 0.61, at most 0.6 is allowed (Order No. 3, section 2).",),
        ),
    ],
    source="""
Criteria that differ by class of unit: Seal of Good Local Governance (Philippines). No published example was found: the
results follow by hand from the rule.
""",
)

test_examples = worked(SPEC)
