from __future__ import annotations

import datetime

from django.conf import settings
from django.db.models import Count, QuerySet

from tarazy.web.rooms.post.enums import Delivery, Kind, State
from tarazy.web.rooms.post.models import Letter, Message


def messages_of(recipient: int) -> QuerySet[Message]:
    """What was written to a person, the latest first; secret messages are on no desk."""
    return Message.objects.filter(recipient=recipient, is_secret=False).order_by("-created_at", "-pk")


def unread_count(recipient: int) -> int:
    return messages_of(recipient).filter(read_at=None).count()


def messages_for_digest(before: datetime.datetime) -> QuerySet[Message]:
    """What was written before a moment for the digest, is unread, and is in no letter yet; by person."""
    found = Message.objects.filter(delivery=Delivery.DIGEST, letter=None, read_at=None, created_at__lt=before)
    return found.exclude(address="").order_by("recipient", "address", "created_at", "pk")


def due_letters(at: datetime.datetime) -> QuerySet[Letter]:
    """The letters whose next try has come, the longest waiting first."""
    return Letter.objects.filter(state=State.WAITING, next_try_at__lte=at).order_by("next_try_at", "pk")


def letters() -> QuerySet[Letter]:
    """Every letter with its messages, the latest first."""
    return Letter.objects.prefetch_related("messages").order_by("-created_at", "-pk")


def letters_by_state() -> dict[State, int]:
    """How many letters there are in each state."""
    counted = dict(Letter.objects.values_list("state").annotate(count=Count("pk")))
    return {state: counted.get(state, 0) for state in State}


def written_to_since(kind: Kind, since: datetime.datetime) -> set[int | None]:
    """Who was written to for a reason since a moment."""
    found = Message.objects.filter(kind=kind, created_at__gte=since)
    return set(found.values_list("recipient", flat=True).distinct())


def is_mail_sent() -> bool:
    """Whether this installation has a mail server; without one letters wait."""
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def masked(address: str) -> str:
    """An address as the operator may see it: its first letter and where it goes."""
    name, _at, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}"
