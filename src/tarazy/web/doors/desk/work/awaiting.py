"""What awaits the operator: long work that failed."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import ngettext

from tarazy.web.doors.desk.awaiting import Awaiting
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import rights_of
from tarazy.web.rooms.work.enums import State
from tarazy.web.rooms.work.queries import tasks_by_state
from tarazy.web.rooms.work.rules import may_watch


def failed_tasks(user: User) -> list[Awaiting]:
    if may_watch(user, rights_of(user)) is not True:
        return []
    count = tasks_by_state()[State.FAILED]
    text = ngettext("%(count)s task failed", "%(count)s tasks failed", count) % {"count": count}
    return [Awaiting(text, reverse("desk:tasks"), count=count)] if count else []
