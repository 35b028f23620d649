"""What time itself does: a conclusion counts as received, the right of reply ends."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import about, act
from tarazy.web.rooms.conclusions.actions.moves import locked, move_conclusion
from tarazy.web.rooms.conclusions.enums import Move, Way
from tarazy.web.rooms.conclusions.models import Conclusion, Receipt, StateChange
from tarazy.web.rooms.conclusions.queries.clocks import clocks_of, is_reply_over
from tarazy.web.rooms.conclusions.rules.conclusions import may_keep_clocks, may_lapse
from tarazy.web.rooms.people.models import User


@act(rule=may_keep_clocks, verb="hold_received")
def hold_received(conclusion: Conclusion, *, by: User) -> Receipt:
    """Write down that a conclusion which nobody opened counts as received, on the day on which it came to."""
    clocks = clocks_of(locked(conclusion))
    if clocks is None or clocks.received_on is None:
        raise ValidationError(_("The day on which it counts as received has not come."))
    about(conclusion)
    return Receipt.objects.create(
        conclusion=conclusion, received_on=clocks.received_on, way=Way.TIME, recorded_at=timezone.now(), recorded_by=by
    )


@act(rule=may_lapse, verb="end_reply")
def end_reply(conclusion: Conclusion, *, by: User) -> StateChange:
    """A conclusion to which nobody replied in time is final."""
    latest = locked(conclusion)
    if not is_reply_over(latest):
        raise ValidationError(_("The body may still reply."))
    about(latest)
    return move_conclusion(latest, Move.LAPSE, by=by)
