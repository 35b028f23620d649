from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _grant_rights(using: str, **_: Any) -> None:
    from tarazy.web.journal.rights import grant_rights

    grant_rights(using)


class JournalConfig(AppConfig):
    name = "tarazy.web.journal"
    label = "journal"

    def ready(self) -> None:
        post_migrate.connect(_grant_rights, sender=self)
