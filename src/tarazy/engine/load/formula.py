"""A formula's text -> its tree: pure arithmetic over variables, read as mathematics reads it.

sum     = product {("+" | "-") product}
product = signed {("*" | "/") signed}
signed  = "-" signed | power
power   = atom ["**" signed]                 2 ** 3 ** 2 = 2 ** (3 ** 2);  -2 ** 2 = -(2 ** 2)
atom    = number | variable | function "(" sum {"," sum} ")" | "(" sum ")"
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple, get_args

from tarazy.engine.checks.look_alikes import look_alikes
from tarazy.engine.load import constants
from tarazy.engine.load import formula_flaws as flaws
from tarazy.engine.load.formula_flaws import FormulaFlaw, Token, tokens
from tarazy.engine.load.meant import NUMBER
from tarazy.engine.model.formula import Call, Constant, Expression, Function, Lagged, Negative, Operation

_ONE_ARGUMENT: Final = frozenset(("log", "exp", "sqrt", "abs"))
_DEEPEST: Final = 50
_LONGEST: Final = 500


class Use(NamedTuple):
    """A variable at a character of the formula (from 0)."""

    at: int
    variable: str


@dataclass
class Parsed:
    """The tree (None if the formula cannot stand), the variables with their places, and what is wrong."""

    tree: Expression | None = None
    uses: list[Use] = field(default_factory=list)
    flaws: list[FormulaFlaw] = field(default_factory=list)


def parse(text: str, *, of_variables: bool = True) -> Parsed:
    """Read a formula; white space and line breaks mean nothing. `of_variables`: it must name at least one.

    >>> parse("-a ** 2").tree
    Negative(of=Operation(operator='**', left=Lagged(variable='a', lag=0), right=Constant(number=2.0)))
    >>> parse("a > 2").flaws[0].what.in_language("en")
    '«>» in the formula is a comparison.'
    """
    parser = _Parser(text, of_variables)
    try:
        tree = parser.whole()
    except _CannotGoOn as end:
        parser.parsed.flaws.append(end.flaw)
        return parser.parsed
    if not parser.parsed.flaws:
        parser.parsed.tree = tree
    return parser.parsed


class _CannotGoOn(Exception):
    """The rest of the formula cannot be read."""

    def __init__(self, flaw: FormulaFlaw) -> None:
        super().__init__(flaw.what.text)
        self.flaw = flaw


class _Parser:
    def __init__(self, text: str, of_variables: bool) -> None:
        self.parsed = Parsed()
        self.of_variables = of_variables
        self.tokens = tokens(text)
        self.end = Token("end", "", len(text.rstrip()))
        self.position = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.position] if self.position < len(self.tokens) else self.end

    def next(self) -> Token:
        token = self.token
        self.position += 1
        return token

    def comes(self, *marks: str) -> bool:
        return self.token.kind == "mark" and self.token.text in marks

    def whole(self) -> Expression:
        if len(self.tokens) > _LONGEST:
            raise _CannotGoOn(flaws.too_long(self.token, _LONGEST, _DEEPEST))
        tree = self.sum()
        if self.token.kind != "end":
            raise _CannotGoOn(flaws.unexpected(self.token))
        if self.of_variables and not self.parsed.uses and not self.parsed.flaws:
            self.parsed.flaws.append(flaws.no_variable(self.tokens[0]))
        return tree

    def sum(self) -> Expression:
        left = self.product()
        while self.comes("+", "-"):
            mark = self.next()
            left = Operation("+" if mark.text == "+" else "-", left, self.product())
            self.check_constant(mark, left)
        return left

    def product(self) -> Expression:
        left = self.signed()
        while self.comes("*", "/"):
            mark = self.next()
            right = self.signed()
            left = Operation("*" if mark.text == "*" else "/", left, right)
            if mark.text == "/" and constants.value_of(right) == 0:
                self.parsed.flaws.append(flaws.division_by_zero(mark))
            self.check_constant(mark, left)
        return left

    def signed(self) -> Expression:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _CannotGoOn(flaws.too_long(self.token, _LONGEST, _DEEPEST))
        tree = self.negative() if self.comes("-") else self.power()
        self.depth -= 1
        return tree

    def negative(self) -> Negative:
        self.next()
        return Negative(self.signed())

    def power(self) -> Expression:
        base = self.atom()
        if not self.comes("**"):
            return base
        mark = self.next()
        tree = Operation("**", base, self.signed())
        self.check_constant(mark, tree)
        return tree

    def atom(self) -> Expression:
        token = self.next()
        if token.kind == "number":
            return self.number(token)
        if token.kind == "name":
            return self.call(token) if self.comes("(") else self.variable(token)
        if token.text == "(":
            inner = self.sum()
            self.close(token)
            return inner
        raise _CannotGoOn(flaws.unexpected(token))

    def number(self, token: Token) -> Constant:
        if not NUMBER.fullmatch(token.text):
            raise _CannotGoOn(flaws.number(token))
        tree = Constant(float(token.text))
        self.check_constant(token, tree)
        return tree

    def variable(self, token: Token) -> Lagged:
        self.check_letters(token)
        if token.text.lower() in flaws.CONDITIONAL:
            raise _CannotGoOn(flaws.condition(token))
        if token.text in flaws.FUNCTIONS:
            raise _CannotGoOn(flaws.function_without_brackets(token))
        self.parsed.uses.append(Use(token.at, token.text))
        return Lagged(token.text)

    def call(self, name: Token) -> Expression:
        opening = self.next()
        if name.text == "lag":
            return self.lag(name, opening)
        arguments = [self.sum()]
        while self.comes(","):
            self.next()
            arguments.append(self.sum())
        self.close(opening)
        for function in get_args(Function):
            if name.text == function:
                self.check_count(name, len(arguments))
                tree = Call(function, tuple(arguments))
                self.check_constant(name, tree)
                return tree
        self.check_letters(name)
        self.parsed.flaws.append(flaws.unknown_function(name))
        # Stands for what cannot be known; the flaw just noted keeps the tree from being used.
        return Lagged(name.text)

    def lag(self, name: Token, opening: Token) -> Lagged:
        token = self.next()
        if token.kind != "name":
            raise _CannotGoOn(flaws.lag_of_no_variable(name if token.kind == "end" else token))
        variable = self.variable(token).variable
        if not self.comes(","):
            raise _CannotGoOn(flaws.lag_without_periods(name))
        self.next()
        periods = self.next()
        if periods.kind != "number" or not re.fullmatch("[1-9][0-9]{0,2}", periods.text) or not self.comes(")"):
            raise _CannotGoOn(flaws.lag_by_no_count(name if periods.kind == "end" else periods))
        self.close(opening)
        return Lagged(variable, int(periods.text))

    def close(self, opening: Token) -> None:
        if self.token.kind == "end":
            raise _CannotGoOn(flaws.never_closed(opening))
        if not self.comes(")"):
            raise _CannotGoOn(flaws.unexpected(self.token))
        self.next()

    def check_letters(self, token: Token) -> None:
        foreign = look_alikes(token.text)
        if foreign:
            raise _CannotGoOn(flaws.letter(token, foreign[0]))

    def check_count(self, name: Token, count: int) -> None:
        if name.text in _ONE_ARGUMENT and count != 1:
            self.parsed.flaws.append(flaws.too_many_arguments(name, count))
        elif name.text not in _ONE_ARGUMENT and count < 2:
            self.parsed.flaws.append(flaws.too_few_arguments(name, count))

    def check_constant(self, token: Token, tree: Expression) -> None:
        """A part without variables must have a finite value now, not only when somebody scores."""
        if not self.parsed.flaws and constants.is_constant(tree) and constants.value_of(tree) is None:
            self.parsed.flaws.append(flaws.no_value(token))
