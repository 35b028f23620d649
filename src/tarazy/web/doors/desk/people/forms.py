"""What is asked of whoever manages people. What is right and what is not, the acts say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.web.doors.desk.account.passwords import PasswordRules
from tarazy.web.doors.desk.fields import Name, day_field
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.models import User


class Founding(Name):
    id = forms.CharField(
        label=_("Id"),
        help_text=_("Small Latin letters, digits and hyphens, such as akimat-mangystau. It never changes."),
        max_length=60,
    )
    kind = forms.ChoiceField(label=_("What it does"), choices=OrganisationKind, widget=forms.RadioSelect)
    field_order = ("kk", "ru", "en", "kind", "id")


class Inviting(forms.Form):
    full_name = forms.CharField(label=_("Full name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The letter goes there. It is not shown to others.")
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
    first_day = day_field(_("First day of the post"))
    last_day = day_field(_("Last day of the post"), _("Leave it empty where no end is known."), required=False)

    def __init__(self, data: Any, roles: Iterable[Role]) -> None:
        super().__init__(data, initial={"first_day": timezone.localdate(), "language": settings.LANGUAGE_CODE})
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]


class Ending(forms.Form):
    last_day = day_field(
        _("Last day of the post"), _("The post is still held on this day. Yesterday takes its rights away at once.")
    )


class Delegating(forms.Form):
    to = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who acts"),
        help_text=_("Whoever holds another post in this organisation or in the centre."),
    )
    first_day = day_field(_("First day"))
    last_day = day_field(_("Last day"), _("From the next day on the holder is alone again; nothing needs to be done."))

    def __init__(self, data: Any, persons: QuerySet[User]) -> None:
        super().__init__(data, initial={"first_day": timezone.localdate()})
        self.fields["to"].queryset = persons  # type: ignore[attr-defined]


class Joining(PasswordRules):
    full_name = forms.CharField(label=_("Your full name"), max_length=200)
    username = forms.CharField(
        label=_("User name"), help_text=_("Small Latin letters and digits. You sign in with it."), max_length=100
    )
    language = forms.ChoiceField(label=_("Language of the pages and of letters to you"), choices=settings.LANGUAGES)
    field_order = ("full_name", "username", "language", "password1", "password2")


class ChoosingUnit(forms.Form):
    unit = forms.ChoiceField(label=_("Unit"))

    def __init__(self, data: Any, units: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]
