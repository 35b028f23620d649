"""Which links are to be tried, and what is known of those that were."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from tarazy.web.rooms.campaigns.enums import State as CampaignState
from tarazy.web.rooms.collection.enums import Outcome, State
from tarazy.web.rooms.collection.models import Evidence, LinkTrial

# A link is broken when it did not open on so many different days, one after the other.
DAYS_FAILED: Final = 3
TRIED_AGAIN_AFTER: Final = datetime.timedelta(hours=20)
HEARD_WITHIN: Final = datetime.timedelta(days=1)
MOST_AT_A_TIME: Final = 60
# Of these the link is not to blame: nobody knows whether it would open.
SAYING_NOTHING: Final = (Outcome.BUSY, Outcome.CLOSED)


@dataclass(frozen=True)
class LinkStanding:
    """The trials of a link since it opened last, that one among them, the earliest first."""

    trials: Sequence[LinkTrial]

    @property
    def last(self) -> LinkTrial:
        return self.trials[-1]

    @cached_property
    def failures(self) -> Sequence[LinkTrial]:
        return [one for one in self.trials if one.outcome not in (Outcome.ANSWERS, *SAYING_NOTHING)]

    @property
    def days_failed(self) -> int:
        return len({timezone.localdate(one.tried_at) for one in self.failures})

    @property
    def opens(self) -> bool | None:
        """None: not known, as after a single failure, which may be a passing one."""
        if self.days_failed >= DAYS_FAILED:
            return False
        return True if self.last.outcome == Outcome.ANSWERS else None


def link_standings(links: Collection[str]) -> Mapping[str, LinkStanding]:
    """What is known of links; without those that were never tried."""
    if not links:
        return {}
    opened = LinkTrial.objects.filter(link=OuterRef("link"), outcome=Outcome.ANSWERS).order_by("-pk").values("pk")[:1]
    rows = LinkTrial.objects.filter(link__in=links).annotate(opened=Coalesce(Subquery(opened), 0))
    found: dict[str, list[LinkTrial]] = {}
    for trial in rows.filter(pk__gte=F("opened")).order_by("pk"):
        found.setdefault(trial.link, []).append(trial)
    return {link: LinkStanding(trials) for link, trials in found.items()}


def due_links(now: datetime.datetime) -> list[str]:
    """Some links of open forms that were not tried lately: of documents that stand, in campaigns that run."""
    lately = LinkTrial.objects.filter(link=OuterRef("link"), tried_at__gt=now - TRIED_AGAIN_AFTER)
    standing = Evidence.objects.filter(replaced_by=None, removed=False).exclude(link="").exclude(Exists(lately))
    asked = standing.filter(cell__submission__campaign__state=CampaignState.RUNNING)
    asked = asked.exclude(cell__submission__state=State.ACCEPTED)
    return sorted(set(asked.order_by("?").values_list("link", flat=True)[:MOST_AT_A_TIME]))


def was_heard(now: datetime.datetime) -> bool:
    """Whether any server has answered lately; where none has, the line of this installation may be down."""
    return LinkTrial.objects.filter(status__gt=0, tried_at__gt=now - HEARD_WITHIN).exists()
