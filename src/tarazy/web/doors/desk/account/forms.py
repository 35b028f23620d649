"""The forms of signing in: allauth's, with labels of ours and without texts inside the fields."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tarazy.web.doors.desk.account.passwords import PasswordRules

CODE_HELP = _("Six digits from your authenticator app, or one of your recovery codes.")


class Labelled:
    """Gives the fields of allauth's form our labels: name of a field, label, help."""

    labels: tuple[tuple[str, Any, Any], ...] = ()
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, help_text in self.labels:
            field = self.fields[name]
            field.label, field.help_text = label, help_text
            field.widget.attrs.pop("placeholder", None)


class SignIn(Labelled, LoginForm):
    labels = (("login", _("User name or e-mail address"), ""), ("password", _("Password"), ""))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }


class PasswordAgain(Labelled, ReauthenticateForm):
    labels = (("password", _("Password"), ""),)


class ResetPassword(Labelled, ResetPasswordForm):
    labels = (("email", _("E-mail address"), ""),)


class ChangePassword(PasswordRules, ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.get("user")
        super().__init__(*args, **kwargs)
        old = self.fields["oldpassword"]
        old.label = _("Your password now")
        old.widget.attrs.pop("placeholder", None)
        self.order_fields(["oldpassword", "password1", "password2"])


class NewPassword(PasswordRules, ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.get("user")
        super().__init__(*args, **kwargs)


class _WithCode(Labelled):
    labels = (("code", _("Code"), CODE_HELP),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "spellcheck": "false"}


class Code(_WithCode, AuthenticateForm):
    """The second step of signing in."""


class CodeAgain(_WithCode, CodeAgainForm):
    """The same, to confirm who sits before the screen."""


class FirstCode(_WithCode, ActivateTOTPForm):
    labels = (("code", _("Code"), _("Six digits that the app shows now.")),)


class AddPasskey(Labelled, AddWebAuthnForm):
    """A passkey always stands for the password too, so the device has to check who holds it."""

    labels = (("name", _("Name of the passkey"), _("Such as “Laptop at work”, so that you can tell them apart.")),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"] = forms.BooleanField(initial=True, widget=forms.HiddenInput)
        self.fields["name"].widget.attrs["maxlength"] = "100"


class RenamePasskey(Labelled, EditWebAuthnForm):
    labels = (("name", _("Name of the passkey"), ""),)


class ChooseLanguage(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of the pages and of letters to you"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
