"""Two variables that cannot be as they are at once: a numerator above its denominator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.model.finding import Finding
from tarazy.engine.model.numbers import decided, is_near
from tarazy.engine.model.sheet import Relation, Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("relation", msg("Variables agree with each other"), "stop")
_WHATS: Final = {
    "not_above": msg("{left_of} ({left}) may not be above {right_of} ({right})."),
    "not_below": msg("{left_of} ({left}) may not be below {right_of} ({right})."),
    "equal": msg("{left_of} ({left}) has to equal {right_of} ({right})."),
}
_WHYS: Final = {
    "stop": msg("By their definitions it cannot be otherwise, as a part cannot be above its whole."),
    "explain": msg("As a rule it is so; an exception has its reason."),
}
_MENDS: Final = {
    "stop": msg("Correct the value that is wrong."),
    "explain": msg("Correct the value that is wrong, or explain why the rule does not hold here."),
}


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Relations that do not hold, in 12 significant digits; silent where a value is missing, or a side has none.

    Formula: not above: left <= right + within; not below: left >= right - within; equal: |left - right| <= within.
    """
    for relation in sheet.relations:
        left, right = sheet.side(relation.left), sheet.side(relation.right)
        if left is None or right is None or _holds(relation, left, right):
            continue
        kind = "stop" if relation.severity == "stop" else "explain"
        yield CHECK.finding(
            sheet,
            tuple(dict.fromkeys((*relation.left.keys, *relation.right.keys))),
            Sentences(_WHATS[relation.sense], _WHYS[kind], _MENDS[kind]),
            {
                "left": left,
                "left_of": relation.left.said,
                "right": right,
                "right_of": relation.right.said,
                "within": relation.within,
            },
            severity=relation.severity,
            about=f"{relation.left.said} {relation.sense} {relation.right.said}",
            reason=relation.reason,
        )


def _holds(relation: Relation, left: float, right: float) -> bool:
    if relation.sense == "equal":
        return is_near(left, right, relation.within)
    if relation.sense == "not_above":
        return decided(left) <= decided(right + relation.within)
    return decided(left) >= decided(right - relation.within)
