"""A formula's text becomes its tree, or every flaw is shown at its character."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tarazy.engine.load.formula import parse
from tarazy.engine.model.formula import Call, Constant, Expression, Lagged, Negative, Operation
from tests.engine.unit.load.tiny_text import ACCIDENTS, BEDS, DOCTORS, assert_refused, changed, refused, tiny

A, B, C = Lagged("a"), Lagged("b"), Lagged("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        ("a + b * c", Operation("+", A, Operation("*", B, C))),
        ("(a + b) * c", Operation("*", Operation("+", A, B), C)),
        ("a - b - c", Operation("-", Operation("-", A, B), C)),
        ("a / b / c", Operation("/", Operation("/", A, B), C)),
        ("a ** b ** c", Operation("**", A, Operation("**", B, C))),
        ("-a ** b", Negative(Operation("**", A, B))),
        ("a ** -b", Operation("**", A, Negative(B))),
        ("a - -b", Operation("-", A, Negative(B))),
        ("-a * b", Operation("*", Negative(A), B)),
        ("1.5e-3*a", Operation("*", Constant(0.0015), A)),
        ("log(a)", Call("log", (A,))),
        ("min(a, b, 3)", Call("min", (A, B, Constant(3.0)))),
        ("lag(a, 2)", Lagged("a", 2)),
        ("a\n  + b", Operation("+", A, B)),
    ],
)
def test_what_a_formula_means(text: str, tree: Expression) -> None:
    parsed = parse(text)
    assert (parsed.tree, parsed.flaws) == (tree, [])


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("a +", 3, "ends where a number"),
        ("", 0, "ends where a number"),
        ("a + * b", 4, "«*» stands where it cannot"),
        ("a b", 2, "«b» stands where it cannot"),
        ("2a", 0, "not a number as formulas write it"),
        ("2 (a)", 2, "a missing operation, such as *"),
        ("(a + b", 0, "never closed"),
        ("log(a", 3, "never closed"),
        ("a + b)", 5, "no opening one"),
        ("()", 1, "no opening one"),
        ("+a", 0, "plus sign"),
        ("0,5 * a", 1, "decimal point"),
        ("1_000 * a", 0, "without separators"),
        ("010 * a", 0, "without separators"),
        (".5 * a", 0, "not a number as formulas write it"),
        ("a ^ 2", 2, "Write ** for a power"),
        ("a // b", 2, "Write / for a division"),
        ("a % b", 2, "percentage"),
        ("a × b", 2, "Write * for a multiplication"),
        ("a − b", 2, "hyphen"),
        ("a > b", 2, "is a comparison"),
        ("a == b", 2, "is a comparison"),
        ("a if b else c", 2, "named method"),
        ("if(a, b, c)", 0, "named method"),
        ("a and b", 2, "is a condition"),
        ("not a", 0, "is a condition"),
        ("a ? b : c", 2, "is a comparison"),
        ("a + sin(b)", 4, "no function «sin»"),
        ("sqr(a)", 0, "Did you mean «sqrt»?"),
        ("ln(a)", 0, "no function «ln»"),
        ("a(b)", 0, "no function «a»"),
        ("log(a, b)", 0, "arguments of log is 2"),
        ("min(a)", 0, "at least two"),
        ("log()", 4, "no opening one"),
        ("log + a", 0, "has no brackets"),
        ("lag(a)", 0, "does not say by how many"),
        ("lag(a, 0)", 7, "whole positive number"),
        ("lag(a, -1)", 7, "whole positive number"),
        ("lag(a, 1.5)", 7, "whole positive number"),
        ("lag(a, b)", 7, "whole positive number"),
        ("lag(a, 1 + 1)", 7, "whole positive number"),
        ("lag(2, 1)", 4, "not a variable"),
        ("lag(lag(a, 1), 1)", 4, "has no brackets"),
        ("a / 0", 2, "divides by zero"),
        ("a / (1 - 1)", 2, "divides by zero"),
        ("a + 5 / 0", 6, "divides by zero"),
        ("a * log(0)", 4, "no finite value"),
        ("a * sqrt(-1)", 4, "no finite value"),
        ("a + 10 ** 400", 7, "no finite value"),
        ("a + (-2) ** 0.5", 9, "no finite value"),
        ("a + 1e999", 4, "no finite value"),
        ("100", 0, "uses no variable"),
        ("dосtors + a", 0, "letter «о» at position 2, which is not Latin"),
        ("Бірлік", 0, "not Latin"),
        ("a[1]", 1, "«[» stands where it cannot"),
        ("a.b", 1, "«.» stands where it cannot"),
        ("__import__('os')", 11, "stands where it cannot"),
        ("+".join(["a"] * 300), 0, "more than 500 parts"),
        ("(" * 60 + "a" + ")" * 60, 50, "50 levels"),
        ("-" * 200 + "a", 50, "50 levels"),
    ],
)
def test_what_is_no_formula(text: str, at: int, words: str) -> None:
    parsed = parse(text)
    assert parsed.tree is None
    said = [" ".join(part.in_language("en") for part in (flaw.what, flaw.why, flaw.mend)) for flaw in parsed.flaws]
    assert len(said) == 1, said
    assert words in said[0], said[0]
    assert parsed.flaws[0].at == at


def test_flaws_that_do_not_stop_the_reading_are_all_said() -> None:
    flaws = parse("sin(a) + cos(b) / 0").flaws
    assert [flaw.at for flaw in flaws] == [0, 9, 16]


@given(st.text(alphabet="ab12.+-*/() ,eglmin<\n", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    parsed = parse(text)
    assert (parsed.tree is None) == bool(parsed.flaws)


# The tree of a random formula has the value that Python gives its text: same precedence, same associativity.

VALUES = {"a": 0.75, "b": -1.25, "c": 3.5}
numbers = st.floats(0, 100, allow_nan=False).map(lambda number: repr(round(number, 3)))
texts = st.recursive(
    st.sampled_from(["a", "b", "c"]) | numbers,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" + ", " - ", "*", " / ", "**"]), inner).map("".join),
        inner.map("({})".format),
        inner.map("-{}".format),
        inner.map("abs({})".format),
        st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(lambda parts: "{}({}, {})".format(*parts)),
        st.tuples(st.sampled_from(["exp", "log", "sqrt"]), inner).map(lambda parts: "{}({})".format(*parts)),
    ),
    max_leaves=12,
)


def value_of(tree: Expression) -> float:
    """The plainest evaluation there is, on Python's numbers."""
    match tree:
        case Constant(number):
            return number
        case Lagged(variable):
            return VALUES[variable]
        case Negative(of):
            return -value_of(of)
        case Operation(operator, left, right):
            a, b = value_of(left), value_of(right)
            return {
                "+": lambda: a + b,
                "-": lambda: a - b,
                "*": lambda: a * b,
                "/": lambda: a / b,
                "**": lambda: a**b,
            }[operator]()
        case Call(function, arguments):
            values = [value_of(argument) for argument in arguments]
            return {"min": min, "max": max, "abs": abs}.get(function, getattr(math, function, None))(*values)


