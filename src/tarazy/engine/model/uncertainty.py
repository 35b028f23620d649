"""What a methodology says may vary: the assumptions that a score hangs on, and how far each may be otherwise."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from tarazy.engine.model.methods import Methods
from tarazy.engine.model.strict import Strict
from tarazy.engine.model.text import Text
from tarazy.engine.model.written import Id

Percent = Annotated[float, Meta(gt=0, le=100)]
Share = Annotated[float, Meta(gt=0, le=1)]
# `all`: every node, or every variable, of which the assumption can speak.
At = tuple[Id, ...] | Literal["all"]


class Stated(Strict, frozen=True, kw_only=True, tag_field="vary"):
    """`assumption`: its name. `source` and `date`: who says how far it may vary, and the day of it."""

    assumption: Id
    title: Text
    source: str
    date: datetime.date

    @property
    def kind(self) -> str:
        """The word by which the text calls what varies."""
        return str(self.__struct_config__.tag)


class _WeightRule(Strict, frozen=True, kw_only=True, tag_field="method"):
    """How the weights of the children of a dimension may be otherwise."""


class Dirichlet(_WeightRule, frozen=True, kw_only=True, tag="dirichlet"):
    """Dirichlet's distribution around the stated weights w: shape concentration * w. `concentration`: the greater, the
    closer the weights stay; a weight w then has the variance w (1 - w) / (concentration + 1).
    """

    concentration: Annotated[float, Meta(gt=0, le=1e6)]


class Spread(_WeightRule, frozen=True, kw_only=True, tag="spread"):
    """Each weight lies anywhere within `percent` of itself, up or down; then all are scaled to sum 1 again."""

    percent: Annotated[float, Meta(gt=0, lt=100)]


class Experts(_WeightRule, frozen=True, kw_only=True, tag="experts"):
    """The disagreement of a budget allocation. `as_`: the weights are those of one expert, any of them, or the mean of
    as many experts drawn from among them with replacement.
    """

    as_: Literal["one", "resampled"] = msgspec.field(name="as")


class Weights(Stated, frozen=True, kw_only=True, tag="weights"):
    """`at`: the dimensions whose children's weights vary. `by`: how."""

    at: At
    by: Dirichlet | Spread | Experts


class Choice(Strict, frozen=True, kw_only=True):
    """One way to do it. `methods`: what takes the place of the stated methods, by step, at every node that takes the
    step; without any, all stays as stated. `share`: how likely this choice is; where none has one, all are equally so.
    """

    choice: Id
    title: Text
    share: Share | None = None
    methods: Methods


class ChoiceOfMethods(Stated, frozen=True, kw_only=True, tag="methods"):
    """`at`: the nodes whose methods vary together. `choices`: the ways to do it."""

    at: At
    choices: tuple[Choice, ...]


class Goalposts(Stated, frozen=True, kw_only=True, tag="goalposts"):
    """`at`: the indicators whose goalposts move. `percent`: each lies anywhere within so much of their distance."""

    at: At
    percent: Annotated[float, Meta(gt=0, lt=50)]


class LeaveOut(Stated, frozen=True, kw_only=True, tag="leave_out"):
    """`at`: the nodes of which one is left out, or none, all equally likely."""

    at: tuple[Id, ...] | Literal["indicators", "dimensions"]


class StandardErrors(Stated, frozen=True, kw_only=True, tag="standard_errors"):
    """`variables`: whose values are drawn from the normal distribution with their standard errors, where they have any,
    and held to the range of the variable.
    """

    variables: At


class ErrorRates(Stated, frozen=True, kw_only=True, tag="error_rates"):
    """`variables`: of whose values some are wrong. `wrong_percent`: how many, as verification found. `off_percent`: by
    how much of itself a wrong value is off: the standard deviation of a normal distribution.
    """

    variables: At
    wrong_percent: Percent
    off_percent: Annotated[float, Meta(gt=0)]


class Imputation(Stated, frozen=True, kw_only=True, tag="imputation"):
    """`at`: the indicators whose imputed values vary, each about what the methodology fills in. `spread`: the standard
    deviation of the normal distribution, in standard deviations of the values that are there.
    """

    at: At
    spread: Annotated[float, Meta(gt=0, le=10)]


class Revisions(Stated, frozen=True, kw_only=True, tag="revisions"):
    """`variables`: whose values may still be revised. `percent`: by how much of themselves: the standard deviation of a
    normal distribution.
    """

    variables: At
    percent: Percent


Assumption = Weights | ChoiceOfMethods | Goalposts | LeaveOut | StandardErrors | ErrorRates | Imputation | Revisions


class Uncertainty(Strict, frozen=True, kw_only=True):
    """`replicates`: how often the index is computed, each time with the assumptions drawn anew. `level_percent`: how
    much of the replicates an interval holds. `assumptions`: what varies.
    """

    replicates: Annotated[int, Meta(ge=100, le=1_000_000)]
    level_percent: Annotated[float, Meta(ge=50, le=99.9)]
    assumptions: tuple[Assumption, ...]
