"""What happens to accounts, told to the journal and to the person. allauth says it by signals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username
from allauth.mfa import signals as second_factor
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import signals as django
from django.http import HttpRequest, HttpResponseBase

from tarazy.web.doors.desk.account.browsers import COOKIE_SECONDS, is_known_place, remember_place
from tarazy.web.rooms.people.actions import account as acts
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import system_actor


def connect() -> None:
    """Listen to every event of an account. Called once, when the desk is made ready."""
    account.user_logged_in.connect(signed_in)
    account.password_changed.connect(password_changed)
    account.password_reset.connect(password_reset)
    django.user_logged_out.connect(signed_out)
    django.user_login_failed.connect(failed_to_sign_in)
    second_factor.authenticator_added.connect(second_factor_added)
    second_factor.authenticator_removed.connect(second_factor_removed)
    second_factor.authenticator_reset.connect(recovery_codes_made)
    second_factor.authentication_failed.connect(second_factor_failed)


def signed_in(request: HttpRequest, response: HttpResponseBase, user: User, **_: Any) -> None:
    acts.note_sign_in(user, by=user)
    if not is_known_place(request, user):
        get_adapter(request).send_notification_mail("account/email/new_sign_in", user)
    remember_place(request, response, user)
    remember_language(response, user.language)


def remember_language(response: HttpResponseBase, language: str) -> None:
    """Addresses without a language lead this browser to the person's."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=COOKIE_SECONDS,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )


def signed_out(user: User | None, **_: Any) -> None:
    if user is not None:
        acts.note_sign_out(user, by=user)


def failed_to_sign_in(credentials: Mapping[str, Any], **_: Any) -> None:
    """Names that nobody has are not journalled: strangers could fill it."""
    user = get_user_by_username(str(credentials.get("username", "")))
    named = [user] if user else filter_users_by_email(str(credentials.get("email", "")), for_login=True)
    for tried in named:
        acts.note_failed_sign_in(tried, by=system_actor())


def password_changed(request: HttpRequest, user: User, **_: Any) -> None:
    acts.note_password_change(user, by=user)
    acts.end_other_sessions(str(request.session.session_key), by=user)


def password_reset(user: User, **_: Any) -> None:
    acts.note_password_reset(user, by=user)
    acts.end_other_sessions("", by=user)


def second_factor_added(user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        acts.note_recovery_codes(user, by=user)
    else:
        acts.note_second_factor_added(user, by=user)


def second_factor_removed(user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        acts.note_second_factor_removed(user, by=user)


def recovery_codes_made(user: User, **_: Any) -> None:
    acts.note_recovery_codes(user, by=user)


def second_factor_failed(user: User, **_: Any) -> None:
    acts.note_failed_second_factor(user, by=system_actor())
