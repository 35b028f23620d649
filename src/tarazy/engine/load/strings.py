"""Strings as a methodology writes them: which are plain, which are quoted, which letters they may have."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from msgspec import inspect

from tarazy.engine.checks.look_alikes import in_latin, look_alikes
from tarazy.engine.load import meant
from tarazy.engine.load.characters import invisible
from tarazy.engine.load.meant import NUMBER
from tarazy.engine.load.nodes import Scalar
from tarazy.engine.load.numbers import WRITE
from tarazy.engine.load.report import Report, shortened
from tarazy.engine.words import msg


class Bad:
    """Stands for a value that was refused and reported."""


BAD: Final = Bad()
UNQUOTE: Final = msg("Remove the quotes.")


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
        msg("Use small Latin letters, digits and _, beginning with a letter: {better}."),
    ),
    "methodology": _Form(
        False,
        msg("«{key}» is «{found}», which cannot be the id of a methodology."),
        msg("The id is place/name, as the folders are called."),
        msg("Use small Latin letters, digits and hyphens: {better}."),
    ),
    "word": _Form(
        False,
        msg("«{key}» is «{found}», which cannot be a code."),
        _CODES_WHY,
        msg("Use Latin letters, digits, hyphens, points and _: {better}."),
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
        msg("Write not_applicable, missing, below_coverage, no_total or excluded:source."),
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


_MEANT: Final = {
    "id": meant.id,
    "word": meant.word,
    "period": meant.period,
    "methodology": meant.lower,
    "observed": meant.lower,
}


def read_string(node: Scalar, type_: inspect.StrType, form: str, key: str, report: Report) -> Any:
    known = _FORMS.get(form)
    if known is not None and not known.quoted:
        return _plain_string(node, type_, form, key, report)
    if not node.quoted:
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


def _plain_string(node: Scalar, type_: inspect.StrType, form_name: str, key: str, report: Report) -> Any:
    form = _FORMS[form_name]
    if not node.plain:
        report.add(
            node.place,
            msg("«{key}» is in quotes: {found}."),
            msg("Ids, codes of units and periods are written plain; quotes are for texts that people read."),
            UNQUOTE,
            key=key,
            found=shortened(node.text),
        )
        return BAD
    if type_.pattern is None or re.search(type_.pattern, node.text):
        return node.text
    if not refuse_letters(node, key, report):
        meant_one = _MEANT[form_name](node.text) if form_name in _MEANT else ""
        if type_.pattern and not re.search(type_.pattern, meant_one):
            meant_one = ""
        mend = WRITE if form_name in ("period", "methodology", "observed") and meant_one else form.mend
        better = meant_one or meant.example(type_, form_name)
        report.add(node.place, form.what, form.why, mend, key=key, found=shortened(node.text), better=better)
    return BAD


def refuse_letters(node: Scalar, key: str, report: Report) -> bool:
    """Report a letter of a plain word that is not what it looks like, or that nobody sees; whether there was one."""
    if unseen := invisible(node.text):
        report.add(
            node.place,
            msg("«{key}» is «{found}», with an invisible character ({code}) at position {position}."),
            msg("Nobody sees it, and with it this is another word."),
            msg("Delete it; write ordinary spaces only."),
            key=key,
            found=shortened(node.text),
            code=unseen[0],
            position=unseen[1],
        )
        return True
    foreign = look_alikes(node.text)
    if not foreign:
        return False
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
    return True
