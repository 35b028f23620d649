"""A run is computed from what is recorded, can be done again with the same outcome, and is never changed."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tarazy.engine import load_methodology, score
from tarazy.engine.words import ProblemsFound
from tarazy.exchange.units import read_units
from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry, Seal
from tarazy.web.rooms.methodologies.actions import move_version
from tarazy.web.rooms.methodologies.enums import Move
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.results.actions.computing import compute
from tarazy.web.rooms.results.models import Run, Score
from tarazy.web.rooms.results.queries import inputs, tables
from tests.web.cloning import TestDatabases
from tests.web.rooms.shipped import KZ, demo, observations, place, scored_kz, some_observations

pytestmark = pytest.mark.django_db
SCORE_COLUMNS = (
    "unit_id", "period", "node", "value", "score", "weight", "contribution", "band", "rank", "peer_group",
    "share_not_counted", "share_imputed", "reason",
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def kazakhstan(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Every test of this module begins with Kazakhstan recorded and computed."""
    with django_db_blocker.unblock(), databases.based_on("scored_kz", scored_kz):
        yield


@pytest.fixture
def run(db: None) -> Run:
    return Run.objects.select_related("version").get()


def scores_of(run: Run) -> list[tuple[object, ...]]:
    return list(Score.objects.filter(run=run).order_by("unit", "period", "node").values_list(*SCORE_COLUMNS))


def test_the_room_comes_to_what_the_command_line_comes_to(run: Run) -> None:
    """The same figures, read from the shipped files and not from the database."""
    units = read_units(place("kz").folder / "units.csv")
    by_hand = score(load_methodology(KZ), observations("kz"), units=units, periods=run.periods)
    assert run.data_hash == by_hand.run["data_hash"]
    assert run.methodology_hash == by_hand.run["methodology_hash"]
    for name in ("units", "scored", "not_scored", "imputed", "not_counted"):
        assert run.counts[name] == by_hand.run["counts"][name]
    frame = by_hand.frame.fill_null("").select(name.removesuffix("_id") for name in SCORE_COLUMNS)
    assert scores_of(run) == list(frame.sort("unit", "period", "node").iter_rows())


def test_a_run_computed_again_is_equal(run: Run) -> None:
    again = compute(run.version, by=demo())
    assert again.pk != run.pk
    assert (again.data_hash, again.methodology_hash, again.counts) == (run.data_hash, run.methodology_hash, run.counts)
    assert scores_of(again) == scores_of(run)
    assert inputs.is_current(run)


def test_a_correction_makes_a_run_old_and_the_past_can_still_be_computed(run: Run) -> None:
    changed = some_observations(("KZ-10", "unemployment_rate", "2023", 9.9), source="bns_sdg_8-5-2")
    before = timezone.now()
    record_observations(changed, reason="A trial", by=demo())
    assert not inputs.is_current(run)
    after, past = compute(run.version, by=demo()), compute(run.version, as_of=before, by=demo())
    assert after.data_hash != run.data_hash
    assert past.data_hash == run.data_hash
    assert scores_of(past) == scores_of(run)
    [old], [new] = ([row for row in tables.table(which, "2023") if row.unit.pk == "KZ-10"] for which in (run, after))
    assert old.score is not None
    assert new.score is not None
    assert new.score < old.score


def test_the_journal_holds_the_run_and_the_seals_of_its_rows(run: Run) -> None:
    entry = Entry.objects.get(verb="compute")
    assert (entry.room, entry.object_kind, entry.object_id) == ("results", "results.run", str(run.pk))
    assert (entry.digest, entry.particulars) == (run.data_hash, {"methodology": run.methodology_hash})
    sealed = Seal.objects.filter(pk__in=entry.seals).values_list("table_name", "row_count")
    assert dict(sealed) == {"results_run": 1, "results_score": Score.objects.count()}


