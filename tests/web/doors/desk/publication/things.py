"""A run, a proposal, a step and a publication of the running campaign, for the walk over every address."""

from __future__ import annotations

from django.utils import timezone

from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import assessed_units
from tarazy.web.rooms.publication.models import (
    ApprovalStep,
    LeftOut,
    Proposal,
    ProposalStep,
    Publication,
    Withheld,
)
from tarazy.web.rooms.results.models import CampaignRun, Run
from tarazy.web.rooms.results.queries.inputs import data_hash_of, read_for
from tests.web.peopled import person


def campaign_run() -> CampaignRun:
    """A run of the running campaign from nothing at all, which is what is recorded."""
    found = CampaignRun.objects.first()
    if found is not None:
        return found
    campaign, now = Campaign.objects.select_related("version").get(pk="running"), timezone.now()
    units = sorted(assessed_units(campaign).values_list("pk", flat=True))
    read = read_for(campaign.version, now, units)
    run = Run.objects.create(
        version=campaign.version, methodology_hash="0" * 64, data_hash=data_hash_of(read, [campaign.period]),
        engine_version="0", as_of=now, periods=[campaign.period], computed_at=now,
        options={"periods": [campaign.period], "nodes": "all"},
        counts={"scored": 0, "not_scored": 0, "periods": {}}, computed_by=person("centre.analyst"),
    )  # fmt: skip
    return CampaignRun.objects.create(run=run, campaign=campaign, reason="request", units=units)


def proposal(address: str) -> Proposal:
    """A draft for what is done with drafts, else one put forward to the executives."""
    found = Proposal.objects.first()
    if found is not None:
        return found
    campaign, is_draft = Campaign.objects.get(pk="running"), address not in ("vote_on_proposal", "return_proposal")
    made = Proposal.objects.create(
        campaign=campaign, run=campaign_run().run, kind="illustration", title=campaign.title,
        state="draft" if is_draft else "proposed", proposed_at=timezone.now(),
        proposed_by=person("centre.methodologist"),
    )  # fmt: skip
    ProposalStep.objects.create(
        proposal=made, position=1, title=campaign.title, role="executive", quorum=2, needs_act=False
    )
    return made


def hidden_thing(address: str) -> LeftOut | Withheld:
    of = {"proposal": proposal(address), "decision": "No. 1", "reason": Campaign.objects.get(pk="running").title}
    if address == "show_left_out":
        return LeftOut.objects.create(unit_id="KZ-43", **of)
    return Withheld.objects.create(variable="population", **of)


def step_called(address: str) -> ApprovalStep | ProposalStep:
    if address == "vote_on_proposal":
        return proposal(address).steps.get()
    campaign = Campaign.objects.get(pk="running")
    steps = [ApprovalStep(place="kz", campaign=campaign, position=number, title=campaign.title, role="executive",
                          quorum=2, needs_act=False) for number in (1, 2)]  # fmt: skip
    return ApprovalStep.objects.bulk_create(steps)[0]


def published_run() -> Publication:
    run = campaign_run().run
    return Publication.objects.create(
        run=run, methodology=run.version.methodology, kind="illustration", title=run.version.title,
        journal_head="0" * 64, published_at=timezone.now(), published_by=person("centre.analyst"),
    )  # fmt: skip
