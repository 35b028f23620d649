"""What can be drawn, how it is drawn, and the published lists."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from django.db.models import F, Q, QuerySet

from tarazy.engine.model.numbers import Vector
from tarazy.engine.run.questions import Question
from tarazy.engine.statistics import sample as engine
from tarazy.engine.statistics.allocation import allocation
from tarazy.engine.statistics.draw_alike import simple_random, stratified
from tarazy.engine.statistics.draw_unequal import by_risk, monetary
from tarazy.engine.statistics.risk import risk
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.collection.enums import Agreement
from tarazy.web.rooms.collection.enums import State as SubmissionState
from tarazy.web.rooms.collection.models import CellChange
from tarazy.web.rooms.collection.queries.questions import questions_of
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.verification.enums import Allocation, Design, Factor, State, Stratum
from tarazy.web.rooms.verification.models import Closing, Frame, Sample
from tarazy.web.rooms.verification.queries.risks import factors

FLOOR: Final = 0.2
UNEQUAL: Final = {Design.BY_RISK: by_risk, Design.MONETARY: monetary}


@dataclass(frozen=True)
class Plan:
    """A wish for a sample. `weights` are those of the factors of risk; `measured_in`: the unit of measure of amounts;
    `second_share`: of the items drawn, the share that two verifiers check.
    """

    design: Design
    wanted: int
    block: str = ""
    strata: Stratum = Stratum.BLOCK
    allocation: Allocation = Allocation.PROPORTIONAL
    weights: Mapping[Factor, float] = field(default_factory=dict)
    measured_in: str = ""
    second_share: float = 0.1

    @property
    def parameters(self) -> dict[str, Any]:
        """What of it the design uses, as it is kept and published with the list."""
        used: dict[str, Any] = {"wanted": self.wanted, "second_share": self.second_share}
        if self.design == Design.STRATIFIED:
            used |= {"strata": self.strata.value, "allocation": self.allocation.value}
        if self.design == Design.BY_RISK:
            used |= {"weights": {factor.value: weight for factor, weight in self.weights.items()}, "floor": FLOOR}
        if self.design == Design.MONETARY:
            used |= {"measured_in": self.measured_in}
        return used


@dataclass(frozen=True)
class Listed:
    """The list that a plan draws from: each item's edition, and the same for the engine. `contributions`: by factor."""

    changes: list[CellChange]
    frame: engine.Frame
    contributions: Mapping[str, Vector]


def listed(campaign: Campaign, plan: Plan) -> Listed:
    """Everything that certified or accepted forms report themselves, as the plan lists it.

    Raises: ProblemsFound where there is nothing, or the factors cannot be weighed.
    """
    found = _reported(campaign, plan)
    changes = [change for change, _ in found]
    contributions: Mapping[str, Vector] = {}
    measure = None
    if plan.design == Design.BY_RISK:
        known = factors(changes, methodology_of(campaign.version), campaign.period)
        weighed = risk(
            {factor.value: known[factor] for factor in plan.weights},
            {factor.value: weight for factor, weight in plan.weights.items()},
            floor=FLOOR,
        )
        measure, contributions = weighed.measure, weighed.contributions
    if plan.design == Design.MONETARY:
        measure = np.array([change.value for change in changes], dtype=np.float64)
    strata = [_stratum(plan, change, question) for change, question in found]
    return Listed(changes, engine.frame_of([name_of(change) for change in changes], strata, measure), contributions)


def name_of(change: CellChange) -> str:
    """The body, the number and the edition: who repeats the draw names the items so."""
    cell = change.cell
    return "|".join((cell.submission.unit_id, cell.variable, cell.breakdown, str(change.edition)))


def _stratum(plan: Plan, change: CellChange, question: Question) -> str:
    if plan.design != Design.STRATIFIED:
        return ""
    unit = change.cell.submission.unit
    return {Stratum.BLOCK: question.block, Stratum.KIND: unit.kind_id, Stratum.UNIT: unit.pk}[plan.strata]


def _reported(campaign: Campaign, plan: Plan) -> list[tuple[CellChange, Question]]:
    """What bodies say themselves, in the edition that stands. What others know and a body confirms is not of it."""
    rows = (
        CellChange.objects.filter(
            Q(value__isnull=False) | ~Q(status=""),
            edition=F("cell__edition"),
            cell__submission__campaign=campaign,
            cell__submission__state__in=(SubmissionState.CERTIFIED, SubmissionState.ACCEPTED),
        )
        .exclude(agreement=Agreement.CONFIRMED)
        .select_related("cell__submission__unit__kind")
        .order_by("cell__submission__unit", "cell__variable", "cell__breakdown")
    )
    found = []
    for change in rows:
        cell = change.cell
        asked = questions_of(campaign.version, cell.submission.unit, campaign.period)
        question = asked.get((cell.variable, cell.breakdown))
        if question is not None and _is_wanted(plan, change, question):
            found.append((change, question))
    return found


def _is_wanted(plan: Plan, change: CellChange, question: Question) -> bool:
    if plan.block and question.block != plan.block:
        return False
    if plan.design != Design.MONETARY:
        return True
    return question.unit_of_measure.unit_of_measure == plan.measured_in and (change.value or 0) > 0


def draw_from(frame: engine.Frame, design: Design, parameters: Mapping[str, Any], seed: str) -> engine.Sample:
    """What the engine draws. The inclusion probabilities are the same for every seed.

    Raises: ProblemsFound where the list cannot give such a sample.
    """
    wanted = parameters["wanted"]
    if design == Design.STRATIFIED:
        shared_out = allocation(Counter(frame.strata), wanted, parameters["allocation"])
        return stratified(frame, shared_out, seed)
    return UNEQUAL.get(design, simple_random)(frame, wanted, seed)


def twice_checked(chosen: tuple[str, ...], share: float, seed: str) -> frozenset[str]:
    """Which of the drawn items have a second check, drawn by a seed of its own."""
    count = min(len(chosen), math.ceil(share * len(chosen)))
    return frozenset(simple_random(engine.frame_of(chosen), count, seed).chosen_ids) if count else frozenset()


def engine_frame(frame: Frame) -> engine.Frame:
    """A published list as the engine reads it."""
    rows = list(frame.items.order_by("pk").values_list("name", "stratum", "measure"))
    names, strata, measure = zip(*rows, strict=True)
    return engine.frame_of(names, strata, np.array(measure, dtype=np.float64))


def drawn_again(sample: Sample) -> tuple[str, ...]:
    """The names of the items that the published list and seed give when they are drawn once more."""
    frame = sample.frame
    return draw_from(engine_frame(frame), Design(frame.design), frame.parameters, sample.seed).chosen_ids


def closing_of(campaign: Campaign) -> Closing | None:
    """The end of verification in a campaign, after which a new run is due; None while it goes on."""
    return Closing.objects.filter(campaign=campaign).first()


def state_of(frame: Frame) -> State:
    """How far the sample of a list has come."""
    if closing_of(frame.campaign) is not None:
        return State.CLOSED
    return State.DRAWN if Sample.objects.filter(frame=frame).exists() else State.PUBLISHED


def frames_of(campaign: Campaign) -> QuerySet[Frame]:
    """The published lists of a campaign with their samples, the latest first."""
    return Frame.objects.filter(campaign=campaign).select_related("sample", "published_by").order_by("-pk")


def frame_numbered(number: int) -> Frame | None:
    found = Frame.objects.select_related("campaign__version", "campaign__organisation", "sample")
    return found.filter(pk=number).first()
