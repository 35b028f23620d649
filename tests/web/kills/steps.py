"""What people send from upload to publication, step by step, and by what one sees that a step was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from allauth.usersessions.models import UserSession

from tarazy.web.rooms.collection.models import CellChange, Evidence, StateChange
from tarazy.web.rooms.publication.models import ApprovalVote, Proposal
from tarazy.web.rooms.publication.queries.proposals import steps_of
from tarazy.web.rooms.results.models import CampaignRun
from tarazy.web.rooms.work.models import Task
from tarazy.web.rooms.work.tasks import perform_task
from tests.web.computed import Computed
from tests.web.piloted import Pilot

PASSWORD = "three quiet rivers"
DOCUMENT = b"%PDF-1.4\n% Yearly report\n" + bytes(200_000) + b"\n%%EOF\n"
DELIVERED = 693_330


def nothing() -> None:
    """What follows by itself: nothing."""


@dataclass(frozen=True)
class Step:
    """One form that one person fills in and sends. `done`: how often what it does is there, never more than once.

    `signs_in`: nobody is signed in before it. `afterwards`: what the worker does before the next step can be taken.
    """

    who: str
    path: Callable[[], str]
    done: Callable[[], int]
    changes: Callable[[], Mapping[str, str]] = field(default=dict)
    document: bytes = b""
    signs_in: bool = False
    afterwards: Callable[[], object] = nothing


def filling_steps(pilot: Pilot) -> list[Step]:
    """The form of one body, on which everything is answered: signed in, one answer changed, proved, submitted."""
    form = f"/en/desk/forms/{pilot.submission.pk}/"
    cell = pilot.submission.cells.get(variable="services_delivered")
    changes = CellChange.objects.filter(cell=cell, value=DELIVERED)
    evidence = Evidence.objects.filter(cell=cell, title="Yearly report")
    moves = StateChange.objects.filter(submission=pilot.submission)
    return [
        # Who signs in twice is signed in, with two sessions.
        Step("off", lambda: "/en/account/sign-in/", lambda: min(1, UserSession.objects.count()),
             lambda: {"login": "off", "password": PASSWORD}, signs_in=True),
        Step("off", lambda: f"{form}blocks/services/", changes.count,
             lambda: {"services_delivered-value": str(DELIVERED), "stay": ""}),
        Step("off", lambda: f"{form}documents/new/", evidence.count,
             lambda: {"title": "Yearly report", "cells": str(cell.pk)}, DOCUMENT),
        Step("off", lambda: f"{form}submit/", moves.filter(state="submitted").count),
        Step("head", lambda: f"{form}certify/", moves.filter(state="certified").count),
    ]  # fmt: skip


def publishing_steps(world: Computed) -> list[Step]:
    """The results of a campaign: asked for, proposed, put forward, voted on by every step of the chain."""
    title = {f"title_{language}": "Results of 2023" for language in ("kk", "ru", "en")}
    of_campaign = f"/en/desk/campaigns/{world.campaign.pk}/"
    state = Proposal.objects.exclude(state="draft")
    return [
        Step("ana", lambda: f"{of_campaign}publishing/compute/", Task.objects.count, afterwards=compute),
        Step("pro", lambda: f"{of_campaign}publishing/propose/", Proposal.objects.count, lambda: title),
        Step("pro", lambda: f"/en/desk/proposals/{proposal().pk}/put-forward/", state.count),
        *(vote(who, position) for who, position in (("met", 0), ("adm", 1), ("ex1", 2), ("ex2", 2), ("ex1", 3))),
    ]


def proposal() -> Proposal:
    return Proposal.objects.get()


def compute() -> None:
    """What the worker does of what was asked for."""
    perform_task(task_id=Task.objects.get().pk)
    assert CampaignRun.objects.count() == 1


def vote(who: str, position: int) -> Step:
    def given() -> Mapping[str, str]:
        step = steps_of(proposal())[position]
        return {"is_for": "yes"} | ({"authority": "No. 5 of 1 March"} if step.needs_act else {})

    votes = ApprovalVote.objects.filter(voter__username=who, step__position=position + 1)
    return Step(who, lambda: f"/en/desk/proposals/steps/{steps_of(proposal())[position].pk}/vote/", votes.count, given)
