"""What is asked where a methodology is brought in or taken a step further."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tarazy.web.doors.desk.fields import day_field
from tarazy.web.doors.desk.form_page import Confirm
from tarazy.web.rooms.methodologies.enums import Move
from tarazy.web.rooms.people.models import Organisation


class Uploading(forms.Form):
    organisation = forms.ChoiceField(label=_("Whose methodology it is"))
    file = forms.FileField(
        label=_("The methodology as a file"),
        help_text=_("Its folder packed as a ZIP archive, or its Excel workbook (.xlsx). At most 20 megabytes."),
        widget=forms.FileInput(attrs={"accept": ".zip,.xlsx"}),
    )

    def __init__(self, data: Any, given: Any, organisations: Iterable[Organisation]) -> None:
        super().__init__(data, given)
        choices = [(one.pk, str(one.name)) for one in organisations]
        if len(choices) == 1:
            del self.fields["organisation"]
        else:
            self.fields["organisation"].choices = choices  # type: ignore[attr-defined]


class Consulting(forms.Form):
    first_day = day_field(_("First day of the consultation"))
    last_day = day_field(_("Last day of the consultation"), _("Nothing is approved until it has passed."))


class PuttingInForce(forms.Form):
    first_day = day_field(_("In force from"))
    ground = forms.CharField(
        label=_("By which act"),
        help_text=_("Its kind, number and date, such as: Order No. 12 of 5 January 2026."),
        max_length=500,
    )


class Retiring(PuttingInForce):
    first_day = day_field(_("Retired from"), _("From then on nothing is computed by it. What was published stays."))


FORMS: dict[Move, type[forms.Form]] = {
    Move.CONSULT: Consulting,
    Move.RETURN: Confirm,
    Move.APPROVE: Confirm,
    Move.PUT_IN_FORCE: PuttingInForce,
    Move.RETIRE: Retiring,
}
