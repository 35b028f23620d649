"""Room verification: what everybody may read of one body's values, once all is checked and closed."""

from __future__ import annotations

import pytest

from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.verification.actions.findings import close_verification, find
from tarazy.web.rooms.verification.actions.penalties import cancel_penalty, open_penalty
from tarazy.web.rooms.verification.enums import Verdict
from tarazy.web.rooms.verification.queries.findings import items_of, worklist
from tarazy.web.rooms.verification.queries.of_unit import standing_penalties, verdicts_on
from tests.web.verifying import Verifying, confirm_all, shared_out

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_verdicts_are_told_body_by_body_and_only_after_the_closing(verifying: Verifying) -> None:
    sample = shared_out(verifying, 12, second_share=0)
    differing = next(one.item for one in worklist(verifying.verifiers[0]) if one.item.item.change.value)
    find(differing, Verdict.DIFFERS, value=differing.item.change.value * 2, note="page 1", by=verifying.verifiers[0])
    confirm_all(verifying)
    body = differing.item.change.cell.submission.unit_id
    assert verdicts_on(body, verifying.campaign) == {}
    close_verification(verifying.campaign, by=verifying.administrator)
    units = [item.item.change.cell.submission.unit_id for item in items_of(sample)]
    counted = {unit: verdicts_on(unit, verifying.campaign) for unit in units}
    assert counted[body][Verdict.DIFFERS] == 1
    assert sum(sum(one.values()) for one in counted.values()) == 12
    assert all(sum(found.values()) == units.count(unit) for unit, found in counted.items())


def test_a_cancelled_penalty_does_not_stand(verifying: Verifying) -> None:
    unit = Unit.objects.get(pk="KZ-47")
    cases = [
        open_penalty(verifying.campaign, unit, "services", 5.0, ground=ground, authority="Decision No. 1",
                     by=verifying.verifiers[0])
        for ground in ("False figures.", "Late figures.")
    ]  # fmt: skip
    cancel_penalty(cases[0], "Granted on appeal.", decision="Decision No. 2", by=system_actor())
    assert list(standing_penalties("KZ-47", verifying.campaign)) == cases[1:]
    assert not standing_penalties("KZ-43", verifying.campaign)
