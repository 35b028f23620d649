"""The rules of a password, in words of ours, and the fields of a form in which one is chosen."""

from __future__ import annotations

from allauth.account.fields import PasswordField, SetPasswordField
from django import forms
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
    password_validators_help_texts,
)
from django.utils.functional import lazystr
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class LongEnough(MinimumLengthValidator):
    def __init__(self) -> None:
        super().__init__(min_length=12)

    def get_error_message(self) -> str:
        return gettext("The password is too short: it needs at least %(min_length)d characters.")

    def get_help_text(self) -> str:
        return gettext("At least %(min_length)d characters.") % {"min_length": self.min_length}


class NotCommon(CommonPasswordValidator):
    def get_error_message(self) -> str:
        return gettext("Very many people use this password, so it is the first that others try.")

    def get_help_text(self) -> str:
        return gettext("Not a password that many people use.")


class NotLikeTheName(UserAttributeSimilarityValidator):
    def __init__(self) -> None:
        super().__init__(user_attributes=("username", "full_name", "email"))

    def get_error_message(self) -> str:
        return gettext("The password is too much like your name, user name or e-mail address.")

    def get_help_text(self) -> str:
        return gettext("Not like your name, user name or e-mail address.")


def rules() -> str:
    """What a password must be, shown before anybody breaks it."""
    return " ".join(password_validators_help_texts())


class PasswordRules(forms.Form):
    """A form in which a person chooses a password, twice, with the rules beside it.

    Whose password it is stands in `self.user`, set before `super().__init__()`; that User need not be stored yet.
    """

    password1 = SetPasswordField(label=_("New password"), help_text=lazystr(""))
    password2 = PasswordField(label=_("The new password once more"), autocomplete="new-password")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        first = self.fields["password1"]
        first.help_text = rules()
        first.user = getattr(self, "user", None)  # type: ignore[attr-defined]
        for name in ("password1", "password2"):
            self.fields[name].widget.attrs.pop("placeholder", None)

    def clean(self) -> dict[str, object]:
        # Not the next clean(): allauth's own would say the same once more, in other words.
        given = forms.Form.clean(self) or {}
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords are not the same."))
        return given
