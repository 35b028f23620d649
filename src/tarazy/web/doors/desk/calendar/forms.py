"""What is asked of whoever keeps the calendar. What is right and what is not, the acts say."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tarazy.web.doors.desk.fields import Name, day_field


def ground_field() -> forms.CharField:
    return forms.CharField(label=_("Act"), help_text=_("The order or decree with its number and date."), max_length=300)


class Moving(Name):
    day = day_field(_("Day that becomes a day off"))
    worked_on = day_field(_("Day that is worked instead"), _("Leave it empty where none is."), required=False)
    ground = ground_field()
    field_order = ("day", "worked_on", "ground", "kk", "ru", "en")


class Confirming(forms.Form):
    until = day_field(_("Complete up to this day"))
    ground = ground_field()