# A negative number to a fraction is complex in Python, and complex numbers have no least (TypeError).
NO_VALUE = (ArithmeticError, ValueError, TypeError)


@example("min(a, b**a)")
@given(texts)
def test_a_tree_has_the_value_that_python_gives_the_text(text: str) -> None:
    parsed = parse(text)
    names = {"exp": math.exp, "log": math.log, "sqrt": math.sqrt, "abs": abs, "min": min, "max": max, **VALUES}
    try:
        expected = eval(compile(text, "formula", "eval"), {"__builtins__": {}}, names)
    except NO_VALUE:
        expected = None
    if parsed.tree is None:
        constant_part = any("no finite value" in flaw.what.text for flaw in parsed.flaws)
        by_zero = any("divides by zero" in flaw.what.text for flaw in parsed.flaws)
        no_variable = any("no variable" in flaw.what.text for flaw in parsed.flaws)
        assert no_variable or constant_part or by_zero, parsed.flaws
        assert no_variable or expected is None or constant_part
        return
    if expected is None:
        with pytest.raises(NO_VALUE):
            value_of(parsed.tree)
    else:
        assert complex(value_of(parsed.tree)) == pytest.approx(complex(expected), rel=1e-12, nan_ok=True)


# In a file


def test_a_flaw_has_its_line_and_column() -> None:
    files = changed(BEDS, "value: 10000 * beds_all / population", "value: 10000 * beds_all // population")
    assert_refused(files, f"{BEDS}:8:25", "«//»", "Write / for a division")


def test_a_flaw_in_a_block_text_has_its_line_and_column() -> None:
    files = changed(DOCTORS, "    / population", "    / popul ation")
    assert_refused(files, f"{DOCTORS}:7:13", "«ation» stands where it cannot")


def test_a_block_text_without_a_formula() -> None:
    rest = tiny()[DOCTORS].decode().partition("value: |")[0]
    said = refused(tiny() | {DOCTORS: f"{rest}value: |".encode()})
    assert any("The formula ends where a number" in one for one in said)


def test_a_quoted_formula() -> None:
    files = changed(ACCIDENTS, "(accidents_all + lag(accidents_all, 1)) / 2", '"accidents_all"')
    assert_refused(files, f"{ACCIDENTS}:9", "in quotes", "written plain")


def test_an_unknown_variable_and_the_nearest() -> None:
    files = changed(DOCTORS, "doctors_all\n", "doctor_all\n")
    said = refused(files)
    assert said[0].startswith(f"{DOCTORS}:6:11: The formula names «doctor_all»")
    assert "Did you mean «doctors_all»?" in said[0]
    assert "variables.yaml:18: No formula and no method uses the variable «doctors_all»" in said[1]
    assert len(said) == 2


def test_all_unknown_variables_are_said() -> None:
    files = changed(BEDS, "value: 10000 * beds_all / population", "value: beds_all + zzz - yyy + population")
    said = refused(files)
    assert [one.split(" ")[0] for one in said] == [f"{BEDS}:8:19:", f"{BEDS}:8:25:"]


def test_a_variable_of_a_broken_formula_counts_as_used() -> None:
    files = changed(BEDS, "value: 10000 * beds_all / population", "value: beds_all >= population")
    assert_refused(files, f"{BEDS}:8:17", "is a comparison", "named method")
