"""Results go through a chain of approval that is data: in order, with votes and an act, and nothing is passed over."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tarazy.exchange.place_rows import ApprovalRow
from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.campaigns.enums import Phase, State
from tarazy.web.rooms.methodologies.enums import Standing
from tarazy.web.rooms.methodologies.enums import State as VersionState
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.publication.actions.chains import StepGiven, register_chain, write_chain
from tarazy.web.rooms.publication.actions.proposals import propose, put_forward, return_proposal, take_back, vote
from tarazy.web.rooms.publication.actions.publishing import publish, publish_approved
from tarazy.web.rooms.publication.enums import Kind, ProposalState
from tarazy.web.rooms.publication.life import LIFE
from tarazy.web.rooms.publication.models import Proposal, Publication
from tarazy.web.rooms.publication.queries import proposals as queries
from tarazy.web.rooms.publication.queries.chains import chain_of
from tarazy.web.rooms.publication.rules import may_propose, may_return, may_see_proposal, may_take_back, may_vote
from tarazy.web.rooms.publication.tasks import publish_what_is_due
from tarazy.web.rooms.results.models import Run
from tests.web.computed import PERIOD, Computed, approve, computed_run, put_forward_as_is, voters
from tests.web.rooms.campaigns.conftest import organisation, person, text
from tests.web.rooms.shipped import demo, place, some_observations

pytestmark = pytest.mark.django_db
SOON = datetime.timedelta(days=2)


def correct(value: float = 9.9) -> None:
    row = some_observations(("KZ-47", "unemployment_rate", PERIOD, value), source="bns_sdg_8-5-2")
    record_observations(row, reason="A trial", by=demo())


def test_the_kazakh_chain_ships_as_data_with_its_source(computed: Computed) -> None:
    chain = chain_of(computed.campaign)
    assert [(step.title.en, step.role, step.quorum, step.needs_act) for step in chain] == [
        ("Body that assesses", "methodologist", 1, False),
        ("Working body of the commission", "administrator", 1, False),
        ("Expert commission", "executive", 2, False),
        ("President", "executive", 1, True),
    ]
    assert all("No. 954" in step.source for step in chain)
    register_chain("kz", place("kz").rows(ApprovalRow), by=system_actor())
    assert len(chain_of(computed.campaign)) == 4
    with pytest.raises(Denied, match="ships with its data"):
        register_chain("kz", (), by=computed.administrator)


def test_results_are_published_when_every_step_has_its_votes(computed: Computed) -> None:
    proposal = put_forward_as_is(computed)
    assert proposal.kind == Kind.OFFICIAL
    for step, people in zip(queries.steps_of(proposal), voters(computed), strict=True):
        assert queries.current_step(queries.steps_of(proposal)) == step
        for one in people:
            assert Proposal.objects.get().state == ProposalState.PROPOSED
            vote(step, is_for=True, authority="No. 5 of 1 March" if step.needs_act else "", by=one)
    assert Proposal.objects.get().state == ProposalState.APPROVED
    assert not Publication.objects.exists()
    publish_what_is_due()
    publication = Publication.objects.get()
    assert (publication.kind, publication.run, publication.proposal) == (Kind.OFFICIAL, proposal.run, proposal)
    assert Proposal.objects.get().state == ProposalState.PUBLISHED
    publish_what_is_due()
    assert Publication.objects.count() == 1
    verbs = set(Entry.objects.filter(room="publication").values_list("verb", flat=True))
    assert verbs >= {"propose", "put_forward", "vote_on_proposal", "publish_approved"}


def test_a_methodology_that_is_not_official_gives_no_official_publication(computed: Computed) -> None:
    Version.objects.update(standing=Standing.ILLUSTRATION)
    computed.campaign.refresh_from_db()
    computed_run(computed)
    assert propose(computed.campaign, text("Results"), by=computed.proposer).kind == Kind.ILLUSTRATION
    with pytest.raises(Denied, match="chain of approval"):
        publish(Run.objects.earliest("pk"), Kind.OFFICIAL, text("Results"), by=demo())


def test_every_step_votes_in_its_turn_and_no_step_is_passed_over(computed: Computed) -> None:
    proposal = put_forward_as_is(computed)
    first, second, _third, last = queries.steps_of(proposal)
    with pytest.raises(Denied, match="no step is passed over"):
        vote(last, is_for=True, authority="No. 5", by=computed.executives[0])
    with pytest.raises(Denied, match="no step is passed over"):
        vote(second, is_for=True, by=computed.administrator)
    vote(first, is_for=True, by=computed.methodologist)
    with pytest.raises(Denied, match="no step is passed over"):
        vote(first, is_for=True, by=computed.methodologist)
    with pytest.raises(Denied, match="Holders of other posts"):
        vote(second, is_for=True, by=computed.executives[0])
    with pytest.raises(Denied, match="another role"):
        vote(second, is_for=True, by=computed.officer)


def test_whoever_proposes_does_not_approve(computed: Computed) -> None:
    proposal = put_forward_as_is(computed)
    first = queries.steps_of(proposal)[0]
    with pytest.raises(Denied, match="Whoever proposed"):
        vote(first, is_for=True, by=computed.proposer)
    assert queries.proposals_awaiting(computed.proposer) == []
    assert [one for one, _step in queries.proposals_awaiting(computed.methodologist)] == [proposal]


def test_one_person_alone_approves_nothing(computed: Computed) -> None:
    """Two steps of one role: one person's votes at both are not enough."""
    steps = [StepGiven(text(name), Role.EXECUTIVE, 1, needs_act=False) for name in ("Board", "Head")]
    with pytest.raises(ValidationError, match="at least two persons"):
        write_chain(computed.campaign, steps[:1], by=computed.proposer)
    write_chain(computed.campaign, steps, by=computed.proposer)
    proposal = put_forward_as_is(computed)
    for step in queries.steps_of(proposal):
        vote(step, is_for=True, by=computed.executives[0])
    assert Proposal.objects.get().state == ProposalState.PROPOSED
    last = queries.steps_of(proposal)[-1]
    vote(last, is_for=True, by=computed.executives[1])
    assert Proposal.objects.get().state == ProposalState.APPROVED


