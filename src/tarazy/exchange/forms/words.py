"""What the columns of a form are called, and by which words statuses are written: in any language when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final, cast

from tarazy.engine.checks.look_alikes import in_latin
from tarazy.engine.explanation.render import WITHOUT_VALUE
from tarazy.engine.model.observations import EXCLUDED_BY_DECISION, STATUSES_OF_VALUES, STATUSES_WITHOUT_VALUE
from tarazy.engine.words import LANGUAGES, msg, say
from tarazy.exchange.forms.form import CONFIRMED, OBJECTED, Agreement

HEADINGS: Final = {
    "cell": msg("Cell of the form"),
    "number": msg("No."),
    "block": msg("Block"),
    "title": msg("What is asked"),
    "definition": msg("Definition"),
    "unit_of_measure": msg("Unit of measure"),
    "breakdown": msg("Breakdown"),
    "period": msg("Period"),
    "last_year": msg("A year before"),
    "target": msg("Target"),
    "range": msg("Possible values"),
    "value": msg("Value"),
    "status": msg("Status"),
    "known": msg("Already known"),
    "source": msg("Already known from"),
    "agreement": msg("Do you agree?"),
    "note": msg("Note"),
    "evidence": msg("Supporting document"),
    "counts_in": msg("What it counts in"),
    "reported_by": msg("Reported by"),
    "mark": msg("Mark of the answer at download"),
    "form": msg("Form"),
    "unit": msg("Unit"),
    "version": msg("Version of the form"),
}
# Those that a body chooses from; a decision that excludes a value is not its to make.
STATUSES: Final = {
    "E": msg("estimated"),
    "P": msg("provisional"),
    "U": msg("low reliability"),
    **{status: text for status, text in WITHOUT_VALUE.items() if status != EXCLUDED_BY_DECISION},
}
AGREEMENTS: Final[Mapping[str, str]] = {CONFIRMED: msg("confirmed"), OBJECTED: msg("objection")}


def heading(key: str, lang: str) -> str:
    return say(HEADINGS[key], lang)


def status_in_words(status: str, lang: str) -> str:
    """The word that stands for a status; the code itself where a body does not choose it."""
    text = STATUSES.get(status) or WITHOUT_VALUE.get(status)
    return say(text, lang) if text else status


def agreement_in_words(agreement: str, lang: str) -> str:
    return say(AGREEMENTS[agreement], lang) if agreement else ""


def key_of(text: str) -> str:
    """Which column a heading names, in whatever language; "" if none.

    >>> key_of("Value"), key_of(" ЗНАЧЕНИЕ"), key_of("Remarks of my chief")
    ('value', 'value', '')
    """
    return _keys().get(_bare(text), "")


def status_of(text: str) -> str | None:
    """The status that a word or a code says; None if none.

    >>> status_of("Нет данных"), status_of("М"), status_of("someday") is None
    ('O', 'M', True)
    """
    bare = _bare(text)
    if bare in _statuses():
        return _statuses()[bare]
    code = in_latin(text.strip().upper())
    return code if code in STATUSES_OF_VALUES or code in STATUSES_WITHOUT_VALUE else None


def agreement_of(text: str) -> Agreement | None:
    """Whether a word confirms or objects; None if it does neither."""
    return cast("Agreement | None", _agreements().get(_bare(text)))


def _bare(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").casefold().split())


def _in_all_languages(texts: Mapping[str, str]) -> dict[str, str]:
    return {_bare(say(text, lang)): key for key, text in texts.items() for lang in LANGUAGES}


@cache
def _keys() -> dict[str, str]:
    return _in_all_languages(HEADINGS) | {key: key for key in HEADINGS}


@cache
def _statuses() -> dict[str, str]:
    return _in_all_languages({**WITHOUT_VALUE, **STATUSES}) | {"": ""}


@cache
def _agreements() -> dict[str, str]:
    return _in_all_languages(AGREEMENTS) | {"": "", **{key: key for key in AGREEMENTS}}
