"""Room verification: what follows from findings is what the methodology says, no more and no less."""

from __future__ import annotations

import msgspec
import pytest
from django.utils.translation import override

from tarazy.engine.load import load_methodology
from tarazy.engine.model.consequence import Differs, NotEvidenced
from tarazy.engine.model.penalised import penalised_above
from tarazy.engine.statistics.misstatement import misstatement
from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.verification.actions.findings import close_verification, find
from tarazy.web.rooms.verification.actions.penalties import open_penalty
from tarazy.web.rooms.verification.actions.samples import assign_items, draw_sample, publish_frame
from tarazy.web.rooms.verification.enums import Design, Verdict
from tarazy.web.rooms.verification.models import PenaltyCase, SampleItem
from tarazy.web.rooms.verification.queries.findings import engine_sample, items_of, misstatement_of, worklist
from tarazy.web.rooms.verification.queries.frames import Plan
from tarazy.web.rooms.verification.queries.penalties import points_standing
from tests.web.piloted import METHODOLOGY
from tests.web.verifying import SEED, Verifying, confirm_all, drawn, shared_out

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PILOT = load_methodology(METHODOLOGY)


def two_wrong(world: Verifying) -> tuple[SampleItem, SampleItem]:
    """One value of a closed sample differs a great deal, another is not evidenced."""
    shared_out(world, 12, second_share=0)
    read = [
        one.item for one in worklist(world.verifiers[0])
        if one.item.item.change.value and penalised_above(PILOT, one.item.item.change.cell.variable)
    ]  # fmt: skip
    differing, missing = read[:2]
    find(differing, Verdict.DIFFERS, value=differing.item.change.value * 2, note="page 1", by=world.verifiers[0])
    find(missing, Verdict.NOT_EVIDENCED, note="nothing given", by=world.verifiers[0])
    confirm_all(world)
    return differing, missing


def by_rules(monkeypatch: pytest.MonkeyPatch, **rules: object) -> None:
    """The pilot's methodology, in which other things follow from findings."""
    assert PILOT.verification is not None
    other = msgspec.structs.replace(PILOT, verification=msgspec.structs.replace(PILOT.verification, **rules))
    monkeypatch.setattr("tarazy.web.rooms.verification.actions.findings.methodology_of", lambda _version: other)


def verified(item: SampleItem) -> tuple[float | None, str]:
    row = Observation.objects.get(series="verified", source=f"verification:item:{item.pk}")
    return row.value, row.status


def test_penalty_cases_are_opened_as_the_methodology_says(verifying: Verifying) -> None:
    differing, missing = two_wrong(verifying)
    close_verification(verifying.campaign, by=verifying.administrator)
    cases = {case.rests_on.get().finding.item_id: case for case in PenaltyCase.objects.all()}
    assert set(cases) == {differing.pk, missing.pk}
    rule = PILOT.verification
    for item, said in ((differing, rule.differs), (missing, rule.not_evidenced)):
        cell, case = item.item.change.cell, cases[item.pk]
        assert (case.unit_id, case.node) == (cell.submission.unit_id, penalised_above(PILOT, cell.variable))
        assert (case.points, case.act) == (said.penalty.points, rule.source)
        with override("ru"):
            assert case.said_ground == said.penalty.ground.ru
        total = Observation.objects.filter(unit=case.unit, variable=f"penalty:{case.node}", period="2026")
        assert total.order_by("-revision")[0].value >= case.points


def test_a_small_difference_costs_no_points(verifying: Verifying) -> None:
    shared_out(verifying, 12, second_share=0)
    item = next(one.item for one in worklist(verifying.verifiers[0]) if one.item.item.change.value)
    find(item, Verdict.DIFFERS, value=item.item.change.value / 0.96, note="p. 1", by=verifying.verifiers[0])
    confirm_all(verifying)
    assert close_verification(verifying.campaign, by=verifying.administrator).replaced == 1
    assert not PenaltyCase.objects.exists()


def test_no_more_points_come_off_than_the_range_allows(verifying: Verifying) -> None:
    differing, _missing = two_wrong(verifying)
    unit = differing.item.change.cell.submission.unit
    for node in ("services", "goals", "budget", "it"):
        open_penalty(verifying.campaign, unit, node, 99.5, ground="x", authority="y", by=verifying.verifiers[0])
    close_verification(verifying.campaign, by=verifying.administrator)
    stated = PenaltyCase.objects.filter(unit=unit, stated_ground__isnull=False)
    assert max(case.points for case in stated) == 0.5
    assert points_standing(unit.pk, stated[0].node, "2026") == 100


@pytest.mark.parametrize(("then", "expected"), [("previous", "before"), ("as_reported", None), ("excluded", "X")])
def test_what_counts_without_evidence_is_as_the_methodology_says(
    verifying: Verifying, monkeypatch: pytest.MonkeyPatch, then: str, expected: str | None
) -> None:
    _differing, missing = two_wrong(verifying)
    by_rules(monkeypatch, not_evidenced=NotEvidenced(value=then))
    close_verification(verifying.campaign, by=verifying.administrator)
    if expected is None:
        assert not Observation.objects.filter(source=f"verification:item:{missing.pk}").exists()
    elif expected == "X":
        assert verified(missing) == (None, "X")
    else:
        cell = missing.item.change.cell
        before = Observation.objects.get(
            unit=cell.submission.unit, variable=cell.variable, period="2025", series="self-report"
        )
        assert verified(missing) == (before.value, "")


def test_what_differs_is_excluded_where_the_methodology_says_so(
    verifying: Verifying, monkeypatch: pytest.MonkeyPatch
) -> None:
    differing, _missing = two_wrong(verifying)
    by_rules(monkeypatch, differs=Differs(value="excluded"))
    close_verification(verifying.campaign, by=verifying.administrator)
    assert verified(differing) == (None, "X")


def test_a_monetary_sample_gives_the_misstatement_in_all(verifying: Verifying) -> None:
    plan = Plan(Design.MONETARY, 2, measured_in="thousand_tenge", second_share=0)
    frame = publish_frame(verifying.campaign, plan, by=verifying.verifiers[0])
    sample = draw_sample(frame, SEED, by=verifying.verifiers[0])
    assign_items(sample, verifying.verifiers[:1], by=verifying.administrator)
    items = list(items_of(sample))
    assert misstatement_of(sample, items) is None, "nothing is decided yet"
    half = items[0]
    find(half, Verdict.DIFFERS, value=half.item.change.value / 2, note="p. 1", by=verifying.verifiers[0])
    confirm_all(verifying)
    items = list(items_of(sample))
    found = misstatement_of(sample, items)
    verdicts = {one.item.name: one.item.change.value for one in items} | {half.item.name: half.item.change.value / 2}
    assert found == misstatement(engine_sample(sample)[0], verdicts)
    assert found.found == pytest.approx(half.item.change.value / 2)
    assert found.low <= found.overstated <= found.upper_limit
    assert misstatement_of(drawn(verifying), []) is None, "of no other design"
