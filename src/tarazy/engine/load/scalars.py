"""One value of the text -> a Python value, or the reason why it is none."""

from __future__ import annotations

import datetime
import re
from typing import Any, Final, NamedTuple

from msgspec import inspect

from tarazy.engine.checks.look_alikes import in_latin, look_alikes
from tarazy.engine.checks.nearest import nearest
from tarazy.engine.load import formula
from tarazy.engine.load.nodes import Scalar
from tarazy.engine.load.numbers import NUMBER, read_number
from tarazy.engine.load.refusals import ONE_SPELLING
from tarazy.engine.load.report import Report, shortened
from tarazy.engine.model.formula import Formula
from tarazy.engine.words import msg

_UNQUOTE: Final = msg("Remove the quotes.")


class Bad:
    """Stands for a value that was refused and reported."""


BAD: Final = Bad()


class _Form(NamedTuple):
    """How a kind of string is written: what it is called, whether it is quoted, how to write it."""

    quoted: bool
    what: str
    why: str
    mend: str


_CODES_WHY: Final = msg("Names are read by programs and people of every country, so they have plain Latin letters.")
_FORMS: Final = {
    "id": _Form(
        False,
        msg("«{key}» is «{found}», which cannot be an id."),
        _CODES_WHY,
        msg("Use small Latin letters, digits and _, beginning with a letter: online_share."),
    ),
    "methodology": _Form(
        False,
        msg("«{key}» is «{found}», which cannot be the id of a methodology."),
        msg("The id is place/name, as the folders are called."),
        msg("Use small Latin letters, digits and hyphens: kz/regional-development."),
    ),
    "word": _Form(
        False,
        msg("«{key}» is «{found}», which cannot be a code."),
        _CODES_WHY,
        msg("Use Latin letters, digits, hyphens, points and _: KZ-47."),
    ),
    "observed": _Form(
        False,
        msg("«{key}» is «{found}», which cannot be the name of an observed variable."),
        _CODES_WHY,
        msg("Use the name from the observatory, such as population, or place/name:node for a published score."),
    ),
    "period": _Form(
        False,
        msg("«{key}» is «{found}», which is not a period."),
        msg("Periods are written in one way, so that they can be compared."),
        msg("Write 2023, 2023-Q1, 2023-07 or 2022/2024."),
    ),
    "reason": _Form(
        False,
        msg("«{key}» is «{found}», which is not a reason."),
        msg("A reason is one of the words that stand in scores.csv."),
        msg("Write not_applicable, missing, below_coverage or excluded:source."),
    ),
    "status": _Form(
        False,
        msg("«{key}» is «{found}», which is not a status."),
        msg("A status is one capital letter of the code list of SDMX, or L or X."),
        msg("Write the letter, such as M or O; leave the key out for a normal value."),
    ),
    "version": _Form(
        True,
        msg("«{key}» is «{found}», which cannot be a version."),
        msg("The version is also the name of a folder."),
        msg('Use Latin letters, digits, points and hyphens, in quotes: "2024.1".'),
    ),
}


