from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.campaigns.models import Campaign, Feedback, Readiness
from tarazy.web.rooms.campaigns.rules import may_judge_readiness, may_say_feedback
from tarazy.web.rooms.people.models import User


@act(rule=may_say_feedback, verb="say_feedback")
def say_feedback(campaign: Campaign, text: str, *, language: str, concerning: str = "", by: User) -> Feedback:
    """Say what was hard, wrong or good in a pilot; it stays as it was said."""
    if not text.strip():
        raise ValidationError(_("Write what you want to say."), code="text")
    return Feedback.objects.create(
        campaign=campaign, about=concerning, text=text.strip(), language=language, said_at=timezone.now(), said_by=by
    )


@act(rule=may_judge_readiness, verb="list_readiness")
def list_readiness(campaign: Campaign, points: Collection[LocalText], *, by: User) -> list[Readiness]:
    """Write the list of what must hold before a pilot's rule goes country-wide; only before any point is judged."""
    if campaign.readiness.filter(holds__isnull=False).exists():
        raise ValidationError(_("A point of the list is judged already; the list no longer changes."))
    campaign.readiness.all().delete()
    about(campaign)
    return Readiness.objects.bulk_create(
        Readiness(campaign=campaign, position=position, text=text) for position, text in enumerate(points, start=1)
    )


@act(rule=may_judge_readiness, verb="judge_readiness")
def judge_readiness(campaign: Campaign, point: Readiness, *, holds: bool, note: str, by: User) -> Readiness:
    """Say whether a point of the list holds, and how this was seen."""
    if point.campaign_id != campaign.pk:
        raise ValidationError(_("This point belongs to another campaign."))
    if not note.strip():
        raise ValidationError(_("Say how this was seen."), code="note")
    point.holds, point.note, point.judged_at, point.judged_by = holds, note.strip(), timezone.now(), by
    point.save(update_fields=["holds", "note", "judged_at", "judged_by"])
    about(campaign, point=point.position)
    return point
