"""What awaits those who approve methodologies."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.web.doors.desk.awaiting import Awaiting
from tarazy.web.rooms.methodologies.enums import Move, State
from tarazy.web.rooms.methodologies.life import APPROVE
from tarazy.web.rooms.methodologies.queries import awaiting_decision
from tarazy.web.rooms.methodologies.rules import may_move
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import has_right


def decisions(user: User) -> list[Awaiting]:
    """Versions that the person can approve or put in force now."""
    if not has_right(user, APPROVE):
        return []
    found = []
    for version in awaiting_decision():
        move = Move.APPROVE if version.state == State.CONSULTATION else Move.PUT_IN_FORCE
        if may_move(user, version, move) is True:
            text = _("To approve: %(title)s") if move == Move.APPROVE else _("To be put in force: %(title)s")
            found.append(Awaiting(text % {"title": version.title}, reverse("desk:methodology", args=[version.pk])))
    return found
