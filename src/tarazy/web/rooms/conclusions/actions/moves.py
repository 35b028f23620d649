"""What every move of a conclusion has in common: its row in the history, and who is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import in_every_language
from tarazy.web.rooms.conclusions.enums import Move, State
from tarazy.web.rooms.conclusions.life import LIFE, REPLY
from tarazy.web.rooms.conclusions.models import Conclusion, StateChange
from tarazy.web.rooms.conclusions.queries.conclusions import conclusion_numbered, title_of, writers_of
from tarazy.web.rooms.conclusions.rules.conclusions import may_take_step
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import posts_on, roles_with
from tarazy.web.rooms.post.actions import write_message
from tarazy.web.rooms.post.enums import Kind
from tarazy.web.ui.written import in_language


def locked(conclusion: Conclusion) -> Conclusion:
    """The conclusion as it stands now; nobody else moves it until the act has ended. What the rule was asked of must
    still hold.
    """
    Conclusion.objects.select_for_update().get(pk=conclusion.pk)
    found = conclusion_numbered(conclusion.pk)
    assert found is not None  # just locked
    if found.state != conclusion.state:
        raise ValidationError(gettext_lazy("Somebody took a step meanwhile. Look at the conclusion as it stands now."))
    return found


@act(rule=may_take_step, verb="move_conclusion")
def move_conclusion(conclusion: Conclusion, move: Move, *, by: User) -> StateChange:
    """Take a locked conclusion one step further."""
    conclusion.state = LIFE.after(State(conclusion.state), move)
    conclusion.save(update_fields=["state"])
    about(conclusion, move=move.value)
    return StateChange.objects.create(
        conclusion=conclusion, move=move, state=conclusion.state, moved_at=timezone.now(), moved_by=by
    )


def tell_body(conclusion: Conclusion, subject: Callable[[], str], by: User) -> None:
    posts = posts_on(timezone.localdate()).filter(
        organisation__representation__unit=conclusion.unit_id, role__in=roles_with(REPLY)
    )
    _tell({post.user_id: post.user for post in posts}.values(), conclusion, subject, by)


def tell_assessors(conclusion: Conclusion, subject: Callable[[], str], by: User) -> None:
    writers = writers_of(conclusion.campaign, conclusion.unit, conclusion.block)
    _tell((one for one in writers if one.pk != by.pk), conclusion, subject, by)


def _tell(people: Iterable[User], conclusion: Conclusion, subject: Callable[[], str], by: User) -> None:
    """Subjects name no body: letters leave the system."""

    def text() -> str:
        words = {"block": in_language(title_of(conclusion)), "campaign": in_language(conclusion.campaign.title)}
        return _("Block “%(block)s” in the campaign “%(campaign)s”.") % words

    for person in people:
        write_message(
            person, Kind.REQUEST, in_every_language(subject), in_every_language(text), by=by,
            link=f"desk/conclusions/{conclusion.pk}/", concerning=conclusion,
        )  # fmt: skip
