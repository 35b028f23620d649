from __future__ import annotations

from django.conf import settings
from django.db import models

from tarazy.web.journal.ledger import Ledger


class Remark(Ledger):
    """What somebody wrote beside a thing, named by its kind and id; an answer is another remark."""

    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=200)
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="answered_by")
    text = models.TextField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="remarks")

    class Meta:
        indexes = (models.Index(name="remarks_on_a_thing", fields=("about_kind", "about_id", "id")),)

    def __str__(self) -> str:
        return f"remark {self.pk}"


class Settlement(Ledger):
    """What a remark asks is settled: nobody answers it any more."""

    remark = models.OneToOneField(Remark, on_delete=models.PROTECT, related_name="settlement")
    settled_at = models.DateTimeField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"remark {self.remark_id} settled"