def test_a_step_needs_its_quorum_and_more_votes_for_than_against(computed: Computed) -> None:
    third = StepGiven(text("Commission"), Role.EXECUTIVE, 2, needs_act=False)
    write_chain(computed.campaign, [third], by=computed.proposer)
    proposal = put_forward_as_is(computed)
    [step] = queries.steps_of(proposal)
    with pytest.raises(ValidationError, match="why you are against"):
        vote(step, is_for=False, by=computed.executives[0])
    vote(step, is_for=False, note="Two units are wrong.", by=computed.executives[0])
    with pytest.raises(Denied, match="voted at this step already"):
        vote(step, is_for=True, by=computed.executives[0])
    vote(step, is_for=True, by=computed.executives[1])
    others = [person(f"ex{number}", Role.EXECUTIVE, computed.campaign.organisation) for number in (3, 4)]
    vote(step, is_for=True, by=others[0])
    assert Proposal.objects.get().state == ProposalState.APPROVED


def test_a_step_may_need_an_act(computed: Computed) -> None:
    only = StepGiven(text("President"), Role.EXECUTIVE, 2, needs_act=True)
    write_chain(computed.campaign, [only], by=computed.proposer)
    [step] = queries.steps_of(put_forward_as_is(computed))
    with pytest.raises(ValidationError, match="Name the act"):
        vote(step, is_for=True, by=computed.executives[0])
    assert vote(step, is_for=True, authority=" No. 5 ", by=computed.executives[0]).act == "No. 5"


