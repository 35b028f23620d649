"""One value of the text -> a Python value, or the reason why it is none."""

from __future__ import annotations

import datetime
import re
from typing import Any

from msgspec import inspect

from tarazy.engine.checks.nearest import nearest
from tarazy.engine.load import formula, meant
from tarazy.engine.load.nodes import Scalar
from tarazy.engine.load.numbers import WRITE, read_number
from tarazy.engine.load.products import is_product
from tarazy.engine.load.refusals import ONE_SPELLING
from tarazy.engine.load.report import Report, shortened
from tarazy.engine.load.strings import BAD, UNQUOTE, Bad, read_string, refuse_letters
from tarazy.engine.model.formula import Expression, Formula
from tarazy.engine.words import msg


def read_scalar(node: Scalar, type_: inspect.Type, form: str, key: str, report: Report) -> Any:
    """The value, or BAD."""
    if node.absent:
        return no_value(node, type_, form, key, report)
    if form == "formula":
        return _formula(node, key, report)
    if form == "equals":
        return _equals(node, key, report)
    if isinstance(type_, inspect.StrType):
        return read_string(node, type_, form, key, report)
    if not node.plain:
        report.add(
            node.place,
            msg("«{key}» is in quotes: {found}."),
            msg("In quotes everything is a text; numbers, dates, true, false and words of the format are plain."),
            UNQUOTE,
            key=key,
            found=shortened(node.text),
        )
        return BAD
    match type_:
        case inspect.FloatType() | inspect.IntType():
            return _number(node, type_, key, report)
        case inspect.BoolType():
            return _boolean(node, key, report)
        case inspect.DateType():
            return _date(node, key, report)
        case inspect.LiteralType(values):
            return _word_of(node, tuple(str(value) for value in values), key, report)
    raise TypeError(f"no way to read {type_} in a methodology")


def no_value(node: Scalar, type_: inspect.Type, form: str, key: str, report: Report) -> Bad:
    report.add(
        node.place,
        msg("«{key}» has no value."),
        msg("Nothing is assumed that the text does not say."),
        msg("Write «{key}: {example}»; leave out a key that may be left out."),
        key=key,
        example=meant.example(type_, form),
    )
    return BAD


def _number(node: Scalar, type_: inspect.FloatType | inspect.IntType, key: str, report: Report) -> Any:
    number = read_number(node.place, key, node.text, report)
    if number is None:
        return BAD
    if isinstance(type_, inspect.IntType):
        if not re.fullmatch("-?[0-9]+", node.text):
            report.add(
                node.place,
                msg("«{key}» is {found}, which is not a whole number."),
                msg("Only whole numbers can stand here."),
                msg("Write digits only."),
                key=key,
                found=node.text,
            )
            return BAD
        number = int(node.text)
    return number if _within(node, type_, number, key, report) else BAD


def _within(node: Scalar, type_: inspect.FloatType | inspect.IntType, number: float, key: str, report: Report) -> bool:
    limits = (
        (type_.ge, type_.ge is None or number >= type_.ge, msg("It must be {limit} or more.")),
        (type_.gt, type_.gt is None or number > type_.gt, msg("It must be greater than {limit}.")),
        (type_.le, type_.le is None or number <= type_.le, msg("It must be {limit} or less.")),
        (type_.lt, type_.lt is None or number < type_.lt, msg("It must be less than {limit}.")),
    )
    for limit, kept, why in limits:
        if not kept and limit is not None:
            is_percent = limit == 1 < number <= 100
            report.add(
                node.place,
                msg("«{key}» is {found}."),
                why,
                msg("Write {better} if {found} percent is meant.") if is_percent else msg("Correct the number."),
                key=key,
                found=number,
                limit=limit,
                better=f"{number / 100:g}",
            )
            return False
    return True


def _boolean(node: Scalar, key: str, report: Report) -> Any:
    if node.text in ("true", "false"):
        return node.text == "true"
    better = meant.boolean(node.text)
    report.add(
        node.place,
        msg("«{key}» is «{found}», which is neither true nor false."),
        ONE_SPELLING,
        WRITE if better else msg("Write true or false, in small letters and without quotes."),
        key=key,
        found=shortened(node.text),
        better=better,
    )
    return BAD


def _date(node: Scalar, key: str, report: Report) -> Any:
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", node.text):
        try:
            return datetime.date.fromisoformat(node.text)
        except ValueError:
            pass
    better = meant.day(node.text)
    report.add(
        node.place,
        msg("«{key}» is «{found}», which is not a date."),
        msg("Dates are written year-month-day, so that no country reads them differently."),
        WRITE if better else msg("Write a day that exists, such as 2024-01-31."),
        key=key,
        found=shortened(node.text),
        better=better,
    )
    return BAD


def _word_of(node: Scalar, words: tuple[str, ...], key: str, report: Report) -> Any:
    if node.text in words:
        return node.text
    if refuse_letters(node, key, report):
        return BAD
    near = nearest(node.text, words)
    report.add(
        node.place,
        msg("«{key}» is «{found}», which is not one of its words."),
        msg("It can be: {words}."),
        msg("Did you mean «{near}»?") if near else msg("Choose one of them."),
        key=key,
        found=shortened(node.text),
        words=", ".join(words),
        near=near,
    )
    return BAD


def _formula(node: Scalar, key: str, report: Report) -> Any:
    tree = _tree(node, key, report, of_variables=True)
    return (tree and Formula(text=" ".join(node.text.split()), tree=tree)) or BAD


def _equals(node: Scalar, key: str, report: Report) -> Any:
    """What a unit of measure equals, as it was written: a product of positive numbers and names."""
    tree = _tree(node, key, report, of_variables=False)
    if tree is None:
        return BAD
    if is_product(tree):
        return node.text
    report.add(
        node.place,
        msg("«{key}» is «{found}», which is not a product of a number and units of measure."),
        msg("One unit of measure is so many times another, and nothing is added to it."),
        msg("Write a positive number, * and / and units of measure: 0.01, 1000 * tenge, tenge / person."),
        key=key,
        found=shortened(node.text),
    )
    return BAD


def _tree(node: Scalar, key: str, report: Report, *, of_variables: bool) -> Expression | None:
    """The formula, read from the file's own characters so that every flaw has its column."""
    if node.style in ("'", '"'):
        report.add(
            node.place,
            msg("The formula of «{key}» is in quotes."),
            msg("In quotes everything is a text; a formula is written plain."),
            msg("Remove the quotes; write a long formula below «{key}: |»."),
            key=key,
        )
        return None
    start, written = node.written
    parsed = formula.parse(written, of_variables=of_variables)
    for flaw in parsed.flaws:
        report.add_messages(node.source.place(start + flaw.at), flaw.what, flaw.why, flaw.mend)
    return parsed.tree
