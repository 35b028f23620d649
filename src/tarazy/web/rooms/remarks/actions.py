from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused, act
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.remarks.models import Remark
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
    """Write beside a thing, or answer what somebody wrote there."""
    about_kind, about_id = thing._meta.label_lower, str(thing.pk)
    if not text.strip():
        raise ValidationError(_("Write what you want to say."), code="text")
    if len(text) > MOST_LETTERS:
        raise ValidationError(_("A remark has at most %(most)s letters."), code="text", params={"most": MOST_LETTERS})
    if answers is not None and (answers.about_kind, answers.about_id) != (about_kind, about_id):
        raise ValidationError(_("The remark that is answered stands beside another thing."))
    return Remark.objects.create(
        about_kind=about_kind, about_id=about_id, answers=answers, text=text.strip(), language=language,
        said_at=timezone.now(), said_by=by,
    )  # fmt: skip
