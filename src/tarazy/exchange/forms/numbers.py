"""Numbers as people type them: with spaces between thousands, a decimal comma, a percent sign. What can be read in two
ways is refused.
"""

from __future__ import annotations

import datetime
import math
import re
from decimal import Decimal
from typing import Any, Final

from tarazy.engine.checks.look_alikes import look_alikes
from tarazy.engine.checks.number_meant import NUMBER
from tarazy.engine.checks.shown import UNSEEN, shown
from tarazy.engine.load.tables.cells import Flaw
from tarazy.engine.words import msg
from tarazy.exchange.excel_files import cell_text

PERCENT: Final = "%"
_SPACES: Final = re.compile(rf"(?<=[0-9])(?: |{UNSEEN.pattern}|['’])(?=[0-9]{{3}}(?![0-9]))")
_GROUPED_BY_COMMAS: Final = re.compile(r"[0-9]{1,3}(,[0-9]{3}){2,}|[0-9]{1,3}(,[0-9]{3})+\.[0-9]+")
_GROUPED_BY_POINTS: Final = re.compile(r"[0-9]{1,3}(\.[0-9]{3}){2,}|[0-9]{1,3}(\.[0-9]{3})+,[0-9]+")
_TWO_READINGS: Final = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_ERROR: Final = re.compile(r"#[A-ZА-Я/0-9!?]+[!?]?")
_DATE: Final = re.compile(r"[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4}([ T].*)?")

_NO_VALUE: Final = msg(
    "Write the number itself, or leave the value empty and choose in the column of statuses why there is none."
)
_DIGITS: Final = msg("Write digits only, as 1234,5; the unit of measure stands in its own column.")


def number_in(content: Any, *, in_percent: bool, shown_in_percent: bool, comma_is_decimal: bool) -> float | Flaw:
    """The number of a cell that is not empty, or why it is none.

    `in_percent`: whether the unit of measure is percent, of which a half is 50; `shown_in_percent`: whether the cell
    shows the number 0.5 as 50 %; `comma_is_decimal`: whether a comma cannot separate thousands in this file.
    """
    if isinstance(content, int | float) and not isinstance(content, bool):
        return _in_its_unit(Decimal(repr(content)), f"{content:g}", in_percent, shown_in_percent)
    text = cell_text(content)
    if isinstance(content, datetime.date | datetime.time | datetime.timedelta) or _DATE.fullmatch(text):
        return _no_number(text)
    bare = _SPACES.sub("", UNSEEN.sub(" ", text).strip()).replace("\N{MINUS SIGN}", "-")
    has_sign = bare.endswith(PERCENT)
    bare = bare.removesuffix(PERCENT).strip().removeprefix("+")
    if not comma_is_decimal and _TWO_READINGS.fullmatch(bare.removeprefix("-")):
        said: dict[str, str | int] = {
            "text": shown(text),
            "better": bare.replace(",", "."),
            "other": bare.replace(",", ""),
        }
        return Flaw(
            msg("«{text}» can be read as {better} and as {other}."),
            msg("A comma separates decimals here and thousands elsewhere."),
            msg("Write {better} or {other}, whichever is meant."),
            said,
        )
    plain = _with_a_point(bare)
    if not re.fullmatch(NUMBER, plain):
        return _no_number(text)
    exact = Decimal(repr(float(plain)))  # of what a cell can hold: 1e999999 is none, and would fill the memory
    if not exact.is_finite():
        return _no_number(text)
    # A cell in the format of percents holds a share, a text with the sign the percentage itself.
    return _in_its_unit(exact / 100 if has_sign else exact, text, in_percent, has_sign)


def _with_a_point(text: str) -> str:
    sign, digits = ("-", text[1:].strip()) if text.startswith("-") else ("", text)
    if _GROUPED_BY_COMMAS.fullmatch(digits):
        digits = digits.replace(",", "")
    elif _GROUPED_BY_POINTS.fullmatch(digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif digits.count(",") == 1 and "." not in digits:
        digits = digits.replace(",", ".")
    return sign + digits


def _in_its_unit(number: Decimal, text: str, in_percent: bool, is_share: bool) -> float | Flaw:
    if is_share and not in_percent:
        return Flaw(
            msg("The value is given as a percentage: {text}."),
            msg("It is asked for in another unit of measure, and nobody knows of what it is a percentage."),
            msg("Write the number in the unit of measure of its row, and give the cell the format of a number."),
            {"text": shown(text if text.endswith(PERCENT) else f"{number * 100:f}".rstrip("0").rstrip(".") + PERCENT)},
        )
    value = float(number * 100 if is_share else number)
    if math.isfinite(value):
        return value
    return _no_number(text)


def _no_number(text: str) -> Flaw:
    said: dict[str, str | int] = {"text": shown(text)}
    strange = look_alikes(text)
    if _ERROR.fullmatch(text):
        return cell_error(text)
    if _DATE.fullmatch(text):
        return Flaw(
            msg("The value is the date {text}, not a number."),
            msg("Spreadsheets turn numbers such as 1.5 into dates without asking."),
            msg("Give the cell the format of a number and type the value again."),
            said,
        )
    if strange and any(letter.isdigit() for letter in text) and len(strange) < len(text) / 2:
        return Flaw(
            msg("In «{text}» the character {position} is the letter {letter}, not a digit."),
            msg("A letter that looks like a digit makes the number a text."),
            msg("Type the number again with digits only."),
            said | {"position": strange[0].position, "letter": strange[0].letter},
        )
    return Flaw(
        msg("«{text}» is not a number."),
        msg("The value is a number or empty."),
        _DIGITS if any(letter.isdigit() for letter in text) else _NO_VALUE,
        said,
    )


def cell_error(error: str) -> Flaw:
    return Flaw(
        msg("The cell holds the error {error}."),
        msg("Its formula could not be computed, so there is no value."),
        _NO_VALUE,
        {"error": error},
    )
