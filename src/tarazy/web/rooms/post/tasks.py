"""Letters leave: each is rendered in its reader's language, handed to the mail server, and marked."""

from __future__ import annotations

import datetime
import smtplib
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from tarazy.web.grammar.act import Actor
from tarazy.web.rooms.post.actions import begin_sending, gather_digests, mark_fault, mark_sent
from tarazy.web.rooms.post.models import Letter, Message
from tarazy.web.rooms.post.queries import due_letters, is_mail_sent, messages_for_digest

REFUSED_FOR_GOOD: Final = 500


def send_letters(*, by: Actor) -> int:
    """Send every letter that is due, and say how many have left. Without a mail server they go on waiting."""
    sent = 0
    while is_mail_sent() and due_letters(timezone.now()).exists():
        letter = begin_sending(timezone.now(), by=by)
        if letter is None:  # another worker has taken the rest
            break
        sent += send(letter, by=by)
    return sent


def send(letter: Letter, *, by: Actor) -> bool:
    """Hand one letter to the mail server."""
    try:
        rendered(letter).send()
    except (smtplib.SMTPException, OSError) as fault:
        number = _number_of(fault)
        named = f"{type(fault).__name__} {number}" if number else type(fault).__name__
        mark_fault(letter, named, is_final=number >= REFUSED_FOR_GOOD and _is_about_reader(fault), by=by)
        return False
    mark_sent(letter, by=by)
    return True


def _number_of(fault: Exception) -> int:
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return max((number for number, _words in fault.recipients.values()), default=0)
    return int(getattr(fault, "smtp_code", 0))


def _is_about_reader(fault: Exception) -> bool:
    """Whether the address was refused; a server that refuses us may be mended by the operator."""
    return isinstance(fault, smtplib.SMTPRecipientsRefused)


def rendered(letter: Letter) -> EmailMessage:
    """A letter as plain text, in one language. Sent twice it has one Message-ID, by which mail programs know it."""
    messages = list(letter.messages.order_by("created_at", "pk"))
    with override(letter.language):
        subject = str(messages[0].subject) if len(messages) == 1 else _subject_of_digest(len(messages))
        parts = [_part(message, with_subject=len(messages) > 1) for message in messages]
        parts.append(_("This letter was written by Tarazy. An answer to it is read by nobody."))
    host = urlsplit(settings.SITE_ADDRESS).hostname
    headers = {"Message-ID": f"<letter-{letter.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, "\n\n".join(parts), to=[letter.address], headers=headers)


def _subject_of_digest(count: int) -> str:
    return ngettext("Tarazy: %(count)s message", "Tarazy: %(count)s messages", count) % {"count": count}


def _part(message: Message, *, with_subject: bool) -> str:
    lines = [str(message.subject)] if with_subject else []
    lines.append(str(message.text))
    if message.link:
        lines.append(f"{settings.SITE_ADDRESS}/{message.letter.language if message.letter else ''}/{message.link}")
    return "\n".join(lines)


def digest_moment(now: datetime.datetime) -> datetime.datetime:
    """The latest moment at which the letters of a day were due: the hour that the installation has set, in Almaty."""
    here = timezone.localtime(now)
    today = here.replace(hour=settings.DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return today if today <= here else today - datetime.timedelta(days=1)


def make_digests(*, by: Actor) -> int:
    """Put what waits for the day's letter into letters, and say how many. What a night's fault has left is made up."""
    before = digest_moment(timezone.now())
    return len(gather_digests(before, by=by)) if messages_for_digest(before).exists() else 0
