"""How allauth is fitted to Tarazy: who may sign in, letters in the person's language, secrets kept encrypted."""

from __future__ import annotations

import base64
import hashlib
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tarazy.web.doors.desk.account.browsers import browser_name
from tarazy.web.grammar.text import LocalText, in_every_language
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.people.rules import is_person
from tarazy.web.rooms.post.actions import write_message
from tarazy.web.rooms.post.enums import Kind

logger = logging.getLogger(__name__)

# One answer for an unknown name, a wrong password and an account that is closed: nobody learns who has one.
WRONG = _("The user name, e-mail address or password is not right.")
TOO_MANY = _("Too many attempts that failed. Wait five minutes, then try again.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": _("You have sent too many requests. Wait a minute, then try again."),
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("This is not your password."),
        "incorrect_code": _("The code is not right. Each code counts once, for half a minute."),
        "invalid_password_reset": _("The link is not valid any more."),
        "invalid_login": WRONG,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come by invitation only."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user = super().authenticate(request, **credentials)
        return user if isinstance(user, User) and is_person(user) else None

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        assert isinstance(request.user, User)
        with override(request.user.language):
            return reverse("desk:home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_home")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """One language a letter: the person's. A mail server that is away must not stop a person, but the operator
        reads of it.
        """
        user = context["user"]
        if address := context.get("password_reset_url"):
            context = context | {"password_reset_url": translate_url(address, user.language)}
        with override(user.language):
            try:
                super().send_mail(template_prefix, email, context)
            except OSError:
                logger.exception("a letter %s to user %s could not be sent", template_prefix, user.pk)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """An alert stands on the person's desk and waits in the outbox, so none is lost while mail does not work."""

        def told(part: str) -> LocalText:
            return in_every_language(lambda: self._written(f"{template_prefix}_{part}.txt", user))

        write_message(user, Kind.ALERT, told("subject"), told("message"), link="account/", by=system_actor())

    def _written(self, template: str, user: User) -> str:
        """What an alert says, in the current language."""
        facts = {
            "user": user,
            "timestamp": timezone.now(),
            "ip": self.get_client_ip(self.request),
            "browser": browser_name(self.get_http_user_agent(self.request)),
        }
        return render_to_string(template, facts).strip()


def _cipher() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [hashlib.sha256(f"tarazy second factor {secret!s}".encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": _("Set up an authenticator app or a passkey first."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return gettext("Tarazy")

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def build_totp_svg(self, url: str) -> str:
        """Dark on white in both themes: cameras do not read it the other way round."""
        import qrcode
        from qrcode.image.svg import SvgPathFillImage

        return str(qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode"))

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return browser_name(self.request.META.get("HTTP_USER_AGENT", "")) if self.request else gettext("Passkey")
