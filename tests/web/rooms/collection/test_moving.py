"""Room collection: submitted, certified, returned with reasons, resubmitted, accepted; then it is an observation."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tarazy.exchange.forms.form import Answer
from tarazy.web.grammar.act import Denied
from tarazy.web.rooms.campaigns.enums import State as CampaignState
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.collection.actions.filling import Change, save_cells
from tarazy.web.rooms.collection.actions.moving import accept_block, move_submission
from tarazy.web.rooms.collection.enums import Move, Origin, State
from tarazy.web.rooms.collection.queries.forms import Asked, form_of
from tarazy.web.rooms.collection.queries.submissions import (
    accepted_blocks,
    cells_of,
    digest_of,
    open_returns,
    state_changes_of,
)
from tarazy.web.rooms.observatory.models import Observation
from tests.web.piloted import BODY, PERIOD, Pilot, campaign_blocks, certified, filled, sample_values

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DELIVERED = "services_delivered"


def test_an_unfinished_form_is_not_submitted(pilot: Pilot) -> None:
    with pytest.raises(ValidationError) as caught:
        move_submission(pilot.submission, Move.SUBMIT, by=pilot.officer)
    assert "Cells without an answer" in caught.value.messages[0]
    pilot.submission.refresh_from_db()
    assert pilot.submission.state == State.DRAFT


def test_an_officer_submits_a_head_certifies_and_each_only_their_own(pilot: Pilot) -> None:
    submission = filled(pilot)
    with pytest.raises(Denied, match="belongs to another role"):
        move_submission(submission, Move.SUBMIT, by=pilot.head)
    move_submission(submission, Move.SUBMIT, by=pilot.officer)
    with pytest.raises(Denied, match="The form is submitted"):
        save_cells(submission, [Change(DELIVERED, "", 1, Answer(1.0))], origin=Origin.TYPED, by=pilot.officer)
    with pytest.raises(Denied, match="belongs to another role"):
        move_submission(submission, Move.CERTIFY, by=pilot.officer)
    change = move_submission(submission, Move.CERTIFY, by=pilot.head)
    assert submission.state == State.CERTIFIED
    assert change.digest == digest_of(submission)


def test_what_is_returned_says_which_cell_and_why_until_it_is_changed(pilot: Pilot) -> None:
    submission = certified(pilot)
    with pytest.raises(ValidationError, match="Name at least one cell"):
        move_submission(submission, Move.RETURN, reasons={(DELIVERED, ""): "  "}, by=pilot.assessor)
    with pytest.raises(ValidationError, match="has no cell “roads”"):
        move_submission(submission, Move.RETURN, reasons={("roads", ""): "wrong"}, by=pilot.assessor)
    move_submission(submission, Move.RETURN, reasons={(DELIVERED, ""): "The report says 693,330."}, by=pilot.assessor)
    cell = cells_of(submission)[DELIVERED, ""]
    assert {key: row.reason for key, row in open_returns(submission).items()} == {cell.pk: "The report says 693,330."}
    answer = Answer((cell.value or 0) + 1)
    save_cells(submission, [Change(DELIVERED, "", cell.edition, answer)], origin=Origin.TYPED, by=pilot.officer)
    assert open_returns(submission) == {}
    moves = [change.move for change in state_changes_of(submission)]
    assert moves == [Move.RETURN, Move.CERTIFY, Move.SUBMIT]


def test_a_form_is_accepted_block_by_block_and_becomes_observations(pilot: Pilot) -> None:
    submission = certified(pilot)
    blocks = [block.block for block in form_of(Asked(submission)).blocks]
    for block in blocks[:-1]:
        accept_block(submission, block, by=pilot.assessor)
        assert submission.state == State.CERTIFIED
    assert not Observation.objects.filter(unit=BODY, period=PERIOD, series="self-report").exists()
    with pytest.raises(ValidationError, match="accepted already"):
        accept_block(submission, blocks[0], by=pilot.assessor)
    accept_block(submission, blocks[-1], by=pilot.assessor)
    assert submission.state == State.ACCEPTED
    recorded = Observation.objects.get(unit=BODY, variable=DELIVERED, period=PERIOD, series="self-report")
    assert recorded.value == sample_values()[DELIVERED][0]
    assert recorded.source == f"submission:pilot-2026:{BODY}:{PERIOD}"


def test_a_form_that_is_certified_anew_is_accepted_anew(pilot: Pilot) -> None:
    submission = certified(pilot)
    block = campaign_blocks(pilot.campaign)[0]
    accept_block(submission, block, by=pilot.assessor)
    move_submission(submission, Move.RETURN, reasons={(DELIVERED, ""): "look again"}, by=pilot.assessor)
    move_submission(submission, Move.SUBMIT, by=pilot.officer)
    move_submission(submission, Move.CERTIFY, by=pilot.head)
    assert accepted_blocks(submission) == set()


def test_nothing_is_accepted_once_the_campaign_is_closed(pilot: Pilot) -> None:
    submission = certified(pilot)
    Campaign.objects.filter(pk=pilot.campaign.pk).update(state=CampaignState.CLOSED)
    submission.campaign.refresh_from_db()
    with pytest.raises(Denied, match="does not run"):
        accept_block(submission, campaign_blocks(pilot.campaign)[0], by=pilot.assessor)


def test_only_who_is_assigned_accepts_and_returns(pilot: Pilot) -> None:
    submission = certified(pilot)
    for somebody in (pilot.officer, pilot.administrator, pilot.stranger):
        with pytest.raises(Denied):
            accept_block(submission, campaign_blocks(pilot.campaign)[0], by=somebody)
        with pytest.raises(Denied):
            move_submission(submission, Move.RETURN, reasons={(DELIVERED, ""): "x"}, by=somebody)
    with pytest.raises(ValidationError, match="block by block"):
        move_submission(submission, Move.ACCEPT, by=pilot.assessor)
