"""Formulas as people read them, on one line and typeset, with exactly the brackets that they need."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from tarazy.engine.load.formula import parse
from tarazy.engine.model.formula import Expression
from tarazy.engine.model.text import Text
from tarazy.web.doors.portal.methodologies.formula import on_one_line
from tarazy.web.doors.portal.methodologies.mathml import typeset


def tree_of(formula: str) -> Expression:
    parsed = parse(formula)
    assert parsed.tree is not None
    return parsed.tree


def methodology(period: str = "year") -> Any:
    named = {name: SimpleNamespace(title=Text(kk=name, ru=name, en=name.upper())) for name in "abc"}
    return SimpleNamespace(variables_by_name=named, period=period)


def shown(formula: str, period: str = "year") -> str:
    with override("en"):
        return on_one_line(tree_of(formula), methodology(period))


def drawn(formula: str, language: str = "en") -> str:
    with override(language):
        return typeset(tree_of(formula), methodology())


def outline(formula: str) -> str:
    """The elements as calls, the leaves as their text: readable, and nothing of the structure is lost."""

    def of(element: ElementTree.Element) -> str:
        if element.tag in ("mn", "mi", "mo", "mtext"):
            return " ".join("".join(element.itertext()).split())
        inner = " ".join(of(child) for child in element)
        return inner if element.tag in ("mrow", "math") else f"{element.tag.removeprefix('m')}[{inner}]"

    return of(ElementTree.fromstring(drawn(formula)))


@pytest.mark.parametrize(
    ("formula", "line", "typeset"),
    [
        ("a", "A", "A"),
        ("100 * a / b", "100 × A / B", "frac[100 × A B]"),
        ("100 * (a / b)", "100 × (A / B)", "100 × frac[A B]"),
        ("a / (b / c)", "A / (B / C)", "frac[A frac[B C]]"),
        ("a / b * c", "A / B × C", "frac[A B] × C"),
        ("(a + b) / (b - c)", "(A + B) / (B − C)", "frac[A + B B − C]"),
        ("a - b - c", "A − B − C", "A − B − C"),
        ("a - (b - c)", "A − (B − C)", "A − ( B − C )"),
        ("a - (b + c)", "A − (B + C)", "A − ( B + C )"),
        ("(a + b) * c", "(A + B) × C", "( A + B ) × C"),
        ("a + b * c", "A + B × C", "A + B × C"),
        ("a * (b * c)", "A × (B × C)", "A × ( B × C )"),
        ("a ** b ** c", "A ^ B ^ C", "sup[( A ) sup[( B ) C]]"),
        ("(a ** b) ** c", "(A ^ B) ^ C", "sup[( sup[( A ) B] ) C]"),
        ("2 ** (a + b)", "2 ^ (A + B)", "sup[2 A + B]"),
        ("(a / b) ** 2", "(A / B) ^ 2", "sup[( frac[A B] ) 2]"),
        ("sqrt(a) ** 2", "√(A) ^ 2", "sup[sqrt[A] 2]"),
        ("log(a) ** 2", "ln(A) ^ 2", "sup[( ln ( A ) ) 2]"),
        ("-a ** 2", "−A ^ 2", "− sup[( A ) 2]"),
        ("(-a) ** 2", "(−A) ^ 2", "sup[( − A ) 2]"),
        ("-(a + b)", "−(A + B)", "− ( A + B )"),
        ("-a + b", "−A + B", "− A + B"),
        ("a * -b", "A × −B", "A × ( − B )"),
        ("a - -b", "A − −B", "A − ( − B )"),
        ("log(a) + 0.5", "ln(A) + 0.5", "ln ( A ) + 0.5"),
        ("exp(a / b)", "exp(A / B)", "exp ( frac[A B] )"),
        ("abs(a - b)", "abs(A − B)", "| A − B |"),
        ("min(a, b + 1)", "min(A; B + 1)", "min ( A ; B + 1 )"),
        ("sqrt(a * lag(a, 1))", "√(A × A (1 year earlier))", "sqrt[A × A (1 year earlier)]"),
        ("lag(b, 3)", "B (3 years earlier)", "B (3 years earlier)"),
    ],
)
def test_brackets_signs_and_lags(formula: str, line: str, typeset: str) -> None:
    assert shown(formula) == line
    assert outline(formula) == typeset


def test_a_lag_is_counted_in_the_periods_of_the_methodology() -> None:
    assert shown("lag(a, 2)", "quarter") == "A (2 quarters earlier)"
    assert shown("lag(a, 1)", "month") == "A (1 month earlier)"


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert "<mn>100\N{NO-BREAK SPACE}000.5</mn>" in drawn("100000.5 * a")
    for language in ("kk", "ru"):
        assert "<mn>100\N{NO-BREAK SPACE}000,5</mn>" in drawn("100000.5 * a", language)


def test_whoever_cannot_see_it_is_given_it_on_one_line() -> None:
    math = drawn("100 * a / b")
    assert 'alttext="100 × A / B"' in math
    assert "<a " not in math  # what stands in it can be reached by nobody who does not see it


def test_a_title_cannot_break_out_of_the_formula() -> None:
    text = Text(kk="x", ru="x", en='<b>"&</b>')
    named: Any = SimpleNamespace(variables_by_name={"a": SimpleNamespace(title=text)}, period="year")
    with override("en"):
        math = typeset(tree_of("a + 1"), named)
    assert "<b>" not in math
    assert "".join(ElementTree.fromstring(math).itertext()) == '<b>"&</b>+1'
    assert ElementTree.fromstring(math).get("alttext") == '<b>"&</b> + 1'


def test_the_deepest_formula_that_can_be_read_is_typeset() -> None:
    """Fifty pairs of brackets, as many as the reader of formulas takes."""
    assert outline("(" * 49 + "a + 1" + ") / b" * 49).count("frac[") == 49
