from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.db import models
from django.db.models import Q

from tarazy.web.grammar.text import TextField
from tarazy.web.rooms.post.enums import Delivery, Kind, State


class Addressee(Protocol):
    """Whoever is written to: a user of the room people, or a stranger."""

    @property
    def pk(self) -> Any: ...

    email: Any
    language: str


@dataclass
class Stranger:
    """Somebody without an account, who is known by an e-mail address: an invited person."""

    email: str
    language: str
    pk: None = None


class Letter(models.Model):
    """An e-mail that is to leave, with one message or, as the digest of a day, several. It waits until it has left.

    `attempts` counts the times that it was handed to the mail server, or nearly: a process may be killed in between.
    `last_fault` is the name of a fault with the server's number, never its text, which may quote the letter.
    """

    recipient = models.BigIntegerField(null=True, blank=True, db_index=True)
    address = models.EmailField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    last_fault = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(name="letters_that_wait", fields=("next_try_at", "id"), condition=Q(state=State.WAITING)),
            models.Index(name="letters_by_state", fields=("state", "-created_at")),
        )

    def __str__(self) -> str:
        return f"letter {self.pk}"


class Message(models.Model):
    """What was written to whom, in three languages.

    `recipient` is a user's id, empty for a stranger. `link` is a path of this site without its language. A secret
    message (the link of an invitation) is never shown, and its link is forgotten once its letter has left.
    """

    recipient = models.BigIntegerField(null=True, blank=True)
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    kind = models.CharField(max_length=20, choices=Kind)
    delivery = models.CharField(max_length=10, choices=Delivery)
    subject = TextField()
    text = TextField()
    link = models.CharField(max_length=500, blank=True)
    is_secret = models.BooleanField(default=False)
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="messages")

    class Meta:
        indexes = (
            models.Index(name="messages_of_a_person", fields=("recipient", "-created_at")),
            models.Index(
                name="messages_for_the_digest",
                fields=("created_at",),
                condition=Q(delivery=Delivery.DIGEST, letter=None),
            ),
            models.Index(name="messages_about_a_thing", fields=("about_kind", "about_id")),
        )
        constraints = (
            models.CheckConstraint(
                name="message_has_an_addressee", condition=Q(recipient__isnull=False) | ~Q(address="")
            ),
        )

    def __str__(self) -> str:
        return f"message {self.pk}"
