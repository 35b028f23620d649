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
from tarazy.engine.checks.nearest import nearest
from tarazy.engine.load import constants
from tarazy.engine.load.numbers import NUMBER
from tarazy.engine.model.formula import Call, Constant, Expression, Function, Lagged, Negative, Operation
from tarazy.engine.words import Message, msg

FUNCTIONS: Final = (*get_args(Function), "lag")
_ARGUMENTS: Final = {"log": 1, "exp": 1, "sqrt": 1, "abs": 1}
_DEEPEST: Final = 50
_LONGEST: Final = 500

_TOKEN: Final = re.compile(
    r"(?P<number>[0-9][0-9_.]*(?:[eE][+-]?[0-9]+)?[A-Za-z_]*|\.[0-9]+)|(?P<name>[^\W\d]\w*)|(?P<mark>\*\*|//|[<>=!]=?|\S)"
)
_CONDITIONAL: Final = frozenset(("if", "else", "then", "and", "or", "not", "when", "case", "true", "false"))
_NO_CONDITIONS: Final = msg(
    "A formula is arithmetic only, so that every reader can follow it and every score can be explained."
)
_NAMED_METHOD: Final = msg(
    "A rule with a condition is a named method of a step: choose one, or propose it as a new method."
)
_NOT_MARKS: Final = {
    "^": msg("Write ** for a power."),
    "//": msg("Write / for a division."),
    "%": msg("Write 100 * a / b for a percentage."),
    "×": msg("Write * for a multiplication."),
    "·": msg("Write * for a multiplication."),
    "÷": msg("Write / for a division."),
    "−": msg("Write the hyphen of the keyboard (-) for a minus."),
    "–": msg("Write the hyphen of the keyboard (-) for a minus."),
}


class FormulaFlaw(NamedTuple):
    """What is wrong at a character of the formula (from 0)."""

    at: int
    what: Message
    why: Message
    mend: Message


class Use(NamedTuple):
    """A variable at a character of the formula (from 0)."""

    at: int
    variable: str


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


class _CannotGoOn(Exception):
    """The rest of the formula cannot be read; the flaw is noted."""


@dataclass
class Parsed:
    """The tree (None if the formula cannot stand), the variables with their places, and what is wrong."""

    tree: Expression | None = None
    uses: list[Use] = field(default_factory=list)
    flaws: list[FormulaFlaw] = field(default_factory=list)


def parse(text: str) -> Parsed:
    """Read a formula; white space and line breaks mean nothing."""
    parser = _Parser(text)
    try:
        tree = parser.whole()
    except _CannotGoOn:
        return parser.parsed
    if not parser.parsed.flaws:
        parser.parsed.tree = tree
    return parser.parsed


