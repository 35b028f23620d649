from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import in_every_language
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.collection.models import Warned
from tarazy.web.rooms.collection.queries.monitoring import warning_in_words
from tarazy.web.rooms.collection.queries.warned import News
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import may_remind
from tarazy.web.rooms.post.actions import write_message
from tarazy.web.rooms.post.enums import Delivery, Kind

MOST_LINES = 20


@act(rule=may_remind, verb="warn_early")
def warn(campaign: Campaign, news: News, *, by: User) -> list[Warned]:
    """Tell somebody of early warnings that they were not told yet; it leaves in the day's one letter."""
    only = news.bodies[0][0] if len(news.bodies) == 1 else None
    write_message(
        news.recipient, Kind.REMINDER,
        in_every_language(lambda: _("Early warnings: %(campaign)s") % {"campaign": campaign.title}),
        in_every_language(lambda: _text(news)), by=by,
        link=f"desk/monitoring/forms/{only.submission.pk}/" if only else f"desk/monitoring/campaigns/{campaign.pk}/",
        concerning=campaign, delivery=Delivery.DIGEST,
    )  # fmt: skip
    about(campaign, warned=sum(len(warnings) for _body, warnings in news.bodies))
    now = timezone.now()
    return Warned.objects.bulk_create(
        Warned(submission=body.submission, kind=one.kind, cell=one.cell, recipient=news.recipient, warned_at=now)
        for body, warnings in news.bodies
        for one in warnings
    )


def _text(news: News) -> str:
    """A line a warning, by body; how many more there are where they are many."""
    lines = [
        ": ".join(part for part in (str(body.unit.name), body.titles.get(one.cell, ""), warning_in_words(one)) if part)
        for body, warnings in news.bodies
        for one in warnings
    ]
    more = len(lines) - MOST_LINES
    if more > 0:
        lines[MOST_LINES:] = [_("And %(count)s more, on the page.") % {"count": more}]
    return "\n".join(lines)