def test_a_step_may_be_of_one_organisation(computed: Computed) -> None:
    commission = organisation("commission", OrganisationKind.ASSESSING)
    member = person("member", Role.EXECUTIVE, commission)
    only = StepGiven(text("Commission"), Role.EXECUTIVE, 2, needs_act=False, organisation=commission)
    write_chain(computed.campaign, [only], by=computed.proposer)
    [step] = queries.steps_of(put_forward_as_is(computed))
    with pytest.raises(Denied, match="Holders of other posts"):
        vote(step, is_for=True, by=computed.executives[0])
    assert may_vote(member, step) is True


def test_a_chain_changes_until_results_are_proposed_and_binds_what_is_under_way(computed: Computed) -> None:
    only = StepGiven(text("Commission"), Role.EXECUTIVE, 2, needs_act=False)
    with pytest.raises(ValidationError, match="at least one vote"):
        write_chain(computed.campaign, [StepGiven(text("Empty"), Role.EXECUTIVE, 0, needs_act=False)], by=demo())
    with pytest.raises(ValidationError, match="do not approve"):
        write_chain(computed.campaign, [StepGiven(text("Odd"), Role.OFFICER, 2, needs_act=False)], by=demo())
    with pytest.raises(Denied, match="methodologists and administrators"):
        write_chain(computed.campaign, [only], by=computed.analyst)
    proposal = put_forward_as_is(computed)
    with pytest.raises(Denied, match="no longer changes"):
        write_chain(computed.campaign, [only], by=computed.proposer)
    register_chain("kz", (), by=system_actor())
    assert len(queries.steps_of(proposal)) == 4
    take_back(proposal, by=computed.proposer)
    write_chain(computed.campaign, [only], by=computed.proposer)
    write_chain(computed.campaign, [], by=computed.proposer)
    again = propose(computed.campaign, text("Results"), by=computed.proposer)
    with pytest.raises(ValidationError, match="No chain of approval"):
        put_forward(again, by=computed.proposer)


def test_who_may_propose_what_and_when(computed: Computed) -> None:
    with pytest.raises(ValidationError, match="Nothing is computed"):
        propose(computed.campaign, text("Results"), by=computed.proposer)
    computed_run(computed)
    for somebody in (computed.analyst, computed.executives[0], computed.officer):
        assert may_propose(somebody, computed.campaign) is not True
    with pytest.raises(ValidationError, match="in the future"):
        propose(computed.campaign, text("Results"), timezone.now() - SOON, by=computed.proposer)
    correct()
    with pytest.raises(ValidationError, match="Compute the campaign again"):
        propose(computed.campaign, text("Results"), by=computed.proposer)
    computed_run(computed)
    propose(computed.campaign, text("Results"), by=computed.proposer)
    with pytest.raises(Denied, match="proposed already"):
        propose(computed.campaign, text("Results"), by=computed.administrator)
    computed.campaign.stages.filter(phase=Phase.APPROVAL).update(closes_on=datetime.date(2020, 1, 2),
                                                                 opens_on=datetime.date(2020, 1, 1))  # fmt: skip
    Proposal.objects.update(state=ProposalState.TAKEN_BACK)
    with pytest.raises(Denied, match="phase of approval"):
        propose(computed.campaign, text("Results"), by=computed.proposer)


