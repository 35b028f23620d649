"""What awaits people of instructions: to answer, to carry out, to verify."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.web.doors.desk.awaiting import Awaiting
from tarazy.web.doors.desk.followup.rows import name_of
from tarazy.web.rooms.followup.enums import State
from tarazy.web.rooms.followup.models import Recommendation
from tarazy.web.rooms.followup.queries import awaiting_body, awaiting_verification
from tarazy.web.rooms.followup.rules import rights_over
from tarazy.web.rooms.people.models import User


def to_carry_out(user: User) -> list[Awaiting]:
    """For the people of a body: what they have to answer or to carry out."""
    words = {
        State.OPENED.value: _("Answer: %(name)s, %(body)s"),
        State.ACCEPTED.value: _("Carry out: %(name)s, %(body)s"),
        State.RETURNED.value: _("Carry out what was returned: %(name)s, %(body)s"),
    }
    return [_line(one, words[one.state], with_day=True) for one in awaiting_body(user)]


def to_verify(user: User) -> list[Awaiting]:
    """For who gives instructions: what was reported as carried out."""
    words = _("Verify that it is carried out: %(name)s, %(body)s")
    return [_line(one, words) for one in awaiting_verification(user) if rights_over(user, one)]


def _line(one: Recommendation, words: str, *, with_day: bool = False) -> Awaiting:
    label = words % {"name": name_of(one), "body": one.unit.name}
    return Awaiting(label, reverse("desk:instruction", args=[one.pk]), one.deadline if with_day else None)
