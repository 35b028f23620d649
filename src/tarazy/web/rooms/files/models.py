from __future__ import annotations

from django.conf import settings
from django.db import models

from tarazy.web.journal.ledger import Ledger
from tarazy.web.rooms.files.enums import Scan


class Content(Ledger):
    """A content that was kept once, by its SHA-256. Its bytes lie outside the web root, in the folder of files."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=120)
    scan = models.CharField(max_length=10, choices=Scan)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.sha256
