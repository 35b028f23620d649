"""What a person may do next with a campaign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarazy.web.rooms.campaigns import rules
from tarazy.web.rooms.campaigns.enums import Move, State
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.collection.rules import may_see_monitoring_of
from tarazy.web.rooms.conclusions.rules.conclusions import may_see_conclusions_of
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.publication.rules import may_see_publishing
from tarazy.web.rooms.verification.rules import may_see_samples

MAIN_MOVES: Final = (Move.APPROVE_SCHEDULE, Move.START)
MOVES: Final[Mapping[Move, Promise]] = {
    Move.APPROVE_SCHEDULE: gettext_lazy("Check and approve the schedule"),
    Move.REOPEN: gettext_lazy("Return to preparation"),
    Move.START: gettext_lazy("Start the campaign"),
    Move.CLOSE: gettext_lazy("Close the campaign"),
    Move.CANCEL: gettext_lazy("Cancel the campaign"),
}


@dataclass(frozen=True)
class Step:
    """A page on which the person may do something. `is_main`: what comes next on the way of the campaign."""

    label: str
    href: str
    is_main: bool = False


def next_steps(user: User, campaign: Campaign) -> list[Step]:
    """In the order in which they are taken; what somebody may not do is left out."""
    changes = rules.may_change(user, campaign) is True
    has_begun = campaign.state in (State.RUNNING, State.CLOSED)
    sees_progress, concludes = (may(user, campaign) is True for may in (rules.may_see_progress, may_see_conclusions_of))
    # (label, address, whether it is open to this person, whether it is the next on the way)
    asked = (
        (_("Choose who takes part"), "campaign_participants", changes, not campaign.participants.exists()),
        (_("Write the schedule"), "campaign_schedule", changes, not campaign.stages.all()),
        (_("Assign assessors"), "campaign_assignments", rules.may_make_assignments(user, campaign) is True, False),
        (_("Progress"), "campaign_progress", has_begun and sees_progress, campaign.state == State.RUNNING),
        (_("Monitoring"), "monitored_campaign", has_begun and may_see_monitoring_of(user, campaign) is True, False),
        (_("Targets"), "targets", sees_progress, False),
        (_("Re-verification"), "verification", has_begun and may_see_samples(user, campaign) is True, False),
        (_("Conclusions"), "campaign_conclusions", has_begun and concludes, False),
        (_("Appeals"), "campaign_appeals", has_begun and concludes, False),
        (_("Runs and publication"), "publishing", has_begun and may_see_publishing(user, campaign) is True, False),
        (_("Hypothesis, feedback, readiness"), "pilot", rules.may_see_pilot(user, campaign) is True, False),
    )
    found = [
        Step(label, reverse(f"desk:{name}", args=[campaign.pk]), is_main) for label, name, may, is_main in asked if may
    ]
    found += _moves(user, campaign)
    if rules.may_copy(user, campaign) is True:
        found.append(Step(_("Copy for another period"), reverse("desk:copy_campaign", args=[campaign.pk])))
    return found


def _moves(user: User, campaign: Campaign) -> list[Step]:
    """The moves of the campaign itself. None is the next on the way before somebody takes part on some days."""
    is_planned = campaign.participants.exists() and bool(campaign.stages.all())
    return [
        Step(str(label), reverse("desk:move_campaign", args=[campaign.pk, move]), is_planned and move in MAIN_MOVES)
        for move, label in MOVES.items()
        if rules.may_move(user, campaign, move) is True
    ]
