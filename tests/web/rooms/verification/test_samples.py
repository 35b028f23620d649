"""Room verification: lists published before the seed, samples that anybody can draw again, shared out to verifiers."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections import Counter

import numpy as np
import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from tarazy.engine.load import load_methodology
from tarazy.engine.statistics.bunching import bunching
from tarazy.engine.statistics.draw_unequal import inclusion_in_proportion
from tarazy.engine.statistics.risk import strangeness
from tarazy.engine.statistics.sample import frame_of
from tarazy.web.grammar.act import Denied
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.models import Stage
from tarazy.web.rooms.collection.enums import Agreement
from tarazy.web.rooms.collection.models import Cell, CellChange
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.observatory.enums import Better
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.life import RIGHTS
from tarazy.web.rooms.verification.actions.samples import assign_items, draw_sample, publish_frame, reassign
from tarazy.web.rooms.verification.enums import Allocation, Design, Factor, Move, State, Stratum
from tarazy.web.rooms.verification.life import LIFE
from tarazy.web.rooms.verification.models import Assignment, Sample, SampleItem
from tarazy.web.rooms.verification.queries.findings import worklist
from tarazy.web.rooms.verification.queries.frames import Plan, drawn_again, engine_frame, state_of, twice_checked
from tarazy.web.rooms.verification.queries.risks import factors
from tests.web.piloted import BODY, METHODOLOGY, PERIOD
from tests.web.rooms.shipped import demo, some_observations
from tests.web.verifying import SEED, Verifying, drawn, shared_out

pytestmark = [pytest.mark.database, pytest.mark.django_db]

WEIGHTS = {Factor.NO_EVIDENCE: 3.0, Factor.JUMPS: 1.0, Factor.LAST_DIGITS: 1.0, Factor.UNCHANGED: 1.0,
           Factor.SHARED: 1.0, Factor.DISAGREEMENT: 2.0}  # fmt: skip
PLANS = {
    "simple": Plan(Design.SIMPLE, 12),
    "stratified": Plan(Design.STRATIFIED, 20, strata=Stratum.BLOCK, allocation=Allocation.EQUAL),
    "by_risk": Plan(Design.BY_RISK, 12, weights=WEIGHTS),
    "monetary": Plan(Design.MONETARY, 2, measured_in="persons"),
}

# On another process, with the engine alone: only what is published goes in.
AGAIN = """
import json, sys
import numpy as np
from tarazy.engine.statistics.allocation import allocation
from tarazy.engine.statistics.draw_alike import simple_random, stratified
from tarazy.engine.statistics.draw_unequal import by_risk, monetary
from tarazy.engine.statistics.sample import frame_of
from collections import Counter
given = json.load(sys.stdin)
frame = frame_of(given["names"], given["strata"], np.array(given["measure"], dtype=np.float64))
wanted, parameters = given["parameters"]["wanted"], given["parameters"]
if given["design"] == "stratified":
    sample = stratified(frame, allocation(Counter(frame.strata), wanted, parameters["allocation"]), given["seed"])
else:
    sample = {"simple": simple_random, "by_risk": by_risk, "monetary": monetary}[given["design"]](
        frame, wanted, given["seed"]
    )
