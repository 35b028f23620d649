"""What the assessment of a unit went through before it was published: re-verification, penalties, recommendations.

Appeals are not told here: their register names no body.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.web.doors.portal.indices.index import Index
from tarazy.web.rooms.conclusions.queries.advice import recommendations_of_campaign
from tarazy.web.rooms.followup.models import Recommendation
from tarazy.web.rooms.results.queries.campaign_runs import campaign_of_run
from tarazy.web.rooms.verification.enums import Verdict
from tarazy.web.rooms.verification.models import PenaltyCase
from tarazy.web.rooms.verification.queries.of_unit import standing_penalties, verdicts_on
from tarazy.web.ui.parts import Column, Fact
from tarazy.web.ui.written import in_language, long_date, number


def what_was_checked(index: Index, unit: str) -> dict[str, Any]:
    """For the template; nothing where the publication shows no campaign."""
    campaign = campaign_of_run(index.run)
    if campaign is None:
        return {}
    return {
        "checked": [_verified(verdicts_on(unit, campaign)), _appeals()],
        "penalties": [_penalty(index, one) for one in standing_penalties(unit, campaign)],
        "penalty_columns": [
            Column(_("Where"), row_head=True),
            Column(_("Ground")),
            Column(_("Act")),
            Column(_("Points"), numeric=True),
        ],
        "recommendations": [_recommendation(one) for one in recommendations_of_campaign(unit, campaign)],
        "recommendation_columns": [
            Column(_("Recommendation"), row_head=True),
            Column(_("To be done by")),
            Column(_("State")),
        ],
    }


def _verified(found: Mapping[Verdict, int]) -> Fact:
    if not found:
        return Fact(_("Re-verification"), _("No value of this unit was drawn into a sample and checked."))
    said = _("Values checked: %(checked)s; confirmed: %(confirmed)s; different: %(differs)s; not evidenced: %(bare)s.")
    words = {
        "checked": number(sum(found.values())),
        "confirmed": number(found.get(Verdict.CONFIRMED, 0)),
        "differs": number(found.get(Verdict.DIFFERS, 0)),
        "bare": number(found.get(Verdict.NOT_EVIDENCED, 0)),
    }
    return Fact(_("Re-verification"), said % words)


def _appeals() -> Fact:
    return Fact(_("Appeals"), _("The register of appeals names no body."), reverse("portal:appeals"))


def _penalty(index: Index, case: PenaltyCase) -> dict[str, str]:
    nodes = index.methodology.nodes
    where = in_language(nodes[case.node].title) if case.node in nodes else case.node
    return {"where": where, "ground": case.said_ground, "act": case.act, "points": number(case.points)}


def _recommendation(one: Recommendation) -> dict[str, Any]:
    return {
        "text": one.text,
        "language": one.language,
        "deadline": long_date(one.deadline),
        "state": one.get_state_display(),
        "is_overdue": one.is_overdue,
    }
