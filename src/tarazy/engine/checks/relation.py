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
_WHATS_TIMES: Final = {
    "not_above": msg("{left_of} ({left}) may not be above {times} times {right_of} ({right})."),
    "not_below": msg("{left_of} ({left}) may not be below {times} times {right_of} ({right})."),
    "equal": msg("{left_of} ({left}) has to equal {times} times {right_of} ({right})."),
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
    """Relations that do not hold, in 12 significant digits; silent where one of the two values is missing."""
    for relation in sheet.relations:
        left, right = sheet.value(relation.left), sheet.value(relation.right)
        if left is None or right is None or _holds(relation, left, relation.times * right):
            continue
        whats = _WHATS if relation.times == 1 else _WHATS_TIMES
        yield CHECK.finding(
            sheet,
            (relation.left, relation.right),
            Sentences(whats[relation.sense], _WHYS[relation.severity], _MENDS[relation.severity]),
            {
                "left": left,
                "left_of": relation.left.code,
                "right": right,
                "right_of": relation.right.code,
                "times": relation.times,
            },
            severity=relation.severity,
        )


def _holds(relation: Relation, left: float, right: float) -> bool:
    if relation.sense == "equal":
        return is_near(left, right, 0.0)
    return decided(left) <= decided(right) if relation.sense == "not_above" else decided(left) >= decided(right)
