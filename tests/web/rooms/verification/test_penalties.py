"""Room verification: penalty cases with their ground; their sum is an observation, a cancellation revises it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tarazy.web.grammar.act import Denied
from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.verification.actions.findings import find
from tarazy.web.rooms.verification.actions.penalties import cancel_penalty, open_penalty
from tarazy.web.rooms.verification.enums import Verdict
from tarazy.web.rooms.verification.models import PenaltyCase
from tarazy.web.rooms.verification.queries.findings import worklist
from tarazy.web.rooms.verification.queries.penalties import penalty_case_numbered, penalty_cases_of
from tests.web.verifying import Verifying, shared_out

pytestmark = [pytest.mark.database, pytest.mark.django_db]
WHERE = {"unit": "KZ-47", "variable": "penalty:services", "period": "2026", "series": "decision"}


def opened(world: Verifying, points: float = 5.0, **given: object) -> PenaltyCase:
    said = {"ground": "False figures.", "authority": "Decision No. 1", **given}
    return open_penalty(
        world.campaign,
        Unit.objects.get(pk="KZ-47"),
        said.pop("node", "services"),
        points,
        by=world.verifiers[0],
        **said,
    )


def sums() -> list[tuple[float, str, str]]:
    return [(row.value, row.reason, row.source) for row in Observation.objects.filter(**WHERE).order_by("revision")]


def test_the_sum_of_what_stands_is_an_observation_and_a_cancellation_its_revision(verifying: Verifying) -> None:
    first = opened(verifying)
    second = opened(verifying, 2.5, authority="Decision No. 2")
    assert sums() == [(5.0, "", "Decision No. 1"), (7.5, str(second), "Decision No. 2")]
    cancel_penalty(first, "The register was right.", decision="Decision No. 3", by=verifying.administrator)
    assert sums()[-1] == (2.5, "The register was right.", "Decision No. 3")
    cancel_penalty(second, "Granted on appeal.", decision="Decision No. 4", by=system_actor())
    assert sums()[-1] == (0.0, "Granted on appeal.", "Decision No. 4")
    assert [case.cancellation.decision for case in penalty_cases_of(verifying.campaign)] == [
        "Decision No. 4", "Decision No. 3",
    ]  # fmt: skip


def test_a_case_rests_on_findings_about_the_body(verifying: Verifying) -> None:
    shared_out(verifying, 30, second_share=0)
    findings = {}
    for assignment in worklist(verifying.verifiers[0]):
        unit = assignment.item.item.change.cell.submission.unit_id
        findings[unit] = find(assignment.item, Verdict.NOT_EVIDENCED, note="nothing", by=verifying.verifiers[0])
    case = opened(verifying, findings=[findings["KZ-47"]])
    assert [one.finding for one in case.rests_on.all()] == [findings["KZ-47"]]
    with pytest.raises(ValidationError, match="another body is no ground"):
        opened(verifying, findings=[findings["KZ-43"]])


@pytest.mark.parametrize(
    ("points", "given", "said"),
    [
        (0.0, {}, "a number above zero"),
        (float("nan"), {}, "a number above zero"),
        (101.0, {}, "come to 100 at most"),
        (5.0, {"node": "online_share"}, "takes no penalty points off this node"),
        (5.0, {"ground": " "}, "on what ground"),
        (5.0, {"authority": ""}, "Name the act"),
    ],
)
def test_a_case_without_its_ground_is_refused(
    verifying: Verifying, points: float, given: dict[str, object], said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        opened(verifying, points, **given)
    assert not PenaltyCase.objects.exists()
    assert sums() == []


def test_who_may_open_and_cancel(verifying: Verifying) -> None:
    body = Unit.objects.get(pk="KZ-43")
    given = {"ground": "False figures.", "authority": "Decision No. 1"}
    for somebody, why in (
        (verifying.administrator, "opened by verifiers"),
        (verifying.officer, "opened by verifiers"),
        (verifying.near, "Nobody verifies itself"),
    ):
        with pytest.raises(Denied, match=why):
            open_penalty(verifying.campaign, body, "services", 1.0, by=somebody, **given)
    case = opened(verifying)
    for somebody, why in (
        (verifying.verifiers[0], "does not cancel it"),
        (verifying.verifiers[1], "cancelled by administrators"),
        (verifying.stranger, "cancelled by administrators"),
    ):
        with pytest.raises(Denied, match=why):
            cancel_penalty(case, "x", decision="y", by=somebody)
    with pytest.raises(ValidationError, match="Say why"):
        cancel_penalty(case, "", decision="", by=verifying.administrator)
    cancel_penalty(case, "x", decision="y", by=verifying.administrator)
    with pytest.raises(Denied, match="cancelled already"):
        cancel_penalty(penalty_case_numbered(case.pk), "x", decision="y", by=verifying.administrator)
