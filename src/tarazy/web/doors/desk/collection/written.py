"""An answer as it is typed and read on a page."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from tarazy.engine.words import Problem
from tarazy.exchange.forms.form import Answer, Beside
from tarazy.exchange.forms.words import status_in_words
from tarazy.web.rooms.remarks.queries import Counts
from tarazy.web.ui.written import MINUS, NO_BREAK_SPACE, language, with_unit

DIGITS: Final = 15  # of what is typed, a double keeps so many
GROUPED_FROM: Final = 5  # digits before the comma


def exact(value: float | None) -> str:
    """A number as people type it, with every digit: nothing is lost when it is read again.

    >>> exact(693330.5)[3:]
    '\\xa0330.5'
    """
    if value is None:
        return ""
    text = f"{value + 0.0:.{DIGITS}g}"
    if "e" in text:
        return text
    whole, _point, rest = text.removeprefix("-").partition(".")
    if len(whole) >= GROUPED_FROM:
        whole = f"{int(whole):,}".replace(",", NO_BREAK_SPACE)
    mark = "." if language() == "en" else ","
    return f"{MINUS if text.startswith('-') else ''}{whole}{mark if rest else ''}{rest}"


def beside_in_words(beside: Beside | None, symbol: object) -> str:
    """What stands beside a question, with its unit of measure; empty where there is nothing."""
    if beside is None:
        return ""
    if beside.value is None:
        return status_in_words(beside.status, language())
    return with_unit(exact(beside.value), symbol)


def answer_in_words(answer: Answer, known: Beside | None, symbol: object) -> str:
    """The answer as it stands: a value, why there is none, or what is said of a value that is known already."""
    if answer.agreement == "confirmed" and answer.value is None:
        return _("%(value)s, confirmed") % {"value": beside_in_words(known, symbol)}
    parts = [
        with_unit(exact(answer.value), symbol),
        status_in_words(answer.status, language()),
        _("objection") if answer.agreement == "objected" else "",
    ]
    return ", ".join(part for part in parts if part)


def remarks_in_words(counts: Counts | None) -> str:
    """How much is said beside a cell: what a link to it says."""
    if counts is None:
        return _("Write a remark")
    if counts.open:
        return _("Remarks: %(said)s, not settled: %(open)s") % {"said": counts.said, "open": counts.open}
    return _("Remarks: %(said)s") % {"said": counts.said}


def problem_in_words(problem: Problem) -> str:
    """What is wrong, why and how to mend it, without the place: on a page it stands at its place."""
    return " ".join(part.in_language(language()) for part in (problem.what, problem.why, problem.mend))
