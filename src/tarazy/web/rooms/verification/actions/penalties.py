from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.coded import Coded
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.penalised import PENALTY, penalised_nodes
from tarazy.web.grammar.act import act
from tarazy.web.grammar.text import LocalText, local_text
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.observatory.actions.variables import register_asked_variables
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.verification.models import Cancellation, Finding, PenaltyCase, PenaltyFinding
from tarazy.web.rooms.verification.queries.consequences import Consequence
from tarazy.web.rooms.verification.queries.penalties import points_standing
from tarazy.web.rooms.verification.rules import may_cancel_penalty, may_open_penalty


@act(rule=may_open_penalty, verb="open_penalty")
def open_penalty(
    campaign: Campaign,
    unit: Unit,
    node: str,
    points: float,
    *,
    ground: str | LocalText,
    authority: str,
    findings: Sequence[Finding] = (),
    by: User,
) -> PenaltyCase:
    """Open a penalty case with its ground and act; the sum for the body and criterion is an observation at once.

    `ground`: as somebody wrote it, or as the methodology states it in three languages.
    """
    stated = ground if isinstance(ground, LocalText) else None
    written = ground.strip() if isinstance(ground, str) else ""
    _refuse_unfit(campaign, unit, node, points, written or str(stated or ""), authority, findings)
    case = PenaltyCase.objects.create(
        campaign=campaign, unit=unit, node=node, period=campaign.period, points=points, ground=written,
        stated_ground=stated, act=authority.strip(), opened_at=timezone.now(), opened_by=by,
    )  # fmt: skip
    PenaltyFinding.objects.bulk_create(PenaltyFinding(case=case, finding=finding) for finding in findings)
    _record(case, reason=str(case), source=case.act)
    return case


def _refuse_unfit(
    campaign: Campaign, unit: Unit, node: str, points: float, ground: str, authority: str, findings: Sequence[Finding]
) -> None:
    problems: dict[str, object] = {}
    nodes = penalised_nodes(methodology_of(campaign.version))
    if not campaign.participants.filter(unit=unit).exists():
        problems["unit"] = _("This body takes no part in the campaign.")
    if node not in nodes:
        problems["node"] = _("The methodology takes no penalty points off this node.")
    if not np.isfinite(points) or points <= 0:
        problems["points"] = _("Penalty points are a number above zero.")
    elif node in nodes:
        bounds = nodes[node].range
        most = None if bounds is None else bounds.high
        if most is not None and points_standing(unit.pk, node, campaign.period) + points > most:
            problems["points"] = ValidationError(
                _("All penalty points of a body here come to %(most)s at most."), params={"most": f"{most:g}"}
            )
    if not ground.strip():
        problems["ground"] = _("Say on what ground the points are taken off.")
    if not authority.strip():
        problems["authority"] = _("Name the act that provides for the points.")
    if any(finding.item.item.change.cell.submission.unit_id != unit.pk for finding in findings):
        problems["findings"] = _("A finding about another body is no ground.")
    if problems:
        raise ValidationError(problems)


def take_off(campaign: Campaign, consequence: Consequence, *, by: User) -> PenaltyCase | None:
    """Open the case that the methodology wants for a finding, with as many points as may still come off; None: none."""
    loss, cell = consequence.loss, consequence.item.item.change.cell
    if loss is None:
        return None
    unit, bounds = cell.submission.unit, penalised_nodes(methodology_of(campaign.version))[loss.node].range
    left = np.inf if bounds is None else bounds.high - points_standing(unit.pk, loss.node, campaign.period)
    if left <= 0:
        return None
    return open_penalty(
        campaign, unit, loss.node, min(loss.penalty.points, left), ground=local_text(loss.penalty.ground),
        authority=loss.act[:200], findings=list(consequence.item.findings.all()), by=by,
    )  # fmt: skip


@act(rule=may_cancel_penalty, verb="cancel_penalty")
def cancel_penalty(case: PenaltyCase, reason: str, *, decision: str, by: User) -> Cancellation:
    """Cancel a penalty case by a decision; the sum gets a further revision with its reason."""
    problems = {}
    if not reason.strip():
        problems["reason"] = _("Say why the case is cancelled.")
    if not decision.strip():
        problems["decision"] = _("Name the decision by which the case is cancelled.")
    if problems:
        raise ValidationError(problems)
    cancellation = Cancellation.objects.create(
        case=case, decision=decision.strip(), reason=reason.strip(), cancelled_at=timezone.now(), cancelled_by=by
    )
    _record(case, reason=reason.strip(), source=decision.strip())
    return cancellation


def _record(case: PenaltyCase, *, reason: str, source: str) -> None:
    """The sum of what stands, as an observation."""
    register_asked_variables(methodology_of(case.campaign.version), by=system_actor())
    total = points_standing(case.unit_id, case.node, case.period)
    observations = Observations(
        unit=Coded((case.unit_id,)),
        variable=Coded((PENALTY + case.node,)),
        period=Coded((case.period,)),
        breakdown=Coded(("",)),
        value=np.array([total]),
        status=Coded(("",)),
        series=Coded((Series.DECISION.value,)),
        source=Coded((source[:200],)),
    )
    record_observations(observations, reason=reason, by=system_actor())
