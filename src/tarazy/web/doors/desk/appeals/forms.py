"""What is asked of a body that appeals and of the members who decide. What is right, the acts say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tarazy.web.doors.desk.verification.forms import TypedNumber
from tarazy.web.rooms.conclusions.enums import Inadmissible
from tarazy.web.rooms.conclusions.queries.claims import Number

Choices = Iterable[tuple[str, str]]


def long_text(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, widget=forms.Textarea(attrs={"rows": 5}), max_length=4000
    )


class AgainstPenalty(forms.Form):
    reason = long_text(_("Why the penalty case is to be cancelled"), _("Name the document that shows it."))


class ForValue(forms.Form):
    """Another value of one of the numbers on which an item rests."""

    number = forms.ChoiceField(label=_("Which number"), widget=forms.RadioSelect)
    value = TypedNumber(label=_("Value that you ask for"), max_length=60)
    reason = long_text(_("Why this value is right"), _("Name the document that shows it."))

    def __init__(self, data: Any, numbers: Sequence[Number], written: Choices) -> None:
        super().__init__(data, initial={"number": "0"} if len(numbers) == 1 else None)
        self.numbers = numbers
        self.fields["number"].choices = list(written)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Number:
        return self.numbers[int(self.cleaned_data["number"])]


class Refusing(forms.Form):
    ground = forms.ChoiceField(label=_("Ground"), choices=Inadmissible, widget=forms.RadioSelect)
    reason = long_text(_("Reason"), _("The body reads it."))


class Voting(forms.Form):
    granted = forms.MultipleChoiceField(
        label=_("What you grant"),
        help_text=_("What you leave out you reject."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    opinion = long_text(_("Dissenting opinion"), _("If you want to give one. It stands beside your vote."),
                        required=False)  # fmt: skip

    def __init__(self, data: Any, claims: Choices) -> None:
        super().__init__(data)
        self.fields["granted"].choices = list(claims)  # type: ignore[attr-defined]


class Deciding(forms.Form):
    number = forms.CharField(label=_("Number of the minutes or of the decision"), max_length=100)
    reasons = long_text(_("Reasons of the decision"), _("The body reads them; they stand in the decision for good."))


class Complaining(forms.Form):
    text = long_text(_("What in the decision is wrong"))


class SettingQuorum(forms.Form):
    votes = forms.IntegerField(label=_("Votes that a decision needs"), min_value=1, max_value=99)
    authority = forms.CharField(label=_("Act that lays down the quorum"), max_length=300)
