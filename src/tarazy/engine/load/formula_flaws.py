"""What may be wrong in a formula: its tokens, and one message for each fault."""

from __future__ import annotations

import re
from typing import Final, NamedTuple, get_args

from tarazy.engine.checks.look_alikes import LookAlike
from tarazy.engine.checks.nearest import nearest
from tarazy.engine.model.formula import Function
from tarazy.engine.words import Message, msg

FUNCTIONS: Final = (*get_args(Function), "lag")
CONDITIONAL: Final = frozenset(("if", "else", "then", "and", "or", "not", "when", "case", "true", "false"))

_TOKEN: Final = re.compile(
    r"(?P<number>[0-9][0-9_.]*(?:[eE][+-]?[0-9]+)?[A-Za-z_]*|\.[0-9]+)"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<mark>\*\*|//|[<>=!]=?|\S)"
)
_NO_CONDITIONS: Final = msg(
    "A formula is arithmetic only, so that every reader can follow it and every score can be explained."
)
_NAMED_METHOD: Final = msg(
    "A rule with a condition is a named method of a step: choose one, or propose it as a new method."
)
_LAG: Final = msg("Write lag(variable, periods), such as lag(births, 1).")
_NOT_MARKS: Final = {
    "^": msg("Write ** for a power."),
    "//": msg("Write / for a division."),
    "%": msg("Write 100 * a / b for a percentage."),
    "×": msg("Write * for a multiplication."),
    "·": msg("Write * for a multiplication."),
    "÷": msg("Write / for a division."),
    "\N{MINUS SIGN}": msg("Write the hyphen of the keyboard (-) for a minus."),
    "\N{EN DASH}": msg("Write the hyphen of the keyboard (-) for a minus."),
}


class Token(NamedTuple):
    """A number, a name or a mark at a character of the formula (from 0); `end` stands after the last."""

    kind: str
    text: str
    at: int


class FormulaFlaw(NamedTuple):
    """What is wrong at a character of the formula (from 0)."""

    at: int
    what: Message
    why: Message
    mend: Message


def tokens(text: str) -> list[Token]:
    return [Token(str(match.lastgroup), match.group(), match.start()) for match in _TOKEN.finditer(text)]


def _flaw(token: Token, what: str, why: str, mend: str, **said: str | int) -> FormulaFlaw:
    what_, why_, mend_ = (Message(text, {"found": token.text, **said}) for text in (what, why, mend))
    return FormulaFlaw(token.at, what_, why_, mend_)


def no_variable(token: Token) -> FormulaFlaw:
    return _flaw(
        token,
        msg("The formula uses no variable."),
        msg("A value that is the same for every unit tells nothing about any of them."),
        msg("Name at least one variable of variables.yaml."),
    )


def division_by_zero(token: Token) -> FormulaFlaw:
    return _flaw(
        token,
        msg("Here the formula always divides by zero."),
        msg("No number comes of it."),
        msg("Correct the divisor."),
    )


def no_value(token: Token) -> FormulaFlaw:
    return _flaw(
        token,
        msg("This part of the formula has no finite value."),
        msg("It holds no variable, so it can never be computed for any unit."),
        msg("Correct the numbers."),
    )


def too_long(token: Token, parts: int, levels: int) -> FormulaFlaw:
    return _flaw(
        token,
        msg("The formula has more than {parts} parts or {levels} levels of brackets."),
        msg("No reader could follow it."),
        msg("Divide it into several indicators."),
        parts=parts,
        levels=levels,
    )


def number(token: Token) -> FormulaFlaw:
    return _flaw(
        token,
        msg("«{found}» in the formula is not a number as formulas write it."),
        msg("A number has one spelling here, so that every program reads the same number."),
        msg("Write digits with a decimal point and without separators: 1234.5."),
    )


def letter(token: Token, foreign: LookAlike) -> FormulaFlaw:
    return _flaw(
        token,
        msg("«{found}» has the letter «{letter}» at position {position}, which is not Latin."),
        msg("It looks like a Latin letter and makes another name."),
        msg("Type the name again with the Latin keyboard."),
        letter=foreign.letter,
        position=foreign.position,
    )


