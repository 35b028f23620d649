"""A node applies to the units of certain kinds."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="apply",
    method="kinds",
    what="""
Says to which kinds of units an indicator or a dimension applies. Where it does not apply, there is neither value nor
score, the
weight goes to the other children, nothing counts as missing, and the reason `not_applicable` stands in the result. Not
applicable
is neither zero nor average. Below a dimension that does not apply, nothing applies.
""",
    formula="applies = the kind of the unit is one of `kinds`",
    parameters={
        "kinds": "the kinds of units to which the node applies",
        "reason": "why it does not apply to the others, in three languages; shown to the reader",
    },
    yaml="""
apply:
  method: kinds
  kinds: [oblast]
  reason: {kk: "Қалаларда жергілікті жол жоқ", ru: "В городах нет местных дорог", en: "Cities have no local roads"}
""",
    examples=[
        Example(
            title="Local roads",
            given={"kind": ["city", "oblast"]},
            gives={"applies": ["no", "yes"]},
            by_hand="Only oblasts are named.",
            says=("Does not apply: the unit is of the kind city, and only these kinds are assessed here: oblast.",),
        ),
    ],
    source="""
Partial applicability: each body is assessed only in the blocks of its list (Decree of the President of Kazakhstan No.
954 of 19.03.2010). No published example was found: the results follow by hand from the rule.
""",
)

test_examples = worked(SPEC)
