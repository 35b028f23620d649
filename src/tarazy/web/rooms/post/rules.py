from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Actor, Refused
from tarazy.web.rooms.post.enums import State
from tarazy.web.rooms.post.models import Letter, Message


def may_write(user: Actor) -> bool:
    """Whoever acts may be the cause of a message: what is written to whom, the act of the room above decides."""
    return user.pk is not None


def may_read(user: Actor, message: Message) -> bool | Refused:
    """A message belongs to the person it was written to, and a secret one to nobody's desk."""
    if message.recipient is None or message.recipient != user.pk or message.is_secret:
        return Refused(_("This message was written to somebody else."))
    return True


def may_watch(user: Actor, rights: Collection[str]) -> bool | Refused:
    """The outbox is looked after by whoever has the right `post.watch`."""
    return "post.watch" in rights or Refused(_("The outbox is looked after by the operator."))


def may_try_again(user: Actor, letter: Letter, rights: Collection[str]) -> bool | Refused:
    """A letter that was given up, or that waits for its next try, may be tried at once by the operator."""
    if letter.state == State.SENT:
        return Refused(_("This letter has left already."))
    return may_watch(user, rights)
