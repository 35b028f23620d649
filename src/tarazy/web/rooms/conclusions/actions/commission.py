"""What the commission does: it admits an appeal or says why not, votes, decides; a decision has its consequences."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.coded import Coded
from tarazy.engine.model.observations import Observations
from tarazy.web.grammar.act import about, act
from tarazy.web.rooms.calendar.queries import calendar_of
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.conclusions.actions.steps import take_step
from tarazy.web.rooms.conclusions.enums import AppealMove, Inadmissible, Outcome, Round
from tarazy.web.rooms.conclusions.models import Appeal, Claim, Decision, Quorum, Vote
from tarazy.web.rooms.conclusions.queries.appeals import claims_of, claims_to_decide, granted_claims, round_of
from tarazy.web.rooms.conclusions.queries.claims import number_of
from tarazy.web.rooms.conclusions.queries.commission import claims_carried
from tarazy.web.rooms.conclusions.queries.terms import decision_deadline
from tarazy.web.rooms.conclusions.rules.appeals import may_admit, may_decide, may_refuse, may_set_quorum, may_vote
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.observatory.actions.variables import register_asked_variables
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.results.actions.computing import ask_for_run
from tarazy.web.rooms.results.enums import Reason
from tarazy.web.rooms.verification.actions.penalties import cancel_penalty


@act(rule=may_set_quorum, verb="set_quorum")
def set_quorum(campaign: Campaign, votes: int, authority: str, *, by: User) -> Quorum:
    """Enter how many votes a decision on an appeal needs, by the act that says so."""
    problems = {}
    if votes < 1:
        problems["votes"] = _("A decision needs one vote at least.")
    if not authority.strip():
        problems["authority"] = _("Name the act that lays down the quorum.")
    if problems:
        raise ValidationError(problems)
    made = Quorum.objects.create(
        campaign=campaign, votes=votes, act=authority.strip(), set_at=timezone.now(), set_by=by
    )
    about(campaign, votes=votes)
    return made


@act(rule=may_admit, verb="admit_appeal")
def admit(appeal: Appeal, *, by: User) -> Appeal:
    """Take an appeal up: it is in time, has documents, and is about what the conclusion holds."""
    return take_step(appeal, AppealMove.ADMIT, by=by)


@act(rule=may_refuse, verb="refuse_appeal")
def refuse_to_admit(appeal: Appeal, ground: Inadmissible, reason: str, *, by: User) -> Appeal:
    """Say on which ground an appeal is not taken up; a person says why, too."""
    if ground != Inadmissible.LATE and not reason.strip():
        raise ValidationError({"reason": _("Say why the appeal is not admitted.")})
    return take_step(appeal, AppealMove.REFUSE, ground=ground, reason=reason.strip(), by=by)


@act(rule=may_vote, verb="vote_on_appeal")
def cast_vote(appeal: Appeal, granted: Collection[int], opinion: str = "", *, by: User) -> Vote:
    """Vote on every claim at once; the vote stands for good and others see it when the decision is made."""
    asked = {claim.pk for claim in claims_to_decide(appeal)}
    if not set(granted) <= asked:
        raise ValidationError({"granted": _("Choose among what the appeal asks for and nobody has granted yet.")})
    round = round_of(appeal)
    vote = Vote.objects.create(
        appeal=appeal, round=round, member=by, granted=sorted(granted), opinion=opinion.strip(), cast_at=timezone.now()
    )
    take_step(appeal, AppealMove.VOTE if round == Round.APPEAL else AppealMove.VOTE_AGAIN, by=by)
    about(vote, appeal=appeal.pk)
    return vote


@act(rule=may_decide, verb="decide_appeal")
def decide(appeal: Appeal, number: str, reasons: str, *, language: str, by: User) -> Decision:
    """Decide with reasons within 15 calendar days, as the votes say (Decree No. 954). What is granted counts at once,
    and a new run is asked for: nobody's rank changes but by that run, in the open.
    """
    problems = {}
    if not number.strip():
        problems["number"] = _("Write the number of the minutes or of the decision.")
    if not reasons.strip():
        problems["reasons"] = _("A decision has its reasons: say what it rests on.")
    if problems:
        raise ValidationError(problems)
    round = round_of(appeal)
    carried = claims_carried(appeal, round)
    began = appeal.filed_at if round == Round.APPEAL else appeal.complaint.filed_at
    assert began is not None  # the state
    due = decision_deadline(began, calendar_of(appeal.conclusion.campaign.organisation.place))
    decision = Decision.objects.create(
        appeal=appeal, round=round, outcome=_outcome(appeal, carried), granted=carried, number=number.strip(),
        reasons=reasons.strip(), language=language, due_at=due.at, decided_at=timezone.now(), decided_by=by,
    )  # fmt: skip
    take_step(appeal, AppealMove.DECIDE if round == Round.APPEAL else AppealMove.DECIDE_FINALLY, by=by)
    _grant(decision, [claim for claim in claims_of(appeal) if claim.pk in carried])
    about(decision, appeal=appeal.pk)
    return decision


def _outcome(appeal: Appeal, carried: Sequence[int]) -> Outcome:
    """What became of the appeal as a whole, with what an earlier decision granted."""
    granted, asked = granted_claims(appeal) | set(carried), appeal.claims.count()
    if not granted:
        return Outcome.REJECTED
    return Outcome.GRANTED if len(granted) == asked else Outcome.PARTLY


def _grant(decision: Decision, claims: Sequence[Claim]) -> None:
    """What a decision brings about: values in the series of decisions, penalty cases cancelled, a new run."""
    if not claims:
        return
    system, campaign = system_actor(), decision.appeal.conclusion.campaign
    values = [claim for claim in claims if claim.case is None]
    if values:
        register_asked_variables(methodology_of(campaign.version), by=system)
        record_observations(_observations(decision, values), reason=decision.reasons, by=system)
    for claim in claims:
        if claim.case is not None and not hasattr(claim.case, "cancellation"):
            cancel_penalty(claim.case, decision.reasons, decision=decision.number, by=system)
    ask_for_run(campaign, Reason.APPEAL, by=system)


def _observations(decision: Decision, claims: Sequence[Claim]) -> Observations:
    """Each value in the series in which the methodology takes a decision; its source leads back to the decision."""
    conclusion = decision.appeal.conclusion
    return Observations(
        unit=Coded((conclusion.unit_id,)),
        variable=Coded.of([claim.variable for claim in claims]),
        period=Coded((conclusion.campaign.period,)),
        breakdown=Coded.of([claim.breakdown for claim in claims]),
        value=np.array([claim.value for claim in claims], dtype=np.float64),
        status=Coded(("",)),
        series=Coded.of([str(number_of(claim).series) for claim in claims]),
        source=Coded((f"appeal:{decision.appeal_id}:decision:{decision.pk}",)),
    )
