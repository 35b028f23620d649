"""A formula as people read it: the titles of variables instead of names, the signs of arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import ngettext

from tarazy.engine.model.formula import Call, Constant, Expression, Lagged, Negative, Operation
from tarazy.engine.model.methodology import Indicator, Methodology
from tarazy.engine.words import in_words
from tarazy.web.ui.written import in_language, language

SIGNS: Final = {"+": " + ", "-": " − ", "*": " × ", "/": " / ", "**": " ^ "}
BINDS: Final = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 4}
NEGATIVE_BINDS: Final = 3
NAMES: Final = {"log": "ln", "exp": "exp", "sqrt": "√", "min": "min", "max": "max", "abs": "abs"}


@dataclass(frozen=True)
class Token:
    """A piece of a formula; a variable is a link to its row (`href`), with `note` where it is of an earlier period."""

    text: str
    href: str = ""
    note: str = ""


def tokens_of(methodology: Methodology, indicator: Indicator) -> list[Token]:
    """The formula of an indicator from left to right."""
    return list(_tokens(indicator.value.tree, methodology, 0))


def _tokens(tree: Expression, methodology: Methodology, outer: int) -> Iterator[Token]:
    match tree:
        case Constant(number):
            yield Token(in_words(number, language()))
        case Lagged(variable, lag):
            title = in_language(methodology.variables_by_name[variable].title)
            yield Token(title, f"#variable-{variable}", _lag_in_words(lag, methodology.period) if lag else "")
        case Negative(of):
            inner = [Token("−"), *_tokens(of, methodology, NEGATIVE_BINDS)]
            yield from _bracketed(inner, outer > NEGATIVE_BINDS)
        case Operation(operator, left, right):
            binds = BINDS[operator]
            # a - (b - c) and (a ^ b) ^ c need their brackets, a - b - c does not.
            on_left, on_right = (binds + 1, binds) if operator == "**" else (binds, binds + 1)
            first, second = _tokens(left, methodology, on_left), _tokens(right, methodology, on_right)
            yield from _bracketed([*first, Token(SIGNS[operator]), *second], binds < outer)
        case Call(function, arguments):
            yield Token(f"{NAMES[function]}(")
            for place, argument in enumerate(arguments):
                if place:
                    yield Token("; ")
                yield from _tokens(argument, methodology, 0)
            yield Token(")")


def _bracketed(inner: list[Token], needed: bool) -> Iterator[Token]:
    yield from [Token("("), *inner, Token(")")] if needed else inner


def _lag_in_words(lag: int, period: str) -> str:
    words: dict[str, Callable[[int], str]] = {
        "year": lambda lag: ngettext("%(count)s year earlier", "%(count)s years earlier", lag),
        "quarter": lambda lag: ngettext("%(count)s quarter earlier", "%(count)s quarters earlier", lag),
        "month": lambda lag: ngettext("%(count)s month earlier", "%(count)s months earlier", lag),
    }
    return words[period](lag) % {"count": lag}
