"""What was written to a person and is not read; what the operator's letters need."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import ngettext

from tarazy.web.doors.desk.awaiting import Awaiting
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import rights_of
from tarazy.web.rooms.post.enums import State
from tarazy.web.rooms.post.queries import letters_by_state, unread_count
from tarazy.web.rooms.post.rules import may_watch


def unread(user: User) -> list[Awaiting]:
    count = unread_count(user.pk)
    text = ngettext("%(count)s unread message", "%(count)s unread messages", count) % {"count": count}
    return [Awaiting(text, reverse("desk:messages"), count=count)] if count else []


def unsent_letters(user: User) -> list[Awaiting]:
    """Letters that were given up, and letters that still wait."""
    if may_watch(user, rights_of(user)) is not True:
        return []
    counts = letters_by_state()
    given_up, waiting = counts[State.FAILED], counts[State.WAITING]
    lines = (
        (given_up, ngettext("%(count)s letter was given up", "%(count)s letters were given up", given_up)),
        (waiting, ngettext("%(count)s letter waits to leave", "%(count)s letters wait to leave", waiting)),
    )
    return [Awaiting(text % {"count": count}, reverse("desk:outbox"), count=count) for count, text in lines if count]
