from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from itertools import groupby
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Actor, act
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.post.enums import Delivery, Kind, State
from tarazy.web.rooms.post.models import Addressee, Letter, Message
from tarazy.web.rooms.post.queries import due_letters, messages_for_digest
from tarazy.web.rooms.post.rules import may_read, may_try_again, may_write

LINK: Final = re.compile(r"(?!/)[A-Za-z0-9._~/?=&%+-]*\Z")
# How long after each failed try the next one is made; after the last the letter is given up.
WAITS: Final = tuple(datetime.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440))


@act(rule=may_write, verb="write_message")
def write_message(
    to: Addressee,
    kind: Kind,
    subject: LocalText,
    text: LocalText,
    *,
    by: Actor,
    link: str = "",
    concerning: models.Model | None = None,
    delivery: Delivery = Delivery.AT_ONCE,
    is_secret: bool = False,
) -> Message:
    """Write to a person: on the desk, and by e-mail where there is an address and the delivery says so.

    It takes part in the transaction of the act that calls it: an act that fails has written to nobody.
    """
    _refuse_unfit(to, subject, link)
    now = timezone.now()
    address = to.email or ""
    message = Message(
        recipient=to.pk, address=address, language=to.language, kind=kind, delivery=delivery, subject=subject,
        text=text, link=link, is_secret=is_secret, created_at=now,
    )  # fmt: skip
    if concerning is not None:
        message.about_kind, message.about_id = concerning._meta.label_lower, str(concerning.pk)
    if address and delivery == Delivery.AT_ONCE:
        message.letter = _letter(to.pk, address, to.language, now)
    message.save()
    return message


def _refuse_unfit(to: Addressee, subject: LocalText, link: str) -> None:
    """Nothing may get into the head of a letter but a subject of one line and one address."""
    if to.email:
        validate_email(to.email)
    elif to.pk is None:
        raise ValidationError(_("A letter to somebody without an account needs an e-mail address."))
    if any(not line.isprintable() for line in subject.as_dict().values()):
        raise ValidationError(_("The subject of a message is one line of plain text."))
    if not LINK.match(link):
        raise ValidationError(_("The link of a message is a path of this site, without its language."))


def _letter(recipient: int | None, address: str, language: str, now: datetime.datetime) -> Letter:
    return Letter.objects.create(
        recipient=recipient, address=address, language=language, created_at=now, next_try_at=now
    )


@act(rule=may_write, verb="gather_digests")
def gather_digests(before: datetime.datetime, *, by: Actor) -> list[Letter]:
    """Put what each person was written before a moment into one letter. A second call finds nothing left."""
    now = timezone.now()
    found = messages_for_digest(before).select_for_update()
    letters = []
    for (recipient, address), messages in groupby(found, key=lambda message: (message.recipient, message.address)):
        of_one = list(messages)
        letter = _letter(recipient, address, of_one[-1].language, now)
        Message.objects.filter(pk__in=[message.pk for message in of_one]).update(letter=letter)
        letters.append(letter)
    return letters


@act(rule=may_write, verb="begin_sending")
def begin_sending(at: datetime.datetime, *, by: Actor) -> Letter | None:
    """Take the next letter that is due; None where there is none, or others have them all.

    It is counted and put off before it is sent. So a process that is killed in between sends it once more at most, and
    no two processes send the same.
    """
    letter = due_letters(at).select_for_update(skip_locked=True).first()
    if letter is not None:
        letter.attempts += 1
        letter.next_try_at = at + _wait_after(letter.attempts)
        letter.save(update_fields=["attempts", "next_try_at"])
    return letter


@act(rule=may_write, verb="mark_sent")
def mark_sent(letter: Letter, *, by: Actor) -> Letter:
    """Note that the mail server has taken a letter. Links that are secrets are forgotten."""
    letter.state, letter.sent_at, letter.last_fault = State.SENT, timezone.now(), ""
    letter.save(update_fields=["state", "sent_at", "last_fault"])
    letter.messages.filter(is_secret=True).update(link="")
    return letter


@act(rule=may_write, verb="mark_fault")
def mark_fault(letter: Letter, fault: str, *, is_final: bool = False, by: Actor) -> Letter:
    """Note why a letter did not leave. After the last try, or a fault that will not pass, it is given up."""
    letter.last_fault = fault[:100]
    if is_final or letter.attempts >= len(WAITS):
        letter.state = State.FAILED
    letter.save(update_fields=["state", "last_fault"])
    return letter


def _wait_after(attempts: int) -> datetime.timedelta:
    return WAITS[min(attempts, len(WAITS)) - 1]


@act(rule=may_try_again, verb="try_letter_again")
def try_again(letter: Letter, rights: Collection[str], *, by: Actor) -> Letter:
    """Let a letter leave at the next opportunity, with all its tries before it."""
    letter.state, letter.attempts, letter.next_try_at = State.WAITING, 0, timezone.now()
    letter.save(update_fields=["state", "attempts", "next_try_at"])
    return letter


@act(rule=may_read, verb="read_message")
def mark_read(message: Message, *, by: Actor) -> Message:
    """Note that the person has seen a message. Only the first time counts."""
    if message.read_at is None:
        message.read_at = timezone.now()
        message.save(update_fields=["read_at"])
    return message
