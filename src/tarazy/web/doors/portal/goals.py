"""The Sustainable Development Goals: their short names, and the codes by which variables and indicators name them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

GOALS: Final[Mapping[str, Promise]] = {
    "1": gettext_lazy("No poverty"),
    "2": gettext_lazy("Zero hunger"),
    "3": gettext_lazy("Good health and well-being"),
    "4": gettext_lazy("Quality education"),
    "5": gettext_lazy("Gender equality"),
    "6": gettext_lazy("Clean water and sanitation"),
    "7": gettext_lazy("Affordable and clean energy"),
    "8": gettext_lazy("Decent work and economic growth"),
    "9": gettext_lazy("Industry, innovation and infrastructure"),
    "10": gettext_lazy("Reduced inequalities"),
    "11": gettext_lazy("Sustainable cities and communities"),
    "12": gettext_lazy("Responsible consumption and production"),
    "13": gettext_lazy("Climate action"),
    "14": gettext_lazy("Life below water"),
    "15": gettext_lazy("Life on land"),
    "16": gettext_lazy("Peace, justice and strong institutions"),
    "17": gettext_lazy("Partnerships for the goals"),
}


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