class _Parser:
    def __init__(self, text: str) -> None:
        self.parsed = Parsed()
        self.tokens = [_Token(str(m.lastgroup), m.group(), m.start()) for m in _TOKEN.finditer(text)]
        self.end = _Token("end", "", len(text.rstrip()))
        self.position = 0
        self.depth = 0

    # Reading on

    @property
    def token(self) -> _Token:
        return self.tokens[self.position] if self.position < len(self.tokens) else self.end

    def next(self) -> _Token:
        token = self.token
        self.position += 1
        return token

    def comes(self, *marks: str) -> bool:
        return self.token.kind == "mark" and self.token.text in marks

    def flaw(self, token: _Token, what: str, why: str, mend: str, **said: str | int) -> None:
        messages = (Message(text, {"found": token.text, **said}) for text in (what, why, mend))
        self.parsed.flaws.append(FormulaFlaw(token.at, *messages))

    def stop(self, token: _Token, what: str, why: str, mend: str, **said: str | int) -> _CannotGoOn:
        self.flaw(token, what, why, mend, **said)
        return _CannotGoOn()

    # The grammar

    def whole(self) -> Expression:
        if len(self.tokens) > _LONGEST:
            raise self.too_long()
        tree = self.sum()
        if self.token.kind != "end":
            raise self.unexpected(self.token)
        if not self.parsed.uses and not self.parsed.flaws:
            self.flaw(
                self.end._replace(at=0),
                msg("The formula uses no variable."),
                msg("A value that is the same for every unit tells nothing about any of them."),
                msg("Name at least one variable of variables.yaml."),
            )
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
                self.flaw(
                    mark,
                    msg("The formula divides by zero."),
                    msg("No number comes of it."),
                    msg("Correct the divisor."),
                )
            self.check_constant(mark, left)
        return left

    def signed(self) -> Expression:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.too_long()
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
        raise self.unexpected(token)

    def number(self, token: _Token) -> Constant:
        if not NUMBER.fullmatch(token.text):
            raise self.stop(
                token,
                msg("«{found}» in the formula is not a number as formulas write it."),
                msg("A number has one spelling here, so that every program reads the same number."),
                msg("Write digits with a decimal point and without separators: 1234.5."),
            )
        tree = Constant(float(token.text))
        self.check_constant(token, tree)
        return tree

    def variable(self, token: _Token) -> Lagged:
        self.check_letters(token)
        if token.text.lower() in _CONDITIONAL:
            raise self.stop(token, msg("«{found}» in the formula is a condition."), _NO_CONDITIONS, _NAMED_METHOD)
        if token.text in FUNCTIONS:
            raise self.stop(
                token,
                msg("The function «{found}» has no brackets."),
                msg("A function needs its arguments."),
                msg("Write {found}(...) with the arguments between the brackets."),
            )
        self.parsed.uses.append(Use(token.at, token.text))
        return Lagged(token.text)

    def call(self, name: _Token) -> Expression:
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
        self.unknown_function(name)
        return Constant(0.0)

    def lag(self, name: _Token, opening: _Token) -> Lagged:
        how = msg("Write lag(variable, periods), such as lag(births, 1).")
        token = self.next()
        if token.kind != "name":
            raise self.stop(
                token if token.kind != "end" else name,
                msg("The first argument of lag is not a variable."),
                msg("Only an observed variable has a value of an earlier period."),
                how,
            )
        variable = self.variable(token)
        if not self.comes(","):
            raise self.stop(
                name,
                msg("lag does not say by how many periods."),
                msg("Nothing is assumed that the text does not say."),
                how,
            )
        self.next()
        periods = self.next()
        if periods.kind != "number" or not re.fullmatch("[1-9][0-9]{0,2}", periods.text) or not self.comes(")"):
            raise self.stop(
                periods if periods.kind != "end" else name,
                msg("The second argument of lag is not a whole positive number."),
                msg("The periods before are counted 1, 2, 3 and are the same for every unit."),
                how,
            )
        self.close(opening)
        return Lagged(variable.variable, int(periods.text))

    def close(self, opening: _Token) -> None:
        if self.comes(")"):
            self.next()
        elif self.token.kind == "end":
            raise self.stop(
                opening,
                msg("The bracket opened here is never closed."),
                msg("The formula cannot be read without knowing where the bracket ends."),
                msg("Add the closing bracket."),
            )
        else:
            raise self.unexpected(self.token)

    # What may be wrong

    def too_long(self) -> _CannotGoOn:
        return self.stop(
            self.token,
            msg("The formula has more than {parts} parts or {levels} levels of brackets."),
            msg("No reader could follow it."),
            msg("Divide it into several indicators."),
            parts=_LONGEST,
            levels=_DEEPEST,
        )

    def unexpected(self, token: _Token) -> _CannotGoOn:
        if token.kind == "end":
            return self.stop(
                token,
                msg("The formula ends where a number, a variable or a bracket is expected."),
                msg("An operation needs a value on both sides."),
                msg("Complete the formula."),
            )
        if token.kind == "name" and token.text.lower() in _CONDITIONAL:
            return self.stop(token, msg("«{found}» in the formula is a condition."), _NO_CONDITIONS, _NAMED_METHOD)
        if token.text[0] in "<>=!?&|:":
            return self.stop(token, msg("«{found}» in the formula is a comparison."), _NO_CONDITIONS, _NAMED_METHOD)
        if token.text == "+":
            return self.stop(
                token,
                msg("A plus sign stands before a single value."),
                msg("A formula has one spelling for one idea."),
                msg("Remove the plus sign."),
            )
        if token.text == ",":
            return self.stop(
                token,
                msg("A comma stands where none belongs."),
                msg("In a formula a comma separates only the arguments of a function."),
                msg("Write a decimal point: 0.5."),
            )
        if token.text == ")":
            return self.stop(
                token,
                msg("This closing bracket has no opening one, or nothing stands before it."),
                msg("Brackets come in pairs with something between them."),
                msg("Remove it, or add what is missing."),
            )
        return self.stop(
            token,
            msg("«{found}» stands where it cannot."),
            msg("A formula knows + - * / ** ( ) numbers, variables and the functions {functions}."),
            _NOT_MARKS.get(token.text, msg("Look for a missing operation, such as *, or correct the sign.")),
            functions=", ".join(FUNCTIONS),
        )

    def unknown_function(self, name: _Token) -> None:
        near = nearest(name.text, FUNCTIONS)
        self.check_letters(name)
        if name.text.lower() in _CONDITIONAL:
            self.flaw(name, msg("«{found}» in the formula is a condition."), _NO_CONDITIONS, _NAMED_METHOD)
            return
        self.flaw(
            name,
            msg("There is no function «{found}»."),
            msg("A formula knows the functions {functions}."),
            msg("Did you mean «{near}»?") if near else msg("Use one of these functions, or * for a multiplication."),
            functions=", ".join(FUNCTIONS),
            near=near,
        )

    def check_letters(self, token: _Token) -> None:
        foreign = look_alikes(token.text)
        if foreign:
            raise self.stop(
                token,
                msg("«{found}» has the letter «{letter}» at position {position}, which is not Latin."),
                msg("It looks like a Latin letter and makes another name."),
                msg("Type the name again with the Latin keyboard."),
                letter=foreign[0].letter,
                position=foreign[0].position,
            )

    def check_count(self, name: _Token, count: int) -> None:
        wanted = _ARGUMENTS.get(name.text)
        if wanted is None and count < 2:
            self.flaw(
                name,
                msg("{found} has {count} argument."),
                msg("{found} chooses among several values."),
                msg("Give {found} at least two arguments."),
                count=count,
            )
        elif wanted is not None and count != wanted:
            self.flaw(
                name,
                msg("{found} has {count} arguments."),
                msg("{found} is a function of one value."),
                msg("Give {found} one argument."),
                count=count,
            )

    def check_constant(self, token: _Token, tree: Expression) -> None:
        """A part without variables must have a finite value now, not only when somebody scores."""
        if not self.parsed.flaws and constants.is_constant(tree) and constants.value_of(tree) is None:
            self.flaw(
                token,
                msg("This part of the formula has no finite value."),
                msg("It holds no variable, so it can never be computed for any unit."),
                msg("Correct the numbers."),
            )
