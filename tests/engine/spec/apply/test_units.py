"""A node applies to the units of a list, or to all others."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

YAML = """
apply:
  method: units
  applies_to: listed
  dated:
    - {from: 2023-01-01, units: [KZ-10], source: "Order No. 3"}
    - {from: 2024-01-01, units: [KZ-10, KZ-33], source: "Order No. 8"}
  reason: {kk: "Пилоттық жобаға қатыспайды", ru: "Не участвует в пилотном проекте", en: "Not a pilot region"}
"""

SPEC = Spec(
    step="apply",
    method="units",
    what="""
Says to which units an indicator or a dimension applies, by a list of them that may change with time: the list in force
on the last day of the period counts. It names those to which the node applies (`listed`) or those to which it does not
(`all_others`); an empty list ends what an earlier one began. What follows where a node does not apply is said at
[kinds](kinds.md).
""",
    formula="applies = the unit is one of `units` (`listed`), or is none of them (`all_others`)",
    parameters={
        "applies_to": "the node applies to the units of the list (`listed`) or to all but them (`all_others`)",
        "dated": "lists of ids of units with the day from which they hold, each with its source",
        "reason": "why it does not apply to the others, in three languages; shown to the reader",
    },
    yaml=YAML,
    examples=[
        Example(
            title="In 2023",
            period="2023",
            given={"unit": ["KZ-33", "KZ-10", "KZ-47"]},
            gives={"applies": ["no", "yes", "no"]},
            by_hand="On 31 December 2023 the first list is in force.",
            says=("Does not apply: KZ-33 is not on the list that is in force from 2023-01-01 on (Order No. 3).",),
        ),
        Example(
            title="In 2024",
            given={"unit": ["KZ-33", "KZ-10", "KZ-47"]},
            gives={"applies": ["yes", "yes", "no"]},
            by_hand="On 31 December 2024 the second list is in force.",
        ),
        Example(
            title="All but those of the list",
            instead=YAML.replace("listed", "all_others"),
            given={"unit": ["KZ-33", "KZ-10", "KZ-47"]},
            gives={"applies": ["no", "no", "yes"]},
            by_hand="The second list, the other way round.",
            says=("Does not apply: KZ-33 is excepted by the list that is in force from 2024-01-01 on (Order No. 8).",),
        ),
        Example(
            title="Before the first list",
            period="2022",
            given={"unit": ["KZ-33"]},
            by_hand="No list holds yet.",
            refused="No list of units is in force on 2022-12-31.",
        ),
    ],
    source="""
Partial applicability: each body is assessed only in the blocks of its list (Decree of the President of Kazakhstan No.
954 of 19.03.2010). No published example was found: the results follow by hand from the rule.
""",
)

test_examples = worked(SPEC)