def read_scalar(node: Scalar, type_: inspect.Type, form: str, key: str, report: Report) -> Any:
    """The value, or BAD."""
    if node.absent:
        report.add(
            node.place,
            msg("«{key}» has no value."),
            msg("Nothing is assumed that the text does not say."),
            msg("Write the value; leave out a key that may be left out."),
            key=key,
        )
        return BAD
    if form == "formula":
        return _formula(node, key, report)
    match type_:
        case inspect.StrType():
            return _string(node, type_, form, key, report)
        case inspect.AnyType():
            return _anything(node, key, report)
    if not node.plain:
        report.add(
            node.place,
            msg("«{key}» is in quotes: {found}."),
            msg("In quotes everything is a text; numbers, dates, true, false and words of the format are plain."),
            _UNQUOTE,
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
            report.add(
                node.place,
                msg("«{key}» is {found}."),
                why,
                msg("Correct the number."),
                key=key,
                found=number,
                limit=limit,
            )
            return False
    return True


def _boolean(node: Scalar, key: str, report: Report) -> Any:
    if node.text in ("true", "false"):
        return node.text == "true"
    report.add(
        node.place,
        msg("«{key}» is «{found}», which is neither true nor false."),
        ONE_SPELLING,
        msg("Write true or false, in small letters and without quotes."),
        key=key,
        found=shortened(node.text),
    )
    return BAD


def _date(node: Scalar, key: str, report: Report) -> Any:
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", node.text):
        try:
            return datetime.date.fromisoformat(node.text)
        except ValueError:
            pass
    report.add(
        node.place,
        msg("«{key}» is «{found}», which is not a date."),
        msg("Dates are written year-month-day, so that no country reads them differently."),
        msg("Write a day that exists, such as 2024-01-31."),
        key=key,
        found=shortened(node.text),
    )
    return BAD


def _word_of(node: Scalar, words: tuple[str, ...], key: str, report: Report) -> Any:
    if node.text in words:
        return node.text
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


def _string(node: Scalar, type_: inspect.StrType, form: str, key: str, report: Report) -> Any:
    known = _FORMS.get(form)
    if known is not None and not known.quoted:
        return _plain_string(node, type_, known, key, report)
    if node.plain:
        _needs_quotes(node, form, key, report)
        return BAD
    if not node.text.strip() and form != "breakdown":
        report.add(
            node.place,
            msg("The text of «{key}» is empty."),
            msg("A reader would see nothing in its place."),
            msg("Write the text; leave out a key that may be left out."),
            key=key,
        )
        return BAD
    if known is not None and type_.pattern and not re.search(type_.pattern, node.text):
        report.add(node.place, known.what, known.why, known.mend, key=key, found=shortened(node.text))
        return BAD
    return node.text


def _needs_quotes(node: Scalar, form: str, key: str, report: Report) -> None:
    like_a_number = form == "version" or NUMBER.fullmatch(node.text)
    report.add(
        node.place,
        msg("«{key}» is written without quotes: {found}."),
        msg("Without quotes it would be read as a number, and 2024.10 would become 2024.1.")
        if like_a_number
        else msg("Without quotes a comma, a colon or a # in a text would silently change what is read."),
        msg('Put it into quotes: "{found}".'),
        key=key,
        found=shortened(node.text),
    )


def _plain_string(node: Scalar, type_: inspect.StrType, form: _Form, key: str, report: Report) -> Any:
    if not node.plain:
        report.add(
            node.place,
            msg("«{key}» is in quotes: {found}."),
            msg("Ids, codes of units and periods are written plain; quotes are for texts that people read."),
            _UNQUOTE,
            key=key,
            found=shortened(node.text),
        )
        return BAD
    if type_.pattern is None or re.search(type_.pattern, node.text):
        return node.text
    foreign = look_alikes(node.text)
    if foreign:
        report.add(
            node.place,
            msg("«{key}» is «{found}», with the letter «{letter}» at position {position}, which is not Latin."),
            msg("It looks like a Latin letter and makes another name."),
            msg("Type it again with the Latin keyboard: {latin}.")
            if in_latin(node.text).isascii()
            else msg("Type the name again with the Latin keyboard."),
            key=key,
            found=shortened(node.text),
            letter=foreign[0].letter,
            position=foreign[0].position,
            latin=in_latin(node.text),
        )
    else:
        report.add(node.place, form.what, form.why, form.mend, key=key, found=shortened(node.text))
    return BAD


def _anything(node: Scalar, key: str, report: Report) -> Any:
    """A value whose type the format does not prescribe: its own spelling says what it is."""
    if not node.plain:
        return node.text
    if node.text in ("true", "false"):
        return node.text == "true"
    if re.match(r"[-+.0-9]", node.text) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", node.text):
        number = read_number(node.place, key, node.text, report)
        return BAD if number is None else number
    if node.text[0].isdigit():
        return _date(node, key, report)
    if re.fullmatch(r"[a-z][a-z0-9_]*", node.text):
        return node.text
    _needs_quotes(node, "", key, report)
    return BAD


def _formula(node: Scalar, key: str, report: Report) -> Any:
    """The formula, read from the file's own characters so that every flaw has its column."""
    if node.style in ("'", '"'):
        report.add(
            node.place,
            msg("The formula of «{key}» is in quotes."),
            msg("In quotes everything is a text; a formula is written plain."),
            msg("Remove the quotes; write a long formula below «{key}: |»."),
            key=key,
        )
        return BAD
    start = node.start
    if node.style:
        start = node.source.text.index("\n", start) + 1
    parsed = formula.parse(node.source.text[start : node.end])
    for flaw in parsed.flaws:
        report.add_messages(node.source.place(start + flaw.at), flaw.what, flaw.why, flaw.mend)
    if parsed.tree is None:
        return BAD
    return Formula(text=" ".join(node.text.split()), tree=parsed.tree)
