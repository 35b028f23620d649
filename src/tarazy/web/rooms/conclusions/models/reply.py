from __future__ import annotations

from django.conf import settings
from django.db import models

from tarazy.web.journal.ledger import Ledger
from tarazy.web.rooms.conclusions.enums import Stance, Verdict
from tarazy.web.rooms.conclusions.models.conclusion import Conclusion, Item


class ItemReply(Ledger):
    """What a body says to one item. The last edition holds; nothing changes once the whole reply is sent."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="replies")
    edition = models.PositiveIntegerField()
    stance = models.CharField(max_length=10, choices=Stance)
    text = models.TextField(blank=True, default="")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(name="one_reply_an_item_and_edition", fields=("item", "edition")),)

    def __str__(self) -> str:
        return f"reply to item {self.item_id}, edition {self.edition}"


class ReplyDocument(Ledger):
    """A document with which a body supports what it says to an item: a kept file or a link. `takes_back`: the row by
    which an earlier one is taken back, visibly.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=300)
    file = models.CharField(max_length=64, blank=True, default="")
    file_name = models.CharField(max_length=200, blank=True, default="")
    link = models.URLField(max_length=500, blank=True, default="")
    pages = models.CharField(max_length=60, blank=True, default="")
    takes_back = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="taken_back_by")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"document {self.pk} on item {self.item_id}"


class Reply(Ledger):
    """The reply as the head sent it, whole: the digest of what was said to every item, with the documents."""

    conclusion = models.OneToOneField(Conclusion, on_delete=models.PROTECT, related_name="reply")
    digest = models.CharField(max_length=64)
    objections = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"reply to {self.conclusion_id}"


class Answer(Ledger):
    """What the assessor says to an objection, with the reason."""

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="answer")
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.TextField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"answer to item {self.item_id}"