@pytest.mark.parametrize("hindrance", ["outdated", "computed again", "appeal", "retired"])
def test_nothing_is_approved_or_published_that_is_hindered(
    computed: Computed, hindrance: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved = approve(put_forward_as_is(computed), computed)
    Proposal.objects.update(state=ProposalState.RETURNED)
    proposal = put_forward_as_is(computed)
    if hindrance == "outdated":
        correct()
    elif hindrance == "computed again":
        computed_run(computed)
    elif hindrance == "appeal":
        monkeypatch.setattr(queries, "open_appeals", lambda campaign: [campaign])
    else:
        Version.objects.update(state=VersionState.RETIRED)
    expected = {
        "outdated": "Compute the campaign again", "computed again": "another run is the latest",
        "appeal": "appeal is still open", "retired": "methodology in force",
    }[hindrance]  # fmt: skip
    step = queries.step_numbered(queries.steps_of(proposal)[0].pk)
    assert step is not None
    with pytest.raises(Denied, match=expected):
        vote(step, is_for=True, by=computed.methodologist)
    Proposal.objects.filter(pk=proposal.pk).update(state=ProposalState.APPROVED)
    fresh = queries.proposal_numbered(proposal.pk)
    assert fresh is not None
    with pytest.raises(Denied, match=expected):
        publish_approved(fresh, by=system_actor())
    publish_what_is_due()
    assert not Publication.objects.exists()
    assert approved.steps.exists()


def test_nothing_is_published_before_its_embargo_ends(computed: Computed) -> None:
    proposal = approve(put_forward_as_is(computed, embargo=timezone.now() + SOON), computed)
    publish_what_is_due()
    assert not Publication.objects.exists()
    with pytest.raises(Denied, match="embargo has not ended"):
        publish_approved(proposal, by=system_actor())
    with pytest.raises(Denied, match="another role"):
        publish_approved(proposal, by=computed.administrator)
    Proposal.objects.update(embargo_until=timezone.now())
    publish_what_is_due()
    assert Publication.objects.get().proposal == proposal


def test_results_are_returned_with_a_reason_and_proposed_anew(computed: Computed) -> None:
    proposal = put_forward_as_is(computed)
    assert may_return(computed.analyst, proposal) is not True
    with pytest.raises(ValidationError, match="why the results are returned"):
        return_proposal(proposal, " ", by=computed.executives[0])
    return_proposal(proposal, "The figures of KZ-43 are wrong.", by=computed.executives[0])
    assert Proposal.objects.get().state == ProposalState.RETURNED
    with pytest.raises(Denied, match="present state"):
        return_proposal(proposal, "Again", by=computed.executives[0])
    with pytest.raises(Denied, match="present state"):
        vote(queries.steps_of(proposal)[0], is_for=True, by=computed.methodologist)
    assert propose(computed.campaign, text("Results"), by=computed.proposer).state == ProposalState.DRAFT
    assert may_take_back(computed.analyst, proposal) is not True


def test_a_correction_is_a_new_publication_with_its_reason(computed: Computed) -> None:
    first = approve(put_forward_as_is(computed), computed)
    publish_what_is_due()
    computed.campaign.state = State.CLOSED
    computed.campaign.save()
    correct()
    computed_run(computed)
    with pytest.raises(ValidationError, match="why others stand in their place"):
        propose(computed.campaign, text("Results, corrected"), by=computed.proposer)
    again = propose(computed.campaign, text("Results, corrected"), reason=text("A figure"), by=computed.proposer)
    approve(put_forward(again, by=computed.proposer), computed)
    publish_what_is_due()
    correction = Publication.objects.get(proposal=again).correction
    assert (correction.corrects.proposal, correction.reason.en) == (first, "A figure")


def test_the_matrix_of_the_life(computed: Computed) -> None:
    for trial in LIFE.matrix({"with": {"publication.approve"}, "without": set()}, (Phase.APPROVAL.value, "")):
        rights = {"publication.approve"} if trial.role == "with" else set()
        assert (LIFE.may(trial.state, trial.move, rights=rights, phases={trial.phase}) is True) is trial.allowed


def test_who_sees_a_proposal(computed: Computed) -> None:
    proposal = put_forward_as_is(computed)
    for somebody in (computed.analyst, computed.executives[0], computed.methodologist):
        assert may_see_proposal(somebody, proposal) is True
    assert may_see_proposal(computed.officer, proposal) is not True


@pytest.mark.parametrize("count", [1, 3])
def test_proposals_cost_the_same_whatever_their_number(computed: Computed, count: int) -> None:
    for _turn in range(count):
        take_back(put_forward_as_is(computed), by=computed.proposer)
    with CaptureQueriesContext(connection) as asked:
        found = [(str(one.proposed_by), str(one.run.version)) for one in queries.proposals_of(computed.campaign)]
    assert (len(found), len(asked)) == (count, 1)
