"""What is asked of whoever proposes and approves results. What is right and what is not, the acts say."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.web.doors.desk.fields import day_field
from tarazy.web.grammar.text import LocalText, local_text
from tarazy.web.rooms.people.models import Organisation
from tarazy.web.rooms.publication.life import APPROVING

Choices = Iterable[tuple[str, str]]


def text_from(given: Mapping[str, Any], name: str) -> LocalText:
    return local_text({language: given[f"{name}_{language}"] for language in ("kk", "ru", "en")})


def _long() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 3})


class Proposing(forms.Form):
    """The title under which everybody will see the results, and until when nobody does."""

    title_kk = forms.CharField(label=_("Title in Kazakh"), max_length=300)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=300)
    title_en = forms.CharField(label=_("Title in English"), max_length=300)
    embargo_until = day_field(
        _("Day of publication"),
        _("Nobody outside sees anything before it begins. Without a day the results are published when approved."),
        required=False,
    )

    @property
    def embargo(self) -> datetime.datetime | None:
        day = self.cleaned_data["embargo_until"]
        return day and timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


class Correcting(Proposing):
    reason_kk = forms.CharField(label=_("Why these results stand in the place of others, in Kazakh"), widget=_long())
    reason_ru = forms.CharField(label=_("Why these results stand in the place of others, in Russian"), widget=_long())
    reason_en = forms.CharField(label=_("Why these results stand in the place of others, in English"), widget=_long())


class Deciding(forms.Form):
    """A decision, and its reason as everybody will read it."""

    decision = forms.CharField(
        label=_("Decision"), help_text=_("Its number, its date, and whose it is."), max_length=300
    )
    reason_kk = forms.CharField(label=_("Reason in Kazakh"), widget=_long())
    reason_ru = forms.CharField(label=_("Reason in Russian"), widget=_long())
    reason_en = forms.CharField(label=_("Reason in English"), widget=_long())


class LeavingOut(Deciding):
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    node = forms.ChoiceField(label=_("Or indicator"), required=False)
    field_order = ("unit", "node")

    def __init__(self, data: Any, units: Choices, nodes: Choices) -> None:
        super().__init__(data)
        self.fields["unit"].choices = [("", "—"), *units]  # type: ignore[attr-defined]
        self.fields["node"].choices = [("", "—"), *nodes]  # type: ignore[attr-defined]


class Withholding(Deciding):
    variable = forms.ChoiceField(label=_("Variable"))
    unit = forms.ChoiceField(label=_("Of which unit"), required=False)
    field_order = ("variable", "unit")

    def __init__(self, data: Any, variables: Choices, units: Choices) -> None:
        super().__init__(data)
        self.fields["variable"].choices = list(variables)  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", _("all units")), *units]  # type: ignore[attr-defined]


class AddingStep(forms.Form):
    """A step of a chain of approval."""

    title_kk = forms.CharField(label=_("Title in Kazakh"), max_length=300)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=300)
    title_en = forms.CharField(label=_("Title in English"), max_length=300)
    role = forms.ChoiceField(label=_("Whose posts"), choices=[(role.value, role.label) for role in APPROVING])
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("In which organisation"),
        required=False,
        empty_label=_("the one that runs the campaign, and the centre"),
    )
    quorum = forms.IntegerField(label=_("How many votes it needs"), min_value=1, max_value=100, initial=1)
    needs_act = forms.BooleanField(label=_("The vote names an act"), required=False)
    position = forms.IntegerField(label=_("Which step it is"), min_value=1, max_value=100)

    def __init__(self, data: Any, organisations: Any, position: int) -> None:
        super().__init__(data, initial={"position": position})
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["organisation"].label_from_instance = lambda one: str(one.name)  # type: ignore[attr-defined]


class Voting(forms.Form):
    is_for = forms.ChoiceField(
        label=_("Your vote"), choices=[("yes", _("for")), ("no", _("against"))], widget=forms.RadioSelect
    )
    authority = forms.CharField(
        label=_("Act"), help_text=_("Its number and date, such as No. 5 of 1 March 2026."), max_length=300,
        required=False,
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note"), help_text=_("Whoever votes against says why."), widget=_long(), required=False
    )

    def __init__(self, data: Any, *, needs_act: bool) -> None:
        super().__init__(data)
        if not needs_act:
            del self.fields["authority"]


class Returning(forms.Form):
    reason = forms.CharField(label=_("What is to be mended, and why"), widget=_long())
