"""What follows collection in the pilot of the demonstration, by the same acts as people's."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from tarazy.cli.demo.samples import NOTE
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.verification.actions.findings import close_verification, find, settle
from tarazy.web.rooms.verification.actions.samples import assign_items, draw_sample, publish_frame
from tarazy.web.rooms.verification.enums import Design, Factor, Verdict
from tarazy.web.rooms.verification.models import Assignment
from tarazy.web.rooms.verification.queries.findings import is_to_settle, items_of
from tarazy.web.rooms.verification.queries.frames import Plan

SEED: Final = "7 13 22 28 31 44 (үлгі / образец / sample)"
PLAN: Final = Plan(Design.BY_RISK, wanted=40, weights={Factor.NO_EVIDENCE: 1.0, Factor.JUMPS: 1.0}, second_share=0.1)
# Of the items drawn, in their order: each so many-th differs, each so many-th has nothing that proves it.
DIFFERS_EVERY, UNPROVED_EVERY = 7, 11
FOUND_LESS: Final = 0.95


def verify_pilot(campaign: Campaign, people: Mapping[str, User]) -> int:
    """Draw a sample by risk, check it, settle what two found differently, and close. How many items were drawn."""
    verifiers = [people["verifier1"], people["verifier2"]]
    frame = publish_frame(campaign, PLAN, by=verifiers[0])
    sample = draw_sample(frame, SEED, by=verifiers[0])
    shared = assign_items(sample, verifiers, by=people["administrator"])
    numbers = {item.pk: number for number, item in enumerate(items_of(sample), start=1)}
    for assignment in shared:
        _check(assignment, numbers[assignment.item_id])
    for item in items_of(sample):
        if is_to_settle(item):
            settle(item, Verdict.CONFIRMED, NOTE, by=people["verifier3"])
    close_verification(campaign, by=people["administrator"])
    return len(numbers)


def _check(assignment: Assignment, number: int) -> None:
    """What a verifier of the demonstration finds: it follows from the item's number alone; of the first item the second
    check finds something else than the first.
    """
    item, by = assignment.item, assignment.verifier
    reported = item.item.change.value
    if number % UNPROVED_EVERY == 0:
        find(item, Verdict.NOT_EVIDENCED, note=NOTE, by=by)
    elif reported and (number % DIFFERS_EVERY == 0 or assignment.turn == 2):
        find(item, Verdict.DIFFERS, value=_less(reported), note=NOTE, by=by)
    else:
        find(item, Verdict.CONFIRMED, by=by)


def _less(reported: float) -> float:
    """A twentieth less; whole where whole things are counted, and no instead of yes."""
    less = reported * FOUND_LESS
    return float(math.floor(less)) if reported.is_integer() else less