def test_who_may_compute(run: Run) -> None:
    with pytest.raises(Denied, match="no person has this right"):
        compute(run.version, by=User.objects.create(username="aigerim"))
    move_version(run.version, Move.RETIRE, by=demo())
    with pytest.raises(Denied, match="retired"):
        compute(run.version, by=demo())
    assert Run.objects.count() == 1


def test_a_period_that_is_not_assessed_is_refused_and_nothing_kept(run: Run) -> None:
    with pytest.raises(ProblemsFound):
        compute(run.version, ["1999"], by=demo())
    assert Run.objects.count() == 1


@pytest.mark.parametrize("table", ["results_run", "results_score"])
@pytest.mark.parametrize("change", ["UPDATE {} SET transaction_id = 1", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_application_cannot_change_a_run(
    transactional_db: None, as_application: psycopg.Connection[tuple[object, ...]], table: str, change: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_application.execute(change.format(table).encode())
    with pytest.raises(IntegrityError, match="append-only"), connection.cursor() as owner:
        owner.execute(change.format(table))


def test_a_table_shows_rank_band_and_change(run: Run) -> None:
    rows = tables.table(run, "2023")
    assert len(rows) == 20
    assert [row.rank for row in rows] == sorted(row.rank for row in rows if row.rank is not None)
    first = rows[0]
    before = {row.unit.pk: row for row in tables.table(run, "2022")}[first.unit.pk]
    assert first.score is not None
    assert before.score is not None
    assert first.score_change == first.score - before.score
    assert before.rank is not None
    assert first.rank_change == before.rank - 1
    assert before.score_change is None
    cities = tables.table(run, "2023", kind="city")
    assert {row.unit.pk for row in cities} == {"KZ-71", "KZ-75", "KZ-79"}
    assert [row.score for row in cities] == [row.score for row in rows if row.unit.kind_id == "city"]


def test_points_lost_at_indicators_add_up_to_what_the_index_misses(run: Run) -> None:
    lost = tables.points_lost_by_unit(run, "2023")
    scores = {row.unit.pk: row.score for row in tables.table(run, "2023")}
    assert lost.keys() == scores.keys()
    for unit, reached in scores.items():
        if reached is not None:  # the index is rounded to one decimal
            assert sum(lost[unit].values()) == pytest.approx(100 - reached, abs=0.05)


def test_a_trend_runs_over_the_periods_of_the_run(run: Run) -> None:
    trend = tables.trend_of(dict.fromkeys(run.periods, run.pk), "KZ-47")
    assert [point.period for point in trend] == run.periods
    assert [point.score is None for point in trend] == [False, False, False, True]
    assert trend[-1].reason == "below_coverage"


def test_an_explanation_agrees_with_the_scores_and_is_kept_for_the_second_time(run: Run) -> None:
    explained = inputs.explanation(run, "KZ-47", "2023")
    [row] = [row for row in tables.table(run, "2023") if row.unit.pk == "KZ-47"]
    assert explained.tree.score == row.score
    assert explained.tree.rank == row.rank
    assert inputs.explanation(run, "KZ-47", "2023") is explained


def test_an_explanation_reads_the_run_s_own_past(run: Run) -> None:
    changed = some_observations(("KZ-47", "unemployment_rate", "2024", 9.9), source="bns_sdg_8-5-2")
    record_observations(changed, reason="A trial", by=demo())
    [row] = [row for row in tables.table(run, "2024") if row.unit.pk == "KZ-47"]
    assert inputs.explanation(run, "KZ-47", "2024").tree.score == row.score


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_number_of_questions_however_long(run: Run, count: int) -> None:
    few = compute(run.version, run.periods[:count], by=demo())
    kind, units = {1: ("city", 3), 3: ("oblast", 17)}[count]
    with CaptureQueriesContext(connection) as asked:
        rows = tables.table(few, few.periods[-1], kind=kind)
        assert len([row.unit.kind.name.en for row in rows]) == units
        assert len([row.score for row in tables.trend_of(dict.fromkeys(few.periods, few.pk), "KZ-10")]) == count
        assert len([run.version.title.en for run in tables.runs_of(run.version)]) == 2
    assert len(asked) == 6
