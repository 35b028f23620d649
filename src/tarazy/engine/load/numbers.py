"""Numbers as a methodology writes them: 12, -0.5, 1e-3. Everything else is refused, with its reason."""

from __future__ import annotations

import math
import re
from typing import Final

from tarazy.engine.checks.look_alikes import look_alikes
from tarazy.engine.load import meant
from tarazy.engine.load.characters import invisible
from tarazy.engine.load.meant import NUMBER
from tarazy.engine.load.report import Place, Report, shortened
from tarazy.engine.words import msg

WRITE: Final = msg("Write {better}.")
_ONE_WAY: Final = msg("A number has one spelling here, so that every program reads the same number.")
_POINT: Final = msg("Write digits with a decimal point: 1234.5.")

# What a wrong number looks like, why it is refused, and how to mend it; the first that fits is said.
_DIAGNOSES: Final = (
    (
        re.compile(r"[+-]?[0-9]+,[0-9]+"),
        msg("«{key}» is «{found}», with a comma."),
        msg("In a methodology the decimal mark is a point; a comma separates values."),
        msg("Write a decimal point: 0.5."),
    ),
    (
        re.compile(r"[+-]?[0-9]+(\s+[0-9]+)+([.,][0-9]+)?"),
        msg("«{key}» is «{found}», with a space inside the number."),
        _ONE_WAY,
        msg("Write the digits without separators: 1234567."),
    ),
    (
        re.compile(r"[+-]?[0-9_.]*_[0-9_.]*"),
        msg("«{key}» is «{found}», with an underscore."),
        msg("Some programs read 1_000 as 1000, others as a text."),
        msg("Write the digits without separators: 1000."),
    ),
    (
        re.compile(r"[+-]?0[xXoObB][0-9a-fA-F]+"),
        msg("«{key}» is «{found}», a number in another base."),
        msg("Some programs read 0o17 as 15 and 0x1F as 31, others as a text."),
        msg("Write the number in decimal digits."),
    ),
    (
        re.compile(r"[+-]?0[0-9]+(\.[0-9]*)?"),
        msg("«{key}» is «{found}», with a leading zero."),
        msg("Some programs read 010 as eight, others as ten."),
        msg("Remove the leading zero; put a code into quotes."),
    ),
    (
        re.compile(r"[+-]?\.?(inf|infinity|nan)", re.IGNORECASE),
        msg("«{key}» is «{found}», which is no finite number."),
        msg("A score must be computable from every number of the methodology."),
        msg("Write the number that is meant, or leave the key out where the format allows it."),
    ),
    (
        re.compile("[\N{MINUS SIGN}\N{EN DASH}\N{EM DASH}].*"),
        msg("«{key}» is «{found}»; the sign before it is a dash, not a minus."),
        msg("Only the hyphen of the keyboard (-) is read as a minus."),
        msg("Write -: -5."),
    ),
    (re.compile(r"\+.+"), msg("«{key}» is «{found}», with a plus sign."), _ONE_WAY, msg("Remove the plus sign.")),
    (
        re.compile(r"-?(\.[0-9]+|[0-9]+\.)"),
        msg("«{key}» is «{found}», without a digit on one side of the point."),
        _ONE_WAY,
        msg("Write a digit on both sides of the point: 0.5, 5.0."),
    ),
    (
        re.compile(r".*%"),
        msg("«{key}» is «{found}», with a percent sign."),
        msg("The unit of a number is part of the format: a share is 0.75, a percentage in points is 75."),
        msg("Write {better} where a percentage is wanted, {share} where a share is."),
    ),
)


def read_number(place: Place, key: str, text: str, report: Report) -> float | None:
    """The number that the text says, or None after reporting why it says none."""
    if not NUMBER.fullmatch(text):
        _diagnose(place, key, text, report)
        return None
    number = float(text)
    digits_alone = re.split("[eE]", text)[0]
    if math.isinf(number) or (number == 0 and re.search("[1-9]", digits_alone)):
        report.add(
            place,
            msg("«{key}» is «{found}», beyond what a computer can hold."),
            msg("It would silently become infinity or zero."),
            msg("Write a number between 1e-300 and 1e300."),
            key=key,
            found=shortened(text),
        )
        return None
    return number


def _diagnose(place: Place, key: str, text: str, report: Report) -> None:
    said = {"key": key, "found": shortened(text)}
    if unseen := invisible(text):
        report.add(
            place,
            msg("«{key}» is «{found}», with an invisible character ({code}) at position {position}."),
            msg("A non-breaking space inside a number looks like nothing and makes it a text."),
            msg("Delete it; write the digits without separators."),
            code=unseen[0],
            position=unseen[1],
            **said,
        )
        return
    foreign = look_alikes(text)
    if foreign and any(letter.isdigit() for letter in text):
        report.add(
            place,
            msg("«{key}» is «{found}», with the letter «{letter}» at position {position}."),
            msg("Letters such as «О» and «З» look like digits and are none."),
            _POINT,
            letter=foreign[0].letter,
            position=foreign[0].position,
            **said,
        )
        return
    for pattern, what, why, mend in _DIAGNOSES:
        if pattern.fullmatch(text):
            better = meant.number(text.removesuffix("%").strip())
            if better and re.fullmatch("[+-]?[0-9]{1,3},[0-9]{3}", text):
                mend = msg("Write {better}, or {other} if the comma separates thousands.")
            elif better and not text.endswith("%"):
                mend = WRITE
            share = f"{float(better) / 100:g}" if better else "…"
            report.add(place, what, why, mend, better=better or "…", share=share, other=text.replace(",", ""), **said)
            return
    report.add(
        place, msg("«{key}» is «{found}», which is not a number."), msg("A number belongs here."), _POINT, **said
    )
