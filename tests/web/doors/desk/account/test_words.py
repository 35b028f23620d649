"""Every text of Django's and allauth's forms that a person can meet is there in Kazakh and in Russian."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.core import validators
from django.forms import fields, models
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import override

from tarazy.web.doors.desk.account.adapter import AccountAdapter, SecondFactorAdapter

# Said only where people sign up, confirm an e-mail address or a telephone, which nobody does here.
NOT_MET = {
    "account_inactive", "cannot_remove_primary_email", "duplicate_email", "phone_password_mismatch", "email_taken",
    "invalid_or_expired_key", "max_email_addresses", "phone_taken", "unknown_email", "unknown_phone",
    "unverified_primary_email", "username_blacklisted", "username_taken", "select_only_one", "same_as_current",
    "add_email_blocked", "cannot_delete_authenticator", "unverified_email",
}  # fmt: skip
# Left out or given a label of ours when the form is made.
GIVEN_LATER = {"remember", "oldpassword", "passwordless", "credential"}
FILLED = {"limit_value": 3, "show_value": 4, "max": 3, "length": 4, "min": 1}


def texts() -> Iterator[tuple[str, Any]]:
    for module in (fields, models):
        for name, kind in vars(module).items():
            if isinstance(kind, type):
                for key, text in getattr(kind, "default_error_messages", {}).items():
                    yield f"{name}.{key}", text
    for name, kind in vars(validators).items():
        if isinstance(kind, type) and hasattr(kind, "message"):
            yield name, kind.message
    for adapter in (AccountAdapter, SecondFactorAdapter):
        for key, text in adapter.error_messages.items():
            if key not in NOT_MET:
                yield f"{adapter.__name__}.{key}", text
    yield from texts_of_forms()


def texts_of_forms() -> Iterator[tuple[str, Any]]:
    for path in [*settings.ACCOUNT_FORMS.values(), *settings.MFA_FORMS.values()]:
        for kind in import_string(path).__mro__:
            for row in vars(kind).get("labels", ()):
                yield from ((f"{path} {row[0]}", text) for text in row[1:])
        relabelled = {row[0] for kind in import_string(path).__mro__ for row in vars(kind).get("labels", ())}
        for name, field in import_string(path).base_fields.items():
            if name not in relabelled | GIVEN_LATER:
                yield f"{path} {name}", field.label


def said(text: Any, language: str) -> str:
    """The text with a number where it has a plural."""
    with override(language):
        try:
            return str(text % FILLED)
        except (KeyError, TypeError, ValueError):
            return str(text)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_text_that_can_be_met_is_translated(language: str) -> None:
    checked = {where: text for where, text in texts() if isinstance(text, Promise) and said(text, "en")}
    assert len(checked) > 80
    untranslated = {
        where: said(text, "en") for where, text in checked.items() if said(text, "en") == said(text, language)
    }
    assert untranslated == {}


def test_a_text_that_nobody_translated_is_found() -> None:
    from django.utils.translation import gettext_lazy

    missing = gettext_lazy("A sentence that no catalogue knows.")
    assert said(missing, "kk") == said(missing, "en")


def test_the_forms_of_settings_are_those_that_are_used() -> None:
    assert all(issubclass(import_string(path), forms.Form) for path in settings.ACCOUNT_FORMS.values())
