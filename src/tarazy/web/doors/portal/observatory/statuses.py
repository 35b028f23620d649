"""What the statuses in a table mean, and why some of its values are hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tarazy.engine.model.observations import SUPPRESSED
from tarazy.web.doors.portal.observatory.asked import Asked
from tarazy.web.rooms.observatory.queries.statuses import status_in_words, status_meaning
from tarazy.web.rooms.observatory.queries.suppression import rule_of
from tarazy.web.rooms.observatory.queries.values import Value


@dataclass(frozen=True)
class Meaning:
    """A status that occurs, in a word and in a sentence."""

    code: str
    word: str
    meaning: str


def status_notes(asked: Asked, values: Sequence[Value]) -> dict[str, Any]:
    """The statuses that occur, how many values are suppressed, and by which rule."""
    codes = sorted({value.status for value in values if status_meaning(value.status)})
    hidden = sum(1 for value in values if value.status == SUPPRESSED)
    return {
        "statuses": [Meaning(code, status_in_words(code), status_meaning(code)) for code in codes],
        "hidden": hidden,
        "rule": rule_of(asked.variable.pk) if hidden else None,
    }
