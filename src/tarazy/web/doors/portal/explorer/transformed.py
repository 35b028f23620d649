"""What can be done to a value: it stands as it is, as an index, per head, divided by another, as a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from tarazy.engine.model.period import earlier
from tarazy.web.doors.portal.explorer.lines_read import Line
from tarazy.web.doors.portal.explorer.offers import PEOPLE
from tarazy.web.doors.portal.explorer.reading import Asked
from tarazy.web.doors.portal.explorer.view import AS_IS, CHANGE, DIVIDED, INDEX, PER_HEAD
from tarazy.web.doors.portal.observatory.short import decimals_of

OF_A_THOUSAND: Final = 1000


@dataclass(frozen=True)
class Read:
    """What a number is made from: the unit's own line, that beside it which a base is taken from (of a target, the
    values), that by which it is divided.
    """

    own: Line
    beside: Line
    divisor: Line


Made = tuple[float | None, str]


def as_it_is(asked: Asked, value: float, read: Read, period: str) -> Made:
    return value, ""


def indexed(asked: Asked, value: float, read: Read, period: str) -> Made:
    """The base period is 100; a base that is not above zero is none."""
    base = read.beside.number(asked.view.base)
    if base is None or base <= 0:
        return None, _("no value in the base period")
    return 100 * value / base, ""


def per_head(asked: Asked, value: float, read: Read, period: str) -> Made:
    by = asked.offers.variables[asked.view.by]
    people = read.divisor.number(period)
    if not people:
        return None, _("population not known")
    return OF_A_THOUSAND * value / (people * PEOPLE[by.unit_of_measure_id]), ""


def divided(asked: Asked, value: float, read: Read, period: str) -> Made:
    by = read.divisor.number(period)
    if not by:
        return None, _("nothing to divide by")
    return value / by, ""


def changed(asked: Asked, value: float, read: Read, period: str) -> Made:
    before = read.beside.number(earlier(period, 1))
    if before is None:
        return None, _("no value before")
    # The difference of two decimals is a decimal with as many places: 5.1 - 5.0 is 0.1.
    return round(value - before, max(decimals_of(value), decimals_of(before))), ""


TRANSFORMED: Final[dict[str, Callable[[Asked, float, Read, str], Made]]] = {
    AS_IS: as_it_is,
    INDEX: indexed,
    PER_HEAD: per_head,
    DIVIDED: divided,
    CHANGE: changed,
}
