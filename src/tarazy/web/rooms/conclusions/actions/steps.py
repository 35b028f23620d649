"""Every step of an appeal, and who is told of it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import in_every_language
from tarazy.web.rooms.conclusions.enums import AppealMove, AppealState
from tarazy.web.rooms.conclusions.life import APPEAL_LIFE, FILE
from tarazy.web.rooms.conclusions.models import Appeal, AppealChange
from tarazy.web.rooms.conclusions.queries.appeals import digest_of, is_late
from tarazy.web.rooms.conclusions.queries.commission import commission_of
from tarazy.web.rooms.conclusions.rules.appeals import may_take_step
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import holders
from tarazy.web.rooms.post.actions import write_message
from tarazy.web.rooms.post.enums import Kind

# Which steps the body is told of, and which the commission.
TELLS_BODY = (AppealMove.ADMIT, AppealMove.REFUSE, AppealMove.DECIDE, AppealMove.DECIDE_FINALLY)
TELLS_COMMISSION = (AppealMove.FILE, AppealMove.COMPLAIN)


@act(rule=may_take_step, verb="move_appeal")
def take_step(appeal: Appeal, move: AppealMove, *, ground: str = "", reason: str = "", by: User) -> Appeal:
    """Take an appeal one step further, with the digest of all that it asks for and gives; both sides are told."""
    held = Appeal.objects.select_for_update().get(pk=appeal.pk)
    if held.state != appeal.state:
        raise ValidationError(gettext_lazy("Somebody took a step meanwhile. Look at the appeal as it stands now."))
    appeal.state = APPEAL_LIFE.after(AppealState(held.state), move)
    appeal.save(update_fields=["state", "filed_at", "file_by"])
    change = AppealChange.objects.create(
        appeal=appeal, move=move, state=appeal.state, digest=digest_of(appeal), ground=ground, reason=reason,
        moved_at=timezone.now(), moved_by=by,
    )  # fmt: skip
    about(appeal, digest=change.digest, move=move.value)
    for person in _told(appeal, move):
        _tell(person, appeal, move, by)
    return appeal


def _told(appeal: Appeal, move: AppealMove) -> list[User]:
    """What comes too late is for nobody to consider."""
    if move == AppealMove.FILE and is_late(appeal):
        return []
    if move in TELLS_COMMISSION:
        return commission_of(appeal).deciding
    if move in TELLS_BODY:
        posts = holders(FILE).filter(organisation__representation__unit=appeal.conclusion.unit_id)
        return list({post.user_id: post.user for post in posts}.values())
    return []


def _tell(person: User, appeal: Appeal, move: AppealMove, by: User) -> None:
    kind = Kind.REQUEST if move in TELLS_COMMISSION else Kind.NOTICE
    words = in_every_language(lambda: _subject(appeal))
    write_message(
        person, kind, words, in_every_language(lambda: _text(appeal)), by=by, link=f"desk/appeals/{appeal.pk}/",
        concerning=appeal,
    )  # fmt: skip


def _subject(appeal: Appeal) -> str:
    return _("Appeal %(number)s: %(state)s") % {"number": appeal.pk, "state": AppealState(appeal.state).label}


def _text(appeal: Appeal) -> str:
    said = {
        "body": appeal.conclusion.unit.name,
        "campaign": appeal.conclusion.campaign.title,
        "state": AppealState(appeal.state).label,
    }
    return _("%(body)s, campaign “%(campaign)s”: the appeal is now in the state “%(state)s”.") % said
