"""Formulas as people read them, with exactly the brackets that they need."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import override

from tarazy.engine.load.formula import parse
from tarazy.engine.model.text import Text
from tarazy.web.doors.portal.methodologies.formula import tokens_of


def shown(formula: str, period: str = "year") -> str:
    parsed = parse(formula)
    assert parsed.tree is not None
    named = {name: SimpleNamespace(title=Text(kk=name, ru=name, en=name.upper())) for name in "abc"}
    methodology: Any = SimpleNamespace(variables_by_name=named, period=period)
    with override("en"):
        tokens = tokens_of(methodology, SimpleNamespace(value=parsed))  # type: ignore[arg-type]
    assert all(token.href == f"#variable-{token.text.lower()}" for token in tokens if token.href)
    return "".join(token.text + (f"[{token.note}]" if token.note else "") for token in tokens)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("a", "A"),
        ("100 * a / b", "100 × A / B"),
        ("100 * (a / b)", "100 × (A / B)"),
        ("a - b - c", "A − B − C"),
        ("a - (b - c)", "A − (B − C)"),
        ("a - (b + c)", "A − (B + C)"),
        ("(a + b) * c", "(A + B) × C"),
        ("a + b * c", "A + B × C"),
        ("a ** b ** c", "A ^ B ^ C"),
        ("(a ** b) ** c", "(A ^ B) ^ C"),
        ("-a ** 2", "−A ^ 2"),
        ("(-a) ** 2", "(−A) ^ 2"),
        ("a * -b", "A × −B"),
        ("log(a) + 0.5", "ln(A) + 0.5"),
        ("min(a, b + 1)", "min(A; B + 1)"),
        ("sqrt(a * lag(a, 1))", "√(A × A[1 year earlier])"),
        ("lag(b, 3)", "B[3 years earlier]"),
    ],
)
def test_brackets_signs_and_lags(formula: str, expected: str) -> None:
    assert shown(formula) == expected


def test_a_lag_is_counted_in_the_periods_of_the_methodology() -> None:
    assert shown("lag(a, 2)", "quarter") == "A[2 quarters earlier]"
    assert shown("lag(a, 1)", "month") == "A[1 month earlier]"