def function_without_brackets(token: Token) -> FormulaFlaw:
    return _flaw(
        token,
        msg("The function «{found}» has no brackets."),
        msg("A function needs its arguments."),
        msg("Write {found}(...) with the arguments between the brackets."),
    )


def unknown_function(token: Token) -> FormulaFlaw:
    if token.text.lower() in CONDITIONAL:
        return condition(token)
    near = nearest(token.text, FUNCTIONS)
    return _flaw(
        token,
        msg("There is no function «{found}»."),
        msg("A formula knows the functions {functions}."),
        msg("Did you mean «{near}»?") if near else msg("Use one of these functions, or * for a multiplication."),
        functions=", ".join(FUNCTIONS),
        near=near,
    )


def too_few_arguments(token: Token, count: int) -> FormulaFlaw:
    return _flaw(
        token,
        msg("The number of arguments of {found} is {count}."),
        msg("{found} chooses among several values."),
        msg("Give {found} at least two arguments."),
        count=count,
    )


def too_many_arguments(token: Token, count: int) -> FormulaFlaw:
    return _flaw(
        token,
        msg("The number of arguments of {found} is {count}."),
        msg("{found} is a function of one value."),
        msg("Give {found} one argument."),
        count=count,
    )


def lag_of_no_variable(token: Token) -> FormulaFlaw:
    return _flaw(
        token,
        msg("The first argument of lag is not a variable."),
        msg("Only an observed variable has a value of an earlier period."),
        _LAG,
    )


def lag_without_periods(token: Token) -> FormulaFlaw:
    return _flaw(
        token,
        msg("lag does not say by how many periods."),
        msg("Nothing is assumed that the text does not say."),
        _LAG,
    )


def lag_by_no_count(token: Token) -> FormulaFlaw:
    return _flaw(
        token,
        msg("The second argument of lag is not a whole positive number."),
        msg("The periods before are counted 1, 2, 3 and are the same for every unit."),
        _LAG,
    )


def never_closed(token: Token) -> FormulaFlaw:
    return _flaw(
        token,
        msg("The bracket opened here is never closed."),
        msg("The formula cannot be read without knowing where the bracket ends."),
        msg("Add the closing bracket."),
    )


def condition(token: Token) -> FormulaFlaw:
    return _flaw(token, msg("«{found}» in the formula is a condition."), _NO_CONDITIONS, _NAMED_METHOD)


def unexpected(token: Token) -> FormulaFlaw:
    """A token where the grammar has no place for it."""
    if token.kind == "name" and token.text.lower() in CONDITIONAL:
        return condition(token)
    if token.text and token.text[0] in "<>=!?&|:":
        return _flaw(token, msg("«{found}» in the formula is a comparison."), _NO_CONDITIONS, _NAMED_METHOD)
    if token.kind in _UNEXPECTED or token.text in _UNEXPECTED:
        return _flaw(token, *_UNEXPECTED.get(token.text, _UNEXPECTED["end"]))
    return _flaw(
        token,
        msg("«{found}» stands where it cannot."),
        msg("A formula knows + - * / ** ( ) numbers, variables and the functions {functions}."),
        _NOT_MARKS.get(token.text, msg("Look for a missing operation, such as *, or correct the sign.")),
        functions=", ".join(FUNCTIONS),
    )


_UNEXPECTED: Final = {
    "end": (
        msg("The formula ends where a number, a variable or a bracket is expected."),
        msg("An operation needs a value on both sides."),
        msg("Complete the formula."),
    ),
    "+": (
        msg("A plus sign stands before a single value."),
        msg("A formula has one spelling for one idea."),
        msg("Remove the plus sign."),
    ),
    ",": (
        msg("A comma stands where none belongs."),
        msg("In a formula a comma separates only the arguments of a function."),
        msg("Write a decimal point: 0.5."),
    ),
    ")": (
        msg("This closing bracket has no opening one, or nothing stands before it."),
        msg("Brackets come in pairs with something between them."),
        msg("Remove it, or add what is missing."),
    ),
}
