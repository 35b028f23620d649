"""Filters: how a number, a date or a text of three languages is written."""

from __future__ import annotations

import datetime

from django import template

from tarazy.web.ui import written

register = template.Library()


@register.filter
def number(value: object, places: int | None = None) -> str:
    return written.number(value, places)


@register.filter
def signed(value: object, places: int = 1) -> str:
    return written.signed(value, places)


@register.filter
def percent(share: object, places: int = 0) -> str:
    return written.percent(share, places)


@register.filter
def with_unit(written_number: str, unit_of_measure: object) -> str:
    return written.with_unit(written_number, unit_of_measure)


@register.filter
def long_date(value: datetime.date | None) -> str:
    return written.long_date(value)


@register.filter
def period(value: object) -> str:
    return written.period(str(value))


@register.filter
def in_language(value: object) -> str:
    return written.in_language(value)
