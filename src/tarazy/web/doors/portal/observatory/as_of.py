"""The day of which an address asks what was known then."""

from __future__ import annotations

import datetime
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.observatory.queries.variables import first_recorded
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import long_date

AS_OF: Final = "as_of"


def day_asked(request: HttpRequest, variable: Variable) -> datetime.date | None:
    """The day in an address; None where it asks for today or for no day. Raises NoPage where no such day is known."""
    text = request.GET.get(AS_OF, "").strip()
    if not text:
        return None
    page = reverse("portal:variable", kwargs={"variable": variable.pk})
    ways = [Link(_("What is known now"), page)]
    day = day_of(text)
    if day is None:
        raise NoPage(_("“%(day)s” is no day. A day is written so: 2026-01-31.") % {"day": text[:40]}, ways)
    today = timezone.localdate()
    if day > today:
        raise NoPage(
            _("%(day)s is yet to come: what will be known then, nobody knows.") % {"day": long_date(day)}, ways
        )
    first = first_recorded(variable.pk)
    if first is None or end_of(day) < first:
        if first:
            begin = timezone.localdate(first)
            label = _("As it was known on %(day)s, the first day") % {"day": long_date(begin)}
            ways.insert(0, Link(label, f"{page}?{AS_OF}={begin}"))
        message = _("On %(day)s nothing was recorded here of “%(variable)s”.")
        raise NoPage(message % {"day": long_date(day), "variable": variable.title}, ways)
    return None if day == today else day


def day_of(text: str) -> datetime.date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def end_of(day: datetime.date) -> datetime.datetime:
    """The last moment of a day here."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.max))


def moment_of(day: datetime.date | None) -> datetime.datetime | None:
    """Until when something must have been recorded to be known on a day; without a day at any time."""
    return None if day is None else end_of(day)
