"""What is wrong with the text of one cell: a number that is none, a code with a letter nobody sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final, NamedTuple

from tarazy.engine.checks.look_alikes import in_latin, look_alikes
from tarazy.engine.checks.number_meant import NUMBER, number_meant
from tarazy.engine.checks.shown import UNSEEN
from tarazy.engine.words import msg

_NUMBER: Final = re.compile(NUMBER)
_WORD: Final = re.compile(r"[^\W\d_a-zA-Z]{4,}")  # of another alphabet, and no mere slip of the keyboard

_AS_ALL_READ_IT: Final = msg("Numbers have a point and no separators, so that every program reads the same number.")
_WRITE: Final = msg("Write {better}.")


class Flaw(NamedTuple):
    """What, why and mend as marked texts; `said` for their placeholders besides column and text."""

    what: str
    why: str
    mend: str
    said: Mapping[str, str | int | float]


def number_flaw(text: str) -> Flaw | None:
    """Why a text is no number, or None if it is one. An empty text is no number either.

    >>> number_flaw("12,5").said
    {'better': '12.5'}
    >>> number_flaw("-1.5e-3") is None
    True
    """
    if _NUMBER.fullmatch(text):
        return None
    return _no_number(text) or _spaced(text) or _wrong_marks(text) or _letter_in(text) or _other_text()


def _spaced(text: str) -> Flaw | None:
    better = number_meant(text)
    unseen = UNSEEN.search(text)
    if unseen and better:
        what = msg("The number {text} in column {column} holds a space that is not seen ({character}).")
        return Flaw(what, _AS_ALL_READ_IT, _WRITE, {"better": better, "character": _named(unseen[0])})
    if " " in text and better:
        what = msg("The number {text} in column {column} holds a space.")
        return Flaw(what, _AS_ALL_READ_IT, _WRITE, {"better": better})
    return None


def _wrong_marks(text: str) -> Flaw | None:
    better = number_meant(text)
    if re.fullmatch(r"[-\N{MINUS SIGN}]?[0-9]+,[0-9]+", text):
        what = msg("The number {text} in column {column} has a decimal comma.")
        if re.fullmatch(r".?[0-9]{1,3},[0-9]{3}", text):
            either = msg("Write {better}, or {other} if the comma separates thousands.")
            return Flaw(what, _AS_ALL_READ_IT, either, {"better": better, "other": better.replace(".", "")})
        return Flaw(what, _AS_ALL_READ_IT, _WRITE, {"better": better})
    if better:
        what = msg("The number {text} in column {column} has other marks than digits and a point.")
        return Flaw(what, _AS_ALL_READ_IT, _WRITE, {"better": better})
    if re.fullmatch(r"\+?" + NUMBER + r"\s*%?", text) or re.fullmatch(r"-?\.[0-9]+|-?[0-9]+\.", text):
        what = msg("The number {text} in column {column} is not written as digits with a point between them.")
        return Flaw(
            what, _AS_ALL_READ_IT, msg("Write the digits alone, as 12, -3.5 or 0.25, without a sign for percent."), {}
        )
    return None


def _no_number(text: str) -> Flaw | None:
    if re.fullmatch(r"[+-]?(nan|inf|infinity)", text, re.IGNORECASE):
        return Flaw(
            msg("{text} in column {column} is not a number."),
            msg("Nothing can be computed with NaN or infinity: they come from a failed calculation."),
            msg("Leave the cell empty and say in the column status why there is no value: O missing, M cannot exist."),
            {},
        )
    if re.fullmatch(r"#[A-ZА-Я/0-9!?]+[!?]?", text):
        return Flaw(
            msg("In column {column} stands the error {text} of a spreadsheet."),
            msg("Its formula could not be computed, so there is no value."),
            msg(
                "Mend the formula, or leave the cell empty and say in the column status why: O missing, M cannot exist."
            ),
            {},
        )
    if re.fullmatch(r"[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4}([ T].*)?", text):
        return Flaw(
            msg("In column {column} stands the date {text} instead of a number."),
            msg("Spreadsheets turn numbers such as 1.5 into dates without asking."),
            msg("Format the column as a number and type the value again."),
            {},
        )
    return None


def _letter_in(text: str) -> Flaw | None:
    strange = look_alikes(text)
    if strange and any(character.isdigit() for character in text) and len(strange) < len(text) / 2:
        return Flaw(
            msg("In {text} in column {column} the character {position} is the letter {letter}, not a digit."),
            msg("A letter that looks like a digit makes the number a text."),
            msg("Type the number again with digits only."),
            {"position": strange[0].position, "letter": strange[0].letter},
        )
    return None


def _other_text() -> Flaw:
    return Flaw(
        msg("In column {column} stands the text {text} instead of a number."),
        msg("A value is a number or empty."),
        msg(
            "Write the number in digits; if there is none, leave the cell empty and say in the column status why: "
            "O missing, M cannot exist, Q suppressed, L not collected."
        ),
        {},
    )


def code_flaw(text: str) -> Flaw | None:
    """A letter, space or mark in a code that nobody sees; None if its characters are sound.

    >>> code_flaw("KZ-АLM").said["position"]
    4
    """
    if text.isascii() and text == text.strip() and text.isprintable():
        return None
    unseen = UNSEEN.search(text)
    if unseen:
        return Flaw(
            msg("In {text} in column {column} the character {position} is a space that is not seen ({character})."),
            msg("Nobody sees it, and with it this is another code."),
            _WRITE,
            {"position": unseen.start() + 1, "character": _named(unseen[0]), "better": in_latin(UNSEEN.sub("", text))},
        )
    if text != text.strip():
        return Flaw(
            msg("In column {column} a space stands before or after {text}."),
            msg("With the space this is another code."),
            _WRITE,
            {"better": in_latin(text.strip())},
        )
    return _strange_letter(text)


def name_flaw(text: str) -> Flaw | None:
    """A name where a code is asked for; None if the text may be meant as one.

    >>> name_flaw("Марсианская область") is None, name_flaw("KZ-АLM") is None
    (False, True)
    """
    if not _WORD.search(text) or any(character.isdigit() for character in text) or in_latin(text).isascii():
        return None
    return Flaw(
        msg("In column {column} stands the name {text} instead of a code."),
        msg("A name is written in many ways, a code in one."),
        msg("Write the code as the list of units or the methodology has it."),
        {},
    )


def _strange_letter(text: str) -> Flaw:
    strange = look_alikes(text)
    if strange and strange[0].latin and in_latin(text).isascii():  # a Cyrillic word is no slip of the keyboard
        letter = strange[0]
        return Flaw(
            msg(
                "In {text} in column {column} the letter {position}, {letter}, is Cyrillic and only looks like "
                "the Latin {latin}."
            ),
            msg("Nobody sees the difference, and with it this is another code."),
            _WRITE,
            {"position": letter.position, "letter": letter.letter, "latin": letter.latin, "better": in_latin(text)},
        )
    at = next(i for i, character in enumerate(text) if not character.isascii() or not character.isprintable())
    return Flaw(
        msg("In {text} in column {column} the character {position} ({character}) does not belong in a code."),
        msg("Codes have Latin letters, digits, hyphens, dots and underscores only."),
        msg("Write the code as the list of units or the methodology has it."),
        {"position": at + 1, "character": _named(text[at])},
    )


def _named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
