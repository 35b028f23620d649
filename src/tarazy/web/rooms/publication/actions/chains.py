from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tarazy.exchange.place_rows import ApprovalRow
from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import LocalText, local_text
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.publication.life import APPROVING, PERSONS_NEEDED
from tarazy.web.rooms.publication.models import ApprovalStep
from tarazy.web.rooms.publication.queries.chains import chain_of_place
from tarazy.web.rooms.publication.rules import may_register_chain, may_write_chain


@dataclass(frozen=True)
class StepGiven:
    """A step as somebody writes it."""

    title: LocalText
    role: Role
    quorum: int
    needs_act: bool
    organisation: Organisation | None = None


@act(rule=may_register_chain, verb="register_chain")
def register_chain(place: str, rows: Iterable[ApprovalRow], *, by: User) -> list[ApprovalStep]:
    """Enter the chain of a place as its file has it, in place of what was entered before. What is proposed already
    goes through the chain as it was.
    """
    chain_of_place(place).delete()
    return ApprovalStep.objects.bulk_create(
        ApprovalStep(
            place=place, position=row.position, title=local_text(row.title), role=row.role, quorum=row.quorum,
            needs_act=row.needs_act == "yes", source=row.source,
        )
        for row in rows
    )  # fmt: skip


@act(rule=may_write_chain, verb="write_chain")
def write_chain(campaign: Campaign, steps: Sequence[StepGiven], *, by: User) -> list[ApprovalStep]:
    """Write a campaign's own chain in place of the one before. Without steps the one of the place holds again."""
    _refuse_unsound(steps)
    campaign.approval_steps.all().delete()
    about(campaign, steps=len(steps))
    return ApprovalStep.objects.bulk_create(
        ApprovalStep(
            place=campaign.organisation.place, campaign=campaign, position=position, title=step.title, role=step.role,
            organisation=step.organisation, quorum=step.quorum, needs_act=step.needs_act,
        )
        for position, step in enumerate(steps, start=1)
    )  # fmt: skip


def _refuse_unsound(steps: Sequence[StepGiven]) -> None:
    problems = []
    if any(step.quorum < 1 for step in steps):
        problems.append(ValidationError(_("Each step needs at least one vote.")))
    if any(step.role not in APPROVING for step in steps):
        problems.append(ValidationError(_("Posts with this role do not approve results.")))
    if steps and sum(step.quorum for step in steps) < PERSONS_NEEDED:
        problems.append(ValidationError(_("Results are approved by at least two persons: add a step or a vote.")))
    if problems:
        raise ValidationError(problems)
