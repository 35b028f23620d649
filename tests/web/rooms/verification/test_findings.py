"""Room verification: findings of who was given the item, blind second checks, what follows when it is closed."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tarazy.engine.statistics.draw_alike import simple_random
from tarazy.engine.statistics.error_rate import error_rate
from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.models import Stage
from tarazy.web.rooms.collection.models import Evidence
from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.models import Organisation
from tarazy.web.rooms.verification.actions.findings import close_verification, find, settle
from tarazy.web.rooms.verification.actions.samples import publish_frame
from tarazy.web.rooms.verification.enums import Design, State, Verdict
from tarazy.web.rooms.verification.models import Assignment, Finding, SampleItem
from tarazy.web.rooms.verification.queries.findings import (
    coverage_of,
    item_numbered,
    items_of,
    items_to_settle,
    outcome_of,
    rates_of,
    visible_findings,
    worklist,
)
from tarazy.web.rooms.verification.queries.frames import Plan, engine_frame, state_of
from tarazy.web.rooms.verification.rules import may_open_document, may_see_findings, may_see_item
from tarazy.web.rooms.work.queries import tasks_about
from tests.web.rooms.campaigns.conftest import person
from tests.web.verifying import SEED, Verifying, confirm_all, shared_out

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def fresh(item: SampleItem) -> SampleItem:
    found = item_numbered(item.pk)
    assert found is not None
    return found


def checks_of_one_item(verifying: Verifying) -> tuple[SampleItem, list]:  # type: ignore[type-arg]
    """An item that two verifiers check, and both in the order of turns."""
    sample = shared_out(verifying, 6, second_share=1)
    item = next(one for one in items_of(sample) if one.item.change.value is not None)
    return item, [one.verifier for one in item.assignments.order_by("turn").select_related("verifier")]


def test_only_who_was_given_an_item_finds_and_only_once(verifying: Verifying) -> None:
    item, (first, second) = checks_of_one_item(verifying)
    others = [one for one in verifying.verifiers if one not in (first, second)]
    for somebody in (*others, verifying.administrator, verifying.officer, verifying.near):
        with pytest.raises(Denied, match="not yours to check"):
            find(item, Verdict.CONFIRMED, by=somebody)
    finding = find(item, Verdict.CONFIRMED, by=first)
    assert finding.turn == 1
    with pytest.raises(Denied, match="you have checked it already"):
        find(item, Verdict.CONFIRMED, by=first)
    Stage.objects.filter(campaign=verifying.campaign, phase=Phase.VERIFICATION).delete()
    with pytest.raises(Denied, match="not open now"):
        find(item, Verdict.CONFIRMED, by=second)


def test_a_finding_holds_the_documents_that_were_looked_at(verifying: Verifying) -> None:
    sample = shared_out(verifying, 30, second_share=0)
    item = next(one for one in items_of(sample) if one.item.change.cell.evidence.exists())
    verifier = item.assignments.get().verifier
    finding = find(item, Verdict.NOT_EVIDENCED, note="The report names no figure.", by=verifier)
    assert finding.evidence == [item.item.change.cell.evidence.get().file]
    entry = Entry.objects.filter(verb="write_finding").get()
    assert "report names" not in str(entry.__dict__)


@pytest.mark.parametrize(
    ("verdict", "value", "note", "said"),
    [
        (Verdict.DIFFERS, None, "page 3", "Name the value that the documents show"),
        (Verdict.DIFFERS, "same", "page 3", "This is the reported value"),
        (Verdict.DIFFERS, float("inf"), "page 3", "The value found is a number"),
        (Verdict.DIFFERS, -5.0, " ", "Say what the documents show"),
        (Verdict.NOT_EVIDENCED, None, "", "Say what the documents show"),
    ],
)
def test_a_finding_that_says_too_little_is_refused(
    verifying: Verifying, verdict: Verdict, value: object, note: str, said: str
) -> None:
    item, (first, _second) = checks_of_one_item(verifying)
    number = item.item.change.value if value == "same" else value
    with pytest.raises(ValidationError, match=said):
        find(item, verdict, value=number, note=note, by=first)
    assert not Finding.objects.exists()


def test_the_second_check_is_blind_until_both_are_in(verifying: Verifying) -> None:
    item, (first, second) = checks_of_one_item(verifying)
    find(item, Verdict.CONFIRMED, by=first)
    half = fresh(item)
    assert [one.verifier for one in visible_findings(first, half)] == [first]
    assert visible_findings(second, half) == []
    assert visible_findings(verifying.administrator, half) == []
    assert outcome_of(half) is None
    find(item, Verdict.CONFIRMED, by=second)
    whole = fresh(item)
    assert [one.turn for one in visible_findings(first, whole)] == [1, 2]
    assert outcome_of(whole).verdict == Verdict.CONFIRMED


def test_where_two_differ_a_third_settles_with_a_reason(verifying: Verifying) -> None:
    item, (first, second) = checks_of_one_item(verifying)
    third = next(one for one in verifying.verifiers if one not in (first, second))
    find(item, Verdict.CONFIRMED, by=first)
    with pytest.raises(Denied, match="nothing to settle"):
        settle(fresh(item), Verdict.CONFIRMED, "x", by=third)
    find(item, Verdict.DIFFERS, value=-7.0, note="page 3", by=second)
    assert items_to_settle(verifying.campaign, third) == [item]
    assert items_to_settle(verifying.campaign, first) == []
    for somebody, why in (
        (first, "A third person settles"),
        (verifying.administrator, "Differences are settled by verifiers"),
        (verifying.officer, "Differences are settled by verifiers"),
    ):
        with pytest.raises(Denied, match=why):
            settle(fresh(item), Verdict.CONFIRMED, "x", by=somebody)
    with pytest.raises(ValidationError, match="Say what the decision rests on"):
        settle(fresh(item), Verdict.CONFIRMED, " ", by=third)
    settle(fresh(item), Verdict.DIFFERS, "The annex corrects page 3.", value=-8.0, by=third)
    assert outcome_of(fresh(item)).value == -8.0
    assert items_to_settle(verifying.campaign, third) == []
    with pytest.raises(Denied, match="nothing to settle"):
        settle(fresh(item), Verdict.CONFIRMED, "x", by=third)


def test_two_that_find_the_same_value_agree(verifying: Verifying) -> None:
    item, checkers = checks_of_one_item(verifying)
    for verifier in checkers:
        find(item, Verdict.DIFFERS, value=0.1 + 0.2 if verifier == checkers[0] else 0.3, note="page 3", by=verifier)
    assert outcome_of(fresh(item)).verdict == Verdict.DIFFERS


def test_an_item_is_shown_to_its_checkers_and_those_who_run_the_campaign(verifying: Verifying) -> None:
    item, (first, _second) = checks_of_one_item(verifying)
    assert may_see_item(first, item) is True
    assert may_see_item(verifying.administrator, item) is True
    assert may_see_item(verifying.officer, item) is not True
    assert (may_see_item(verifying.near, item) is True) == (item.item.change.cell.submission.unit_id == "KZ-47")


def test_a_verifier_of_elsewhere_sees_the_items_that_are_given_to_them_and_no_others(verifying: Verifying) -> None:
    item, _checkers = checks_of_one_item(verifying)
    evidence = Evidence.objects.create(
        cell=item.item.change.cell, title="Report", given_at=timezone.now(), given_by=verifying.officer
    )
    foreign = person("foreign", Role.VERIFIER, Organisation.objects.get(pk="ministry"))
    assert may_see_item(foreign, item) is not True
    assert may_see_findings(foreign, verifying.campaign) is not True
    assert may_open_document(foreign, item, evidence) is not True
    Assignment.objects.create(
        item=item, turn=3, verifier=foreign, assigned_at=timezone.now(), assigned_by=verifying.administrator
    )
    assert may_see_item(foreign, item) is True
    assert may_open_document(foreign, item, evidence) is True
    other = Evidence.objects.exclude(cell=evidence.cell).order_by("pk")[0]
    assert may_open_document(foreign, item, other) is not True


def test_the_rates_are_those_of_the_engine(verifying: Verifying) -> None:
    sample = shared_out(verifying, 20, second_share=0)
    for verifier in verifying.verifiers:
        for number, assignment in enumerate(worklist(verifier)):
            if number == 0:
                find(assignment.item, Verdict.NOT_EVIDENCED, note="nothing given", by=verifier)
            elif number < 5:
                find(assignment.item, Verdict.CONFIRMED, by=verifier)
    items = list(items_of(sample))
    coverage = coverage_of(items)
    assert (coverage.drawn, coverage.decided, coverage.checks, coverage.to_settle) == (20, 15, 20, 0)
    again = simple_random(engine_frame(sample.frame), 20, SEED)
    verdicts = {item.item.name: outcome_of(item).verdict.value for item in items if outcome_of(item) is not None}
    rates = rates_of(sample, items)
    assert rates.whole == error_rate(again, verdicts)
    assert rates.whole.errors == 3
    assert (
        sum(one.errors for one in rates.by_unit.values()) == sum(one.errors for one in rates.by_variable.values()) == 3
    )
    assert set(rates.by_unit) == {"KZ-43", "KZ-47"}


def test_what_was_found_takes_the_place_of_what_was_reported(verifying: Verifying) -> None:
    sample = shared_out(verifying, 12, second_share=0)
    with pytest.raises(ValidationError, match="not checked or not settled yet: 12"):
        close_verification(verifying.campaign, by=verifying.administrator)
    assignments = list(worklist(verifying.verifiers[0]))
    differing, missing = assignments[0].item, assignments[1].item
    find(differing, Verdict.DIFFERS, value=-3.5, note="page 1", by=verifying.verifiers[0])
    find(missing, Verdict.NOT_EVIDENCED, note="nothing given", by=verifying.verifiers[0])
    confirm_all(verifying)
    for somebody in (*verifying.verifiers, verifying.officer):
        with pytest.raises(Denied, match="closed by administrators"):
            close_verification(verifying.campaign, by=somebody)
    closing = close_verification(verifying.campaign, by=verifying.administrator)
    assert closing.replaced == 2
    rows = {row.source: row for row in Observation.objects.filter(series="verified", period="2026")}
    assert set(rows) == {f"verification:item:{differing.pk}", f"verification:item:{missing.pk}"}
    found, excluded = rows[f"verification:item:{differing.pk}"], rows[f"verification:item:{missing.pk}"]
    cell = differing.item.change.cell
    assert (found.unit_id, found.variable_id, found.value) == (cell.submission.unit_id, cell.variable, -3.5)
    assert (excluded.value, excluded.status) == (None, "X")
    [task] = tasks_about(verifying.campaign)
    assert (task.name, task.arguments["reason"]) == ("results.compute_for_campaign", "verification")
    assert state_of(sample.frame) == State.CLOSED
    with pytest.raises(Denied, match="is closed"):
        close_verification(verifying.campaign, by=verifying.administrator)
    with pytest.raises(Denied, match="is closed"):
        publish_frame(verifying.campaign, Plan(Design.SIMPLE, 5), by=verifying.verifiers[0])


def test_without_a_sample_there_is_nothing_to_close(verifying: Verifying) -> None:
    with pytest.raises(ValidationError, match="No sample was drawn yet"):
        close_verification(verifying.campaign, by=verifying.administrator)


def test_items_cost_the_same_whatever_their_number(verifying: Verifying, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for wanted in (1, 3):
        sample = shared_out(verifying, wanted, second_share=0)
        confirm_all(verifying)
        with django_assert_num_queries(4):  # items, their findings and finders; the list
            items = list(items_of(sample))
            rates_of(sample, items)
        assert coverage_of(items).decided == wanted
