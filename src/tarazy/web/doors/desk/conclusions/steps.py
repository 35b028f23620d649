"""What a person may do next with a conclusion."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.web.rooms.conclusions.models import Conclusion
from tarazy.web.rooms.conclusions.queries.appeals import standing_appeal
from tarazy.web.rooms.conclusions.queries.conclusions import items_of, replies_to
from tarazy.web.rooms.conclusions.rules.appeals import may_begin_appeal, may_see_appeal
from tarazy.web.rooms.conclusions.rules.conclusions import may_answer, may_renew, may_send_reply, may_write, rights_over
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.results.queries.campaign_runs import latest_run_of


@dataclass(frozen=True)
class Step:
    """A page on which the person may do something with a conclusion."""

    label: str
    href: str


def next_steps(user: User, conclusion: Conclusion) -> list[Step]:
    """In the order in which they are taken; what somebody may not do is left out."""
    asked = (
        (_("Take over the last run"), "take_later_run", may_write(user, conclusion) is True and is_behind(conclusion)),
        (_("Issue the conclusion"), "issue_conclusion", may_write(user, conclusion) is True),
        (_("Send the reply"), "send_reply", may_send_reply(user, conclusion) is True and is_whole(conclusion)),
        (_("Answer the objections"), "answer_reply", may_answer(user, conclusion) is True),
        (_("Appeal against a conclusion"), "begin_appeal", may_begin_appeal(user, conclusion) is True),
        (_("Write a new conclusion"), "renew_conclusion",
         bool(rights_over(user, conclusion)) and may_renew(user, conclusion) is True),
    )  # fmt: skip
    found = [Step(label, reverse(f"desk:{name}", args=[conclusion.pk])) for label, name, may in asked if may]
    appeal = standing_appeal(conclusion)
    if appeal is not None and may_see_appeal(user, appeal) is True:
        found.append(Step(_("Appeal %(number)s") % {"number": appeal.pk}, reverse("desk:appeal", args=[appeal.pk])))
    return found


def is_behind(conclusion: Conclusion) -> bool:
    """Whether a later run than the one of the draft is there."""
    run = latest_run_of(conclusion.campaign)
    return run is not None and run.pk != conclusion.run_id


def is_whole(conclusion: Conclusion) -> bool:
    """Whether the body has said something to every item."""
    return {item.pk for item in items_of(conclusion)} <= set(replies_to(conclusion))
