from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import in_every_language
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.models import Reminder, Stage
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import may_remind
from tarazy.web.rooms.post.actions import write_message
from tarazy.web.rooms.post.enums import Delivery, Kind
from tarazy.web.ui.written import NO_BREAK_SPACE, long_date


@act(rule=may_remind, verb="remind")
def remind(stage: Stage, days: int, to: User, *, by: User) -> Reminder:
    """Remind somebody of a deadline; it leaves in the day's one letter."""
    campaign = stage.campaign
    write_message(
        to, Kind.REMINDER, in_every_language(lambda: _subject(stage, days)),
        in_every_language(lambda: _text(stage, days)), by=by, link=f"desk/campaigns/{campaign.pk}/",
        concerning=campaign, delivery=Delivery.DIGEST,
    )  # fmt: skip
    about(campaign, phase=stage.phase, days=days)
    return Reminder.objects.create(
        campaign=campaign, phase=stage.phase, closes_on=stage.closes_on, days=days, recipient=to,
        reminded_at=timezone.now(),
    )  # fmt: skip


def _words(stage: Stage) -> dict[str, str]:
    return {
        "phase": str(Phase(stage.phase).label),
        "campaign": str(stage.campaign.title),
        "day": long_date(stage.closes_on).replace(NO_BREAK_SPACE, " "),  # a subject is plain text
    }


def _subject(stage: Stage, days: int) -> str:
    if days < 0:
        return _("The deadline has passed: %(phase)s, %(campaign)s") % _words(stage)
    return _("Deadline %(day)s: %(phase)s, %(campaign)s") % _words(stage)


def _text(stage: Stage, days: int) -> str:
    if days < 0:
        words = _("The last day of “%(phase)s” in the campaign “%(campaign)s” was %(day)s.")
    else:
        words = _("The last day of “%(phase)s” in the campaign “%(campaign)s” is %(day)s.")
    return words % _words(stage)
