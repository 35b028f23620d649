"""A statistical campaign of the demonstration, finished: real figures, computed, approved by two, published."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Final

from django.utils import timezone

from tarazy.cli.demo.samples import SECOND_ORDER
from tarazy.cli.demo.started import start
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.campaigns.actions.conduct import move_campaign
from tarazy.web.rooms.campaigns.actions.preparation import prepare_campaign
from tarazy.web.rooms.campaigns.enums import Kind, Move
from tarazy.web.rooms.campaigns.life import PHASES
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import version_with
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.publication.actions.chains import StepGiven, write_chain
from tarazy.web.rooms.publication.actions.proposals import propose, put_forward, vote
from tarazy.web.rooms.publication.actions.publishing import publish_approved
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.proposals import current_step, due_proposals, proposal_numbered, steps_of
from tarazy.web.rooms.results.actions.computing import compute_for_campaign
from tarazy.web.rooms.results.actions.estimating import estimate
from tarazy.web.rooms.results.enums import Reason
from tarazy.web.rooms.results.queries.tables import latest_run, table
from tarazy.web.rooms.units.models import Unit

METHODOLOGY: Final = "kz/regional-development/2024.2"
# Not the last year: the whole illustration stays what is seen first.
PERIOD: Final = "2023"
CAMPAIGN: Final = "kz-regional-development-2023"
TITLE: Final = LocalText(
    kk="Өңірлік даму индексі, 2023 (мысалдық цикл, нақты деректер)",
    ru="Индекс регионального развития, 2023 (цикл для примера, настоящие данные)",
    en="Index of regional development, 2023 (sample cycle, real figures)",
)
DRAWN_UP: Final = LocalText(kk="Бағалайтын орган", ru="Оценивающий орган", en="Body that assesses")
DECIDED: Final = LocalText(kk="Басшы", ru="Руководитель", en="Executive")
CHAIN: Final = (
    StepGiven(DRAWN_UP, Role.METHODOLOGIST, quorum=1, needs_act=False),
    StepGiven(DECIDED, Role.EXECUTIVE, quorum=1, needs_act=True),
)


def publish_campaign(organisation: Organisation, people: Mapping[str, User]) -> Publication:
    """From the schedule to the publication: the administrator proposes, two others approve, the system publishes."""
    administrator, version = people["administrator"], version_with(METHODOLOGY)
    assert version is not None
    campaign = prepare_campaign(
        CAMPAIGN, Kind.STATISTICAL, TITLE, organisation, version, PERIOD, by=people["methodologist"]
    )
    today = timezone.localdate()
    days = today - datetime.timedelta(weeks=1), today
    start(campaign, _regions(version), dict.fromkeys(PHASES[Kind.STATISTICAL], days), by=administrator)
    write_chain(campaign, CHAIN, by=administrator)
    computed = compute_for_campaign(campaign, Reason.REQUEST, by=people["analyst"])
    estimate(computed.run, by=people["analyst"])
    proposal = put_forward(propose(campaign, TITLE, by=administrator), by=administrator)
    for voter in ("methodologist", "executive"):
        _approve(proposal.pk, people[voter])
    published = publish_approved(due_proposals().get(pk=proposal.pk), by=system_actor())
    move_campaign(campaign, Move.CLOSE, by=administrator)
    return published


def _regions(version: Version) -> list[Unit]:
    """The regions that the last run of the whole illustration scored in the period."""
    run = latest_run(version)
    assert run is not None
    return [row.unit for row in table(run, PERIOD)]


def _approve(number: int, voter: User) -> None:
    proposal = proposal_numbered(number)
    assert proposal is not None
    step = current_step(steps_of(proposal))
    assert step is not None
    vote(step, is_for=True, authority=SECOND_ORDER if step.needs_act else "", by=voter)
