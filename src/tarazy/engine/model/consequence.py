"""What follows from a figure that re-verification found otherwise, as a methodology says it."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from msgspec import Meta

from tarazy.engine.model.strict import Strict
from tarazy.engine.model.text import Text


class PenaltyPoints(Strict, frozen=True, kw_only=True):
    """`points`: how many are taken off, of the nearest node above that takes penalty points. `ground`: for what, in
    three languages, as readers see it.
    """

    points: Annotated[float, Meta(gt=0)]
    ground: Text


class NotEvidenced(Strict, frozen=True, kw_only=True):
    """`value`: what then counts: the figure is excluded, that of the year before holds, or it counts as reported.
    `penalty`: the points that are taken off besides.
    """

    value: Literal["excluded", "previous", "as_reported"]
    penalty: PenaltyPoints | None = None


class Differs(Strict, frozen=True, kw_only=True):
    """`value`: what then counts: the figure that the documents show, or none. `above_percent`: only differences above
    it, of the figure that the documents show, cost points; without it every one does. `penalty`: the points that are
    taken off besides.
    """

    value: Literal["replaced", "excluded"]
    above_percent: Annotated[float, Meta(ge=0)] | None = None
    penalty: PenaltyPoints | None = None


class Verification(Strict, frozen=True, kw_only=True):
    """`not_evidenced`: what follows where no document shows the figure. `differs`: what follows where documents show
    another one. `source` and `date`: who says so, and the day of it.
    """

    not_evidenced: NotEvidenced
    differs: Differs
    source: str
    date: datetime.date
