from __future__ import annotations

from django.conf import settings
from django.db import models

from tarazy.web.grammar.text import TextField
from tarazy.web.journal.ledger import Ledger
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.results.models import Run


class Publication(Ledger):
    """A run shown to everybody.

    Never changed: a later publication supersedes it, a withdrawal takes it back, both in the open.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="publications")
    methodology = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    title = TextField()
    journal_head = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(name="publications_of_a_methodology", fields=("methodology", "-published_at")),)

    def __str__(self) -> str:
        return f"publication {self.pk}"


class Withdrawal(Ledger):
    """Takes a publication back, with the reason."""

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="withdrawal")
    reason = TextField()
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"withdrawal of publication {self.publication_id}"


class Bundle(Ledger):
    """The public bundle of a publication, byte for byte as it left.

    `sha256`, `size`: of the file; `merkle_root`: over its observations, `withheld` of them as commitments; `secret`:
    from which the salts of the commitments follow, never shown.
    """

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="bundle")
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    merkle_root = models.CharField(max_length=64)
    observations = models.BigIntegerField()
    withheld = models.BigIntegerField()
    methodology_hash = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=40)
    secret = models.BinaryField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"bundle of publication {self.publication_id}"
