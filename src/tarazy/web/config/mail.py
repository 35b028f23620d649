"""Which server takes the letters, from one address in the environment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BACKENDS: Final = {
    "": "django.core.mail.backends.dummy.EmailBackend",
    "file": "django.core.mail.backends.filebased.EmailBackend",
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
    "smtps": "django.core.mail.backends.smtp.EmailBackend",
    "smtp+starttls": "django.core.mail.backends.smtp.EmailBackend",
}
PORTS: Final = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


@dataclass(frozen=True)
class MailServer:
    """What Django needs to know. Without a scheme there is no server, and letters wait in the outbox."""

    scheme: str = ""
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    folder: str | None = None

    @property
    def backend(self) -> str:
        return BACKENDS[self.scheme]


def mail_server(address: str) -> MailServer:
    """Read smtp+starttls://user:password@mail.example.kz:587, smtps://…, smtp://…, or file:///folder for a trial."""
    parts = urlsplit(address)
    if not address:
        return MailServer()
    if parts.scheme not in BACKENDS or not (parts.path if parts.scheme == "file" else parts.hostname):
        raise ImproperlyConfigured(
            "TARAZY_EMAIL_URL is none of smtp+starttls://user:password@host:587, smtps://…, smtp://… and file:///folder"
        )
    if parts.scheme == "file":
        return MailServer("file", folder=unquote(parts.path))
    port = parts.port or PORTS[parts.scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.scheme, parts.hostname or "", port, user, password)
