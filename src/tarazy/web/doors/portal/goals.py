"""The goals of the United Nations in words, from the codes by which variables and indicators name them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tarazy.web.rooms.observatory.queries.goals import GOALS, MILLENNIUM_TARGETS, targets_before


@dataclass(frozen=True)
class Goal:
    """A goal, a target of it or an indicator of that, by its code: 8, 8.5, 8.5.2."""

    code: str

    @property
    def number(self) -> str:
        return self.code.partition(".")[0]

    @property
    def title(self) -> str:
        return str(GOALS.get(self.number, ""))

    @property
    def words(self) -> str:
        """The code with the name of its goal."""
        if not self.title:
            return self.code
        return _("%(code)s (goal %(number)s: %(title)s)") % {
            "code": self.code,
            "number": self.number,
            "title": self.title,
        }


def goals_called(codes: Iterable[str]) -> list[Goal]:
    return [Goal(code) for code in codes]


def numbers_of(codes: Iterable[str]) -> set[str]:
    """The goals that some codes belong to."""
    return {Goal(code).number for code in codes}


def words_before(codes: Iterable[str]) -> list[str]:
    """The targets of the Millennium Development Goals before some codes of today, each with its code."""
    words = _("%(code)s (%(target)s)")
    return [words % {"code": code, "target": MILLENNIUM_TARGETS[code]} for code in targets_before(codes)]
