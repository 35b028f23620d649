"""What a method refuses it says in words that a test asks for: no constraint is there that nobody has seen at work."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.checkout import ROOT, assert_none, files, invent

SOURCES = ("src/tarazy/engine/steps", "src/tarazy/engine/model")
TESTS = "tests/engine"
REFUSALS = frozenset({"Flaw", "Fault"})
PLACEHOLDER = re.compile(r"\\\{\w+\\\}")


def refusals(root: Path) -> Iterator[tuple[str, str]]:
    """Where a method refuses something, and the marked text that says what."""
    for folder in SOURCES:
        for path in files(root, folder, ending=".py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            named = _named(tree)
            for call in ast.walk(tree):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in REFUSALS:
                    for text in _texts(_what(call), named, set()):
                        yield f"{path.relative_to(root).as_posix()}:{call.lineno}", text


def _named(tree: ast.AST) -> dict[str, list[ast.expr]]:
    """What each name of the module was given."""
    found: dict[str, list[ast.expr]] = {}
    for one in ast.walk(tree):
        targets = one.targets if isinstance(one, ast.Assign) else [one.target] if isinstance(one, ast.AnnAssign) else []
        value = getattr(one, "value", None)
        for target in targets:
            if isinstance(target, ast.Name) and value is not None:
                found.setdefault(target.id, []).append(value)
    return found


def _what(call: ast.Call) -> ast.expr:
    """The first argument: what was found."""
    return call.args[0] if call.args else next(one.value for one in call.keywords if one.arg == "what")


def _texts(expression: ast.expr, named: dict[str, list[ast.expr]], seen: set[str]) -> Iterator[str]:
    """The marked texts of an expression, and of the names in it."""
    for one in ast.walk(expression):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "msg":
            (text,) = one.args
            assert isinstance(text, ast.Constant)
            yield str(text.value)
        elif isinstance(one, ast.Name) and one.id in named and one.id not in seen:
            for value in named[one.id]:
                yield from _texts(value, named, seen | {one.id})


def asked_for(root: Path) -> list[str]:
    """Every text that stands in a test; of one with values in it, a question mark for each."""
    return [
        text
        for path in files(root, TESTS, ending=".py")
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (text := _told(one)) is not None
    ]


def _told(one: ast.AST) -> str | None:
    if isinstance(one, ast.JoinedStr):
        return "".join(_told(part) or "?" for part in one.values)
    return one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else None


def unseen(root: Path) -> Iterator[str]:
    """Every refusal whose words no test asks for, with any numbers in the places of its numbers."""
    told = "\0".join(asked_for(root))
    for place, text in dict.fromkeys(refusals(root)):
        if not re.search(PLACEHOLDER.sub("[^\0]+?", re.escape(text)), told):
            yield f"{place}: {text}"


def test_every_refusal_of_a_method_is_asked_for_by_a_test() -> None:
    assert_none(unseen(ROOT))


def test_a_refusal_that_no_test_asks_for_is_named(tmp_path: Path) -> None:
    source = """
_OTHER = msg("Two is too many.")

def check(parameters, points):
    if parameters.low > 3:
        yield Flaw(Message(msg("The least is {low}."), {"low": 4}), WHY, MEND)
    yield Flaw(what=Message(_OTHER), why=WHY, mend=MEND)
"""
    test = 'assert told == [f"The least is {number}."]'
    root = invent(tmp_path, {"src/tarazy/engine/steps/rank/odd.py": source, "tests/engine/unit/test_odd.py": test})
    assert list(unseen(root)) == ["src/tarazy/engine/steps/rank/odd.py:7: Two is too many."]
