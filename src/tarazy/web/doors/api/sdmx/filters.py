"""Filters of the addresses of 3.0, as `c[UNIT]=KZ-47,KZ-43` and `c[TIME_PERIOD]=ge:2015+le:2020`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from tarazy.engine.model.period import first_day, last_day
from tarazy.exchange.sdmx.ids import sdmx_id
from tarazy.exchange.sdmx.periods import bounds_of
from tarazy.web.doors.api.sdmx.faults import Fault

ANY_VALUE: Final[frozenset[str]] = frozenset()
MOST_FILTERS: Final = 50
_NAME: Final = re.compile(r"c\[([A-Za-z][A-Za-z0-9_\-]*)\]")
_OPERATORS: Final = ("eq", "ne", "lt", "le", "gt", "ge")
_OTHERS: Final = ("co", "nc", "sw", "ew")


@dataclass(frozen=True)
class Filter:
    """What the codes of a part of the key must be. `values`: one of them for eq, none of them for ne."""

    part: str
    operator: str
    values: tuple[str, ...]

    def allows(self, code: str) -> bool:
        """Whether one of our ids is allowed."""
        return self.allows_written(sdmx_id(code))

    def allows_written(self, code: str) -> bool:
        if self.operator in ("lt", "le", "gt", "ge"):
            raise Fault("not-implemented", lambda: _("Only TIME_PERIOD is compared by lt, le, gt and ge."))
        return (code in self.values) is (self.operator == "eq")

    def allows_period(self, period: str) -> bool:
        bounds = [_bounds(value) for value in self.values]
        first, last = first_day(period), last_day(period)
        if self.operator in ("eq", "ne"):
            return ((first, last) in bounds) is (self.operator == "eq")
        start, end = bounds[0]
        return {"ge": first >= start, "gt": first > end, "le": last <= end, "lt": last < start}[self.operator]


def filters_of(given: Mapping[str, Sequence[str]]) -> list[Filter]:
    """The filters among the parameters of an address. A `+` between two conditions has come as a space."""
    found = []
    for name, texts in given.items():
        if not name.startswith("c["):
            continue
        part = _NAME.fullmatch(name)
        if part is None:
            raise Fault("syntax", lambda: _("A filter is written as c[UNIT]=KZ."))
        found += [_filter(part[1], one) for text in texts for one in re.split(r"[+ ]", text)]
    if len(found) > MOST_FILTERS:
        raise Fault("too-large", lambda: _("There are too many filters."))
    return found


def _filter(part: str, text: str) -> Filter:
    operator, colon, values = text.partition(":")
    if not colon:
        operator, values = "eq", text
    if operator in _OTHERS:
        raise Fault("not-implemented", lambda: _("Filters by parts of a text are not answered."))
    if operator not in _OPERATORS or not values:
        raise Fault("syntax", lambda: _("A filter begins with eq:, ne:, lt:, le:, gt: or ge:, or with a code."))
    return Filter(part, operator, tuple(values.split(",")))


def _bounds(text: str) -> tuple[date, date]:
    try:
        return bounds_of(text)
    except ValueError:
        said = {"given": text[:100]}
        raise Fault(
            "syntax", lambda: _("“%(given)s” is no period: write 2023, 2023-Q1, 2023-07 or a day.") % said
        ) from None
