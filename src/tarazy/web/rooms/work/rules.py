from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Actor, Refused
from tarazy.web.rooms.work.enums import State
from tarazy.web.rooms.work.models import Task


def may_enqueue(user: Actor) -> bool:
    """Whoever acts may have long work done: which work, the act of the room above decides."""
    return user.pk is not None


def may_work_on(user: Actor, task: Task) -> bool | Refused:
    """A task is done in the name of whoever asked for it."""
    return user.pk == task.started_by or Refused(_("A task is done in the name of whoever asked for it."))


def may_see(user: Actor, task: Task, rights: Collection[str]) -> bool | Refused:
    """A task is seen by whoever asked for it, and by the operator."""
    return user.pk == task.started_by or may_watch(user, rights)


def may_watch(user: Actor, rights: Collection[str]) -> bool | Refused:
    """All tasks are watched by whoever has the right `work.watch`."""
    return "work.watch" in rights or Refused(_("All tasks are watched by the operator."))


def may_try_again(user: Actor, task: Task, rights: Collection[str]) -> bool | Refused:
    """A task that has failed may be tried again by the operator."""
    if task.state != State.FAILED:
        return Refused(_("Only a task that has failed is tried again."))
    return may_watch(user, rights)
