from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Seal(models.Model):
    """What one statement added to one ledger. Written by the database alone; the application can only read it."""

    table_name = models.CharField(max_length=63)
    transaction_id = models.BigIntegerField()
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    row_count = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(name="seals_of_a_table", fields=("table_name", "transaction_id", "first_id")),
            models.Index(name="seals_of_a_transaction", fields=("transaction_id",)),
        )

    def __str__(self) -> str:
        return f"{self.table_name} {self.first_id}..{self.last_id}"


class Entry(models.Model):
    """One act: who did what to which thing, the seals of what it wrote, and the hash of the entry before.

    Ids and digests only, no text about anybody, so that people's data can be deleted elsewhere.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.BigIntegerField()
    room = models.CharField(max_length=40)
    verb = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    particulars = models.JSONField(default=dict)
    seals = ArrayField(models.BigIntegerField(), default=list)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = (
            models.Index(name="entries_of_a_thing", fields=("object_kind", "object_id")),
            models.Index(name="entries_of_an_actor", fields=("actor",)),
            models.Index(name="entries_of_a_room", fields=("room", "number")),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.room}.{self.verb}"
