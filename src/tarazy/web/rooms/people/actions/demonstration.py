from __future__ import annotations

from django.utils import timezone

from tarazy.web.grammar.act import act
from tarazy.web.rooms.people.models import Demonstration, User
from tarazy.web.rooms.people.rules import may_mark_as_demonstration


@act(rule=may_mark_as_demonstration, verb="mark_as_demonstration")
def mark_as_demonstration(*, by: User) -> Demonstration:
    """Say of this database, once and for ever, that it is one of a demonstration."""
    return Demonstration.objects.create(marked_at=timezone.now(), marked_by=by)