print(json.dumps([frame.hash, sample.chosen_ids, sample.inclusion.tolist()]))
"""


@pytest.mark.parametrize("design", PLANS)
def test_the_published_list_and_seed_give_the_same_items_on_another_process(verifying: Verifying, design: str) -> None:
    frame = publish_frame(verifying.campaign, PLANS[design], by=verifying.verifiers[0])
    sample = draw_sample(frame, SEED, by=verifying.verifiers[0])
    rows = list(frame.items.order_by("pk"))
    given = {
        "names": [row.name for row in rows], "strata": [row.stratum for row in rows],
        "measure": [row.measure for row in rows], "parameters": frame.parameters, "design": frame.design, "seed": SEED,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", AGAIN], input=json.dumps(given), capture_output=True, text=True, check=True
    )
    hash_, chosen, inclusion = json.loads(done.stdout)
    kept = sorted(item.item.name for item in sample.items.select_related("item"))
    assert hash_ == frame.hash
    assert chosen == kept == list(drawn_again(sample))
    assert inclusion == [row.inclusion for row in rows]
    assert len(kept) == PLANS[design].wanted
    assert len(kept) < len(rows)


def test_a_list_holds_what_bodies_say_themselves_as_it_stands(verifying: Verifying) -> None:
    confirmed = Cell.objects.filter(submission__unit=BODY, variable="services_delivered").get()
    changed = Cell.objects.filter(submission__unit=BODY, variable="jobs_created").get()
    for cell, more in ((confirmed, {"agreement": Agreement.CONFIRMED}), (changed, {"value": 1.0})):
        same = {"edition": 2, "status": "", "origin": cell.origin, "changed_at": cell.changed_at, **more}
        CellChange.objects.create(cell=cell, changed_by=cell.changed_by, **same)
        Cell.objects.filter(pk=cell.pk).update(**{"edition": 2, **more})
    frame = publish_frame(verifying.campaign, Plan(Design.SIMPLE, 5), by=verifying.verifiers[0])
    names = set(frame.items.values_list("name", flat=True))
    assert f"{BODY}|jobs_created||2" in names
    assert not any(name.startswith((f"{BODY}|jobs_created||1", f"{BODY}|services_delivered|")) for name in names)
    assert "KZ-47|services_delivered||1" in names


def test_drafts_are_on_no_list(verifying: Verifying) -> None:
    verifying.campaign.submissions.update(state="draft")
    with pytest.raises(ValidationError, match="The list that is drawn from is empty"):
        publish_frame(verifying.campaign, Plan(Design.SIMPLE, 5), by=verifying.verifiers[0])


def test_more_than_there_is_is_refused_in_words(verifying: Verifying) -> None:
    with pytest.raises(ValidationError, match="100000 items are to be drawn from"):
        publish_frame(verifying.campaign, Plan(Design.SIMPLE, 100000), by=verifying.verifiers[0])
    with pytest.raises(ValidationError, match="between 0 and 100 percent"):
        publish_frame(verifying.campaign, Plan(Design.SIMPLE, 5, second_share=1.5), by=verifying.verifiers[0])


def test_risk_is_made_of_stated_factors_and_kept_with_the_list(verifying: Verifying) -> None:
    frame = publish_frame(verifying.campaign, PLANS["by_risk"], by=verifying.verifiers[0])
    items = list(frame.items.order_by("pk"))
    assert frame.parameters["weights"] == {factor.value: weight for factor, weight in WEIGHTS.items()}
    for item in items:
        assert item.measure == pytest.approx(frame.parameters["floor"] + sum(item.contributions.values()))
    measure = np.array([item.measure for item in items])
    assert [item.inclusion for item in items] == inclusion_in_proportion(measure, 12).tolist()
    without = sorted({round(item.contributions["no_evidence"], 9) for item in items})
    assert without == [0.0, round(0.8 * 3 / 9, 9)]


def test_a_body_that_disagrees_with_statistics_in_its_own_favour_is_likelier_drawn(verifying: Verifying) -> None:
    cells = Cell.objects.filter(submission__unit=BODY, value__gt=0, variable__in=Variable.objects.filter(
        better=Better.HIGHER).values("pk"))[:8]  # fmt: skip
    rows = [(BODY, cell.variable, PERIOD, cell.value / 2) for cell in cells]
    record_observations(some_observations(*rows, series="statistics"), by=demo())
    plan = Plan(Design.BY_RISK, 12, weights={Factor.DISAGREEMENT: 1.0, Factor.LAST_DIGITS: 0.0})
    frame = publish_frame(verifying.campaign, plan, by=verifying.verifiers[0])
    chances = {item.name: item.measure for item in frame.items.all()}
    assert len(rows) == 8
    expected = 0.2 + 0.8 * math.log(0.5**8) / math.log(0.001)
    assert {round(chance, 9) for chance in chances.values()} == {
        round(expected, 9)
    }  # of who cannot be compared: the mean
    record_observations(
        some_observations(*(("KZ-47", variable, period, value * 4) for _, variable, period, value in rows),
                          series="statistics"), by=demo(),
    )  # fmt: skip
    again = publish_frame(verifying.campaign, plan, by=verifying.verifiers[0])
    assert {round(item.measure, 9) for item in again.items.all() if item.name.startswith("KZ-47")} == {0.2}
    assert {round(item.measure, 9) for item in again.items.all() if item.name.startswith(BODY)} == {round(expected, 9)}


def test_values_that_crowd_just_above_a_stated_threshold_are_likelier_drawn(verifying: Verifying) -> None:
    """Of a hundred bodies forty have just reached 75; the two of the pilot stand for those above and those far away."""
    asked = Cell.objects.filter(variable="services_share_online")
    changes = list(CellChange.objects.filter(cell__in=asked).select_related("cell__submission__unit"))
    values = [75.5] * 40 + [73.5] * 2 + [78.0] * 15 + [71.0] * 15 + [20.0] * 28
    crowd = [CellChange(cell=changes[0].cell, value=value) for value in values]
    text = load_methodology(METHODOLOGY)
    found = factors(crowd, text, PERIOD)[Factor.BUNCHING]
    strange = strangeness([bunching(np.array(values), 75, 2)])[0]
    assert strange > 0.9
    assert found.tolist() == [strange] * 40 + [0.0] * 60
    assert np.isnan(factors(crowd[:10], text, PERIOD)[Factor.BUNCHING]).all(), "too few around the threshold"
    other = [CellChange(cell=cell, value=1.0) for cell in Cell.objects.filter(variable="staff")]
    assert np.isnan(factors(other, text, PERIOD)[Factor.BUNCHING]).all(), "no threshold is stated"


def test_a_block_alone_is_listed(verifying: Verifying) -> None:
    frame = publish_frame(verifying.campaign, Plan(Design.SIMPLE, 2, block="it"), by=verifying.verifiers[0])
    whole = publish_frame(verifying.campaign, Plan(Design.STRATIFIED, 20), by=verifying.verifiers[0])
    sizes = Counter(whole.items.values_list("stratum", flat=True))
    assert frame.items.count() == sizes["it"] < whole.items.count()


def test_a_seed_is_named_once_and_the_second_check_has_its_own(verifying: Verifying) -> None:
    frame = publish_frame(verifying.campaign, Plan(Design.SIMPLE, 10, second_share=0.3), by=verifying.verifiers[0])
    with pytest.raises(ValidationError, match="Name the seed"):
        draw_sample(frame, "  ", by=verifying.verifiers[0])
    sample = draw_sample(frame, SEED, by=verifying.verifiers[0])
    twice = {item.item.name for item in sample.items.filter(is_checked_twice=True).select_related("item")}
    assert twice == twice_checked(drawn_again(sample), 0.3, sample.second_seed)
    assert len(twice) == 3
    assert sample.second_seed != sample.seed
    with pytest.raises(Denied, match="not possible in the present state"):
        draw_sample(frame, "another", by=verifying.verifiers[0])


def test_nothing_drawn_is_changed_afterwards(verifying: Verifying) -> None:
    sample = drawn(verifying)
    for change in (
        lambda: Sample.objects.filter(pk=sample.pk).update(seed="better"),
        lambda: SampleItem.objects.filter(sample=sample).delete(),
        lambda: sample.frame.items.update(inclusion=1.0),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_only_verifiers_of_the_organisation_draw_while_verification_is_open(verifying: Verifying) -> None:
    plan = Plan(Design.SIMPLE, 5)
    for somebody in (verifying.administrator, verifying.officer, verifying.assessor, verifying.stranger):
        with pytest.raises(Denied, match="Samples are drawn by verifiers"):
            publish_frame(verifying.campaign, plan, by=somebody)
    frame = publish_frame(verifying.campaign, plan, by=verifying.verifiers[0])
    with pytest.raises(Denied, match="belongs to another role"):
        draw_sample(frame, SEED, by=verifying.administrator)
    Stage.objects.filter(campaign=verifying.campaign, phase=Phase.VERIFICATION).delete()
    with pytest.raises(Denied, match="not possible in the present phase"):
        draw_sample(frame, SEED, by=verifying.verifiers[0])
    with pytest.raises(Denied, match="Re-verification is not open now"):
        publish_frame(verifying.campaign, plan, by=verifying.verifiers[0])


def test_items_are_shared_out_evenly_and_second_checks_to_another(verifying: Verifying) -> None:
    sample = drawn(verifying, 12, second_share=0.5)
    with pytest.raises(Denied, match="belongs to another role"):
        assign_items(sample, verifying.verifiers, by=verifying.verifiers[0])
    made = assign_items(sample, verifying.verifiers, by=verifying.administrator)
    assert len(made) == 12 + 6
    assert sorted(Counter(one.verifier_id for one in made).values()) == [6, 6, 6]
    assert len({(one.item_id, one.verifier_id) for one in made}) == len(made)
    assert assign_items(sample, verifying.verifiers, by=verifying.administrator) == []
    assert [worklist(verifier).count() for verifier in verifying.verifiers] == [6, 6, 6]


def test_nobody_verifies_itself(verifying: Verifying) -> None:
    sample = drawn(verifying, 30, second_share=0)
    assign_items(sample, [verifying.near, verifying.verifiers[0]], by=verifying.administrator)
    bodies = {one.item.item.change.cell.submission.unit_id for one in worklist(verifying.near)}
    assert bodies == {"KZ-47"}
    mine = worklist(verifying.verifiers[0]).filter(item__item__name__startswith=BODY)[0]
    with pytest.raises(ValidationError, match="Nobody verifies itself"):
        reassign(mine, verifying.near, by=verifying.administrator)
    with pytest.raises(ValidationError, match="holds no post of a verifier"):
        reassign(mine, verifying.officer, by=verifying.administrator)
    again = reassign(mine, verifying.verifiers[1], by=verifying.administrator)
    assert again.item_id == mine.item_id
    assert worklist(verifying.verifiers[1]).get() == again
    assert Assignment.objects.get(pk=mine.pk).ended_at is not None


def test_two_checks_need_two_people(verifying: Verifying) -> None:
    sample = drawn(verifying, 10, second_share=1)
    with pytest.raises(ValidationError, match="not enough of them for two checks"):
        assign_items(sample, verifying.verifiers[:1], by=verifying.administrator)
    assert not Assignment.objects.filter(item__sample=sample).exists()


def test_a_sample_goes_through_its_states(verifying: Verifying) -> None:
    frame = publish_frame(verifying.campaign, Plan(Design.SIMPLE, 5), by=verifying.verifiers[0])
    assert state_of(frame) == State.PUBLISHED
    draw_sample(frame, SEED, by=verifying.verifiers[0])
    assert state_of(frame) == State.DRAWN
    assert engine_frame(frame).hash == frame.hash
    assert frame_of(["a"]).hash != frame.hash


def test_every_move_as_every_role_in_every_phase() -> None:
    trials = list(LIFE.matrix({role.value: RIGHTS[role] for role in Role}, [phase.value for phase in Phase]))
    for trial in trials:
        answer = LIFE.may(trial.state, trial.move, rights=RIGHTS[Role(trial.role)], phases={trial.phase})
        assert (answer is True) == trial.allowed, trial
    assert {trial.move for trial in trials if trial.allowed} == set(Move)


def test_a_worklist_costs_the_same_whatever_its_length(verifying: Verifying, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    shared_out(verifying, 3, second_share=0)
    with django_assert_num_queries(1):
        assert [str(one.item.item.change.cell.submission.unit.name) for one in worklist(verifying.verifiers[0])]
    shared_out(verifying, 12, second_share=0)
    with django_assert_num_queries(1):
        assert (
            len([str(one.item.item.change.cell.submission.unit.name) for one in worklist(verifying.verifiers[0])]) > 3
        )
