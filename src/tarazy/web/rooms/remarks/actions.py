from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused, about, act
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.remarks.models import Remark, Settlement
from tarazy.web.rooms.remarks.rules import may_say

MOST_LETTERS = 4000


@act(rule=may_say, verb="say_remark")
def say_remark(
    thing: models.Model,
    text: str,
    *,
    allowed: bool | Refused,
    language: str,
    answers: Remark | None = None,
    by: User,
) -> Remark:
    """Write beside a thing, or answer what somebody wrote there; an answer to an answer stands in the same thread."""
    about_kind, about_id = thing._meta.label_lower, str(thing.pk)
    if not text.strip():
        raise ValidationError(_("Write what you want to say."), code="text")
    if len(text) > MOST_LETTERS:
        raise ValidationError(_("A remark has at most %(most)s letters."), code="text", params={"most": MOST_LETTERS})
    if answers is not None and (answers.about_kind, answers.about_id) != (about_kind, about_id):
        raise ValidationError(_("The remark that is answered stands beside another thing."))
    begun = answers.answers or answers if answers is not None else None
    if begun is not None and Settlement.objects.filter(remark=begun).exists():
        raise ValidationError(_("This remark is settled. Write a new one if something is still open."))
    return Remark.objects.create(
        about_kind=about_kind, about_id=about_id, answers=begun, text=text.strip(), language=language,
        said_at=timezone.now(), said_by=by,
    )  # fmt: skip


@act(rule=may_say, verb="settle_remark")
def settle_remark(remark: Remark, *, allowed: bool | Refused, by: User) -> Settlement:
    """End a thread. What was said stays."""
    if remark.answers_id is not None:
        raise ValidationError(_("Settle the remark that was answered, not its answer."))
    settlement, is_new = Settlement.objects.get_or_create(
        remark=remark, defaults={"settled_at": timezone.now(), "settled_by": by}
    )
    if not is_new:
        raise ValidationError(_("This remark is settled already."))
    about(remark)
    return settlement
