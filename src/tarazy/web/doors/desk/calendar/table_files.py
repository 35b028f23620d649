"""The holidays and moved days of a year as a file."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field, Note
from tarazy.web.doors.desk.calendar.pages import place_and_year
from tarazy.web.doors.desk.table_fields import act_field, day_field, list_field
from tarazy.web.doors.desk.tables import Table
from tarazy.web.rooms.calendar.queries import confirmed_until, holidays_in, moved_days_in
from tarazy.web.ui.written import in_language, long_date


def calendar_table(request: HttpRequest) -> Table:
    place, year = place_and_year(request)
    fields = [
        day_field("day", _("Day off")),
        day_field("worked_on", _("Worked instead")),
        Field("title", _("Title"), _("Of the holiday, or why the day is moved.")),
        act_field(),
        list_field(),
    ]
    holidays, moved = _("Holidays"), _("Moved days")
    rows: list[list[Cell]] = [
        [one.day, None, in_language(one.title), one.act, holidays] for one in holidays_in(place, year)
    ]
    rows += [[one.day, one.worked_on, in_language(one.title), one.act, moved] for one in moved_days_in(place, year)]
    until = confirmed_until(place)
    notes = [Note(_("Confirmed up to"), long_date(until) or "—")]
    return Table(f"calendar-{place}-{year}", f"{_('Calendar of working days')}, {year}", fields, rows, notes)
