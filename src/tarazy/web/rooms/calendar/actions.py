from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tarazy.exchange.place_rows import CalendarRow
from tarazy.web.grammar.act import Actor, about, act
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.calendar.models import Confirmation, Holiday, MovedDay
from tarazy.web.rooms.calendar.queries import calendar_of
from tarazy.web.rooms.calendar.rules import may_manage


@act(rule=may_manage, verb="register_calendar")
def register_calendar(place: str, rows: Iterable[CalendarRow], rights: Collection[str], *, by: Actor) -> int:
    """Enter the days of a place's file and say how many are new. What the desk has entered since is left alone."""
    entered = 0
    for row in rows:
        said: dict[str, Any] = {"act": row.act}
        if row.kind == "confirmed":
            entered += Confirmation.objects.get_or_create(place=place, until=row.day, defaults=said)[1]
            continue
        said["title"] = row.title
        if row.kind == "holiday":
            entered += Holiday.objects.get_or_create(place=place, day=row.day, defaults=said)[1]
        else:
            said["worked_on"] = row.worked_on
            entered += MovedDay.objects.get_or_create(place=place, day=row.day, defaults=said)[1]
    return entered


@act(rule=may_manage, verb="add_moved_day")
def add_moved_day(
    place: str,
    day: datetime.date,
    worked_on: datetime.date | None,
    title: LocalText,
    ground: str,
    rights: Collection[str],
    *,
    by: Actor,
) -> MovedDay:
    """Make a working day a day off, and perhaps a day off a working day, by an act of the state (`ground`)."""
    calendar = calendar_of(place)
    flaws = {}
    if not calendar.is_working_day(day):
        flaws["day"] = _("This day is a day off already.")
    if worked_on is not None and calendar.is_working_day(worked_on):
        flaws["worked_on"] = _("This day is a working day already.")
    if not ground.strip():
        flaws["ground"] = _("Name the act by which the day is moved.")
    if flaws:
        raise ValidationError(flaws)
    try:
        with transaction.atomic():
            moved = MovedDay.objects.create(place=place, day=day, worked_on=worked_on, title=title, act=ground.strip())
    except IntegrityError as fault:
        raise ValidationError(_("Somebody has just entered one of these days.")) from fault
    about(moved, day=day.isoformat())
    return moved


@act(rule=may_manage, verb="confirm_calendar")
def confirm_calendar(
    place: str, until: datetime.date, ground: str, rights: Collection[str], *, by: Actor
) -> Confirmation:
    """Note that a place's calendar is complete up to a day, by the act that says so."""
    if not ground.strip():
        raise ValidationError({"ground": _("Name the act by which the calendar is complete.")})
    confirmation, _is_new = Confirmation.objects.get_or_create(
        place=place, until=until, defaults={"act": ground.strip()}
    )
    return confirmation
