"""What a methodology states of the figures that bodies fill in: what must hold between them, and from where on a check
of one of them speaks. docs/manual/checks.md says what each check computes.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from msgspec import Meta

from tarazy.engine.model.finding import Severity
from tarazy.engine.model.strict import Strict
from tarazy.engine.model.text import Text
from tarazy.engine.model.written import FormulaText, Id

AboveZero = Annotated[float, Meta(gt=0)]
NotBelowZero = Annotated[float, Meta(ge=0)]
Count = Annotated[int, Meta(ge=1)]


class _Stated(Strict, frozen=True, kw_only=True, tag_field="check"):
    """`source` and `date`: who says so, and the day of it."""

    source: str
    date: datetime.date

    @property
    def id(self) -> str:
        """The check and the variables that it is about."""
        named = getattr(self, "variables", ()) or tuple(
            name for key in ("parts", "left", "right", "whole", "variable") for name in _names(getattr(self, key, ()))
        )
        return " ".join((str(self.__struct_config__.tag), *named))


def _names(said: object) -> tuple[str, ...]:
    if isinstance(said, tuple):
        return said
    return (said if isinstance(said, str) else str(getattr(said, "text", "")),)


class Held(_Stated, frozen=True, kw_only=True):
    """`severity`: `stop` where it always holds, `explain` where as a rule, `note` where it is worth a look. `reason`:
    why it must hold, in three languages, as bodies read it.
    """

    severity: Severity
    reason: Text | None = None

    @property
    def held(self) -> tuple[str, ...]:
        """The variables that are held against each other, in the order of the text."""
        raise NotImplementedError


class SumOfParts(Held, frozen=True, kw_only=True, tag="sum_of_parts"):
    """`parts`: the variables that together make the whole. `whole`: the variable that they sum to. `rounded_to`: how
    coarsely the figures are written, as 0.1; left out where they are exact, as counts are.
    """

    parts: tuple[Id, ...]
    whole: Id
    rounded_to: AboveZero | None = None

    @property
    def held(self) -> tuple[str, ...]:
        return (*self.parts, self.whole)


class Shares(Held, frozen=True, kw_only=True, tag="shares"):
    """`parts`: the variables that are all shares of one whole. `sum_to`: what they sum to: 100, or 1. `rounded_to`: how
    coarsely the figures are written, as 0.1; left out where they are exact.
    """

    parts: tuple[Id, ...]
    sum_to: AboveZero
    rounded_to: AboveZero | None = None

    @property
    def held(self) -> tuple[str, ...]:
        return self.parts


class RelationOf(Held, frozen=True, kw_only=True, tag="relation"):
    """`left`: a variable. `sense`: whether it is not above, not below or equal to the other. `right`: a variable or a
    formula of several, as 0.5 * staff. `within`: by how much the two may differ all the same.
    """

    left: Id
    sense: Literal["not_above", "not_below", "equal"]
    right: FormulaText
    within: NotBelowZero | None = None

    @property
    def held(self) -> tuple[str, ...]:
        return (self.left, *(read.variable for read in self.right.inputs()))


class Changed(_Stated, frozen=True, kw_only=True, tag="changed"):
    """`variables`: of which it is stated. `change_percent`: a change over the year above it is to be explained.
    `change_by`: a change of no more than this, in the unit of measure, never is.
    """

    variables: tuple[Id, ...]
    change_percent: NotBelowZero
    change_by: NotBelowZero | None = None


class AgainstOthers(_Stated, frozen=True, kw_only=True, tag="against_others"):
    """`variables`: of which it is stated. `modified_z_score`: how far from the other bodies a figure may lie.
    `others_at_least`: with fewer bodies nothing is compared.
    """

    variables: tuple[Id, ...]
    modified_z_score: AboveZero
    others_at_least: Count | None = None


class SourcesDisagree(_Stated, frozen=True, kw_only=True, tag="sources_disagree"):
    """`variables`: of which it is stated. `sources_differ_percent`: by how much two sources may differ."""

    variables: tuple[Id, ...]
    sources_differ_percent: NotBelowZero


class OverAchievement(_Stated, frozen=True, kw_only=True, tag="over_achievement"):
    """`variables`: of which it is stated. `above_target_percent`: by how much a target may be exceeded."""

    variables: tuple[Id, ...]
    above_target_percent: NotBelowZero


class StaleFile(_Stated, frozen=True, kw_only=True, tag="stale_file"):
    """`variables`: of which it is stated. `older_days`: how many days before the period a document may be dated."""

    variables: tuple[Id, ...]
    older_days: Annotated[int, Meta(ge=0)]


class SameAsLastYear(_Stated, frozen=True, kw_only=True, tag="same_as_last_year"):
    """`same_at_least`: with fewer cells to compare, a sheet like that of last year is no wonder."""

    same_at_least: Count


class LastDigits(_Stated, frozen=True, kw_only=True, tag="last_digits"):
    """`digits_from`: the least whole number whose last digits are looked at. `last_digits_at_least`: with fewer of them
    their last digits are not counted out. `digits_chance`: how seldom honest numbers may look so.
    """

    digits_from: Count | None = None
    last_digits_at_least: Count | None = None
    digits_chance: Annotated[float, Meta(gt=0, lt=1)] | None = None


class Bunching(_Stated, frozen=True, kw_only=True, tag="bunching"):
    """`variable`: whose figures are looked at over all bodies. `thresholds`: that bodies work towards. `width`: how
    close to a threshold counts as just above it or just below.
    """

    variable: Id
    thresholds: tuple[float, ...]
    width: AboveZero


StatedCheck = (
    SumOfParts
    | Shares
    | RelationOf
    | Changed
    | AgainstOthers
    | SourcesDisagree
    | OverAchievement
    | StaleFile
    | SameAsLastYear
    | LastDigits
    | Bunching
)
