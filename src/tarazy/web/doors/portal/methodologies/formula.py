"""A formula on one line as people read it: the titles of variables instead of names, the signs of arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.utils.translation import ngettext

from tarazy.engine.model.formula import Call, Constant, Expression, Lagged, Negative, Operation
from tarazy.engine.model.methodology import Methodology
from tarazy.web.doors.portal.methodologies.words import exact
from tarazy.web.ui.written import in_language

SIGNS: Final = {"+": "+", "-": "−", "*": "×", "/": "/", "**": "^"}
BINDS: Final = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 4}
NEGATIVE_BINDS: Final = 3
NAMES: Final = {"log": "ln", "exp": "exp", "sqrt": "√", "min": "min", "max": "max", "abs": "abs"}


def on_one_line(tree: Expression, methodology: Methodology, outer: int = 0) -> str:
    """The formula from left to right, with exactly the brackets that it needs. `outer`: how tightly what stands around
    it binds."""
    match tree:
        case Constant(number):
            return exact(number)
        case Lagged(variable, lag):
            title = title_of(variable, methodology)
            return f"{title} ({lag_in_words(lag, methodology.period)})" if lag else title
        case Negative(of):
            return _bracketed(f"−{on_one_line(of, methodology, NEGATIVE_BINDS)}", outer > NEGATIVE_BINDS)
        case Operation(operator, left, right):
            binds = BINDS[operator]
            # a - (b - c) and (a ^ b) ^ c need their brackets, a - b - c does not.
            on_left, on_right = (binds + 1, binds) if operator == "**" else (binds, binds + 1)
            first, second = on_one_line(left, methodology, on_left), on_one_line(right, methodology, on_right)
            return _bracketed(f"{first} {SIGNS[operator]} {second}", binds < outer)
        case Call(function, arguments):
            return f"{NAMES[function]}({'; '.join(on_one_line(one, methodology) for one in arguments)})"


def _bracketed(inner: str, needed: bool) -> str:
    return f"({inner})" if needed else inner


def title_of(variable: str, methodology: Methodology) -> str:
    return in_language(methodology.variables_by_name[variable].title)


def lag_in_words(lag: int, period: str) -> str:
    words: dict[str, Callable[[int], str]] = {
        "year": lambda lag: ngettext("%(count)s year earlier", "%(count)s years earlier", lag),
        "quarter": lambda lag: ngettext("%(count)s quarter earlier", "%(count)s quarters earlier", lag),
        "month": lambda lag: ngettext("%(count)s month earlier", "%(count)s months earlier", lag),
    }
    return words[period](lag) % {"count": lag}
