"""How much one view may hold."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from tarazy.web.doors.portal.explorer.view import MOST_BREAKDOWNS, MOST_UNITS, MOST_VARIABLES, View
from tarazy.web.ui.written import number

MOST_OF_A_GROUP: Final = 300
MOST_VALUES: Final = 40_000


def beyond(view: View, units: int, periods: int) -> str:
    """What of a view is too much, in words; empty where nothing is."""
    bounds = [
        (len(view.variables), MOST_VARIABLES, _("A view holds at most %(most)s variables; %(count)s are chosen.")),
        (len(view.units), MOST_UNITS, _("At most %(most)s units are chosen by hand; %(count)s are.")),
        (len(view.breakdowns), MOST_BREAKDOWNS, _("A view holds at most %(most)s breakdowns; %(count)s are chosen.")),
        (
            units,
            MOST_OF_A_GROUP,
            _("A view holds at most %(most)s units; here are %(count)s. Choose some by hand."),
        ),
        (
            units * periods * len(view.variables) * len(view.breakdowns),
            MOST_VALUES,
            _("A view holds at most %(most)s values; this one would hold %(count)s. Choose fewer periods or units."),
        ),
    ]
    for count, most, message in bounds:
        if count > most:
            return message % {"most": number(most, 0), "count": number(count, 0)}
    return ""
