"""How sure a run is: estimated once, kept with all that anybody needs to draw the replicates again."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from polars.testing import assert_frame_equal
from pytest_django.plugin import DjangoDbBlocker

from tarazy.engine import estimate_uncertainty, load_methodology
from tarazy.engine.robustness.frames import changes_frame, groups_frame, intervals_frame, pairs_frame
from tarazy.exchange.units import read_units
from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.results.actions.computing import ESTIMATED_AS, compute
from tarazy.web.rooms.results.actions.estimating import OF_CHANGES, OF_INTERVALS, SEED, estimate
from tarazy.web.rooms.results.models import Estimate, Interval, NotToldApart, Pair, Run, Score
from tarazy.web.rooms.results.queries import estimates
from tarazy.web.rooms.work.models import Task
from tarazy.web.rooms.work.tasks import perform_task
from tests.web.cloning import TestDatabases
from tests.web.rooms.shipped import KZ, KZ_VARYING, demo, estimated_kz, observations, place, put_in_force

pytestmark = pytest.mark.django_db
KEY = ["unit", "period", "node"]


@pytest.fixture(scope="module", autouse=True)
def kazakhstan(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Every test of this module begins with Kazakhstan computed and estimated."""
    with django_db_blocker.unblock(), databases.based_on("estimated_kz", estimated_kz):
        yield


@pytest.fixture
def run(db: None) -> Run:
    return Run.objects.select_related("version").get()


@pytest.fixture
def made(run: Run) -> Estimate:
    found = estimates.estimate_of(run)
    assert found is not None
    return found


def kept(model: type[Interval | Pair | NotToldApart], columns: list[str], names: list[str]) -> pl.DataFrame:
    rows = [dict(zip(names, row, strict=True)) for row in model.objects.values_list(*columns)]
    return pl.DataFrame(rows, infer_schema_length=None)


def test_the_room_comes_to_what_the_command_line_comes_to(run: Run, made: Estimate) -> None:
    units = read_units(place("kz").folder / "units.csv")
    found = estimate_uncertainty(
        load_methodology(KZ_VARYING), observations("kz"), units=units, periods=made.periods, seed=made.seed, nodes="all"
    )
    frame = intervals_frame(found)
    of_intervals = [*KEY, *OF_INTERVALS]
    rows = kept(Interval, of_intervals, of_intervals).sort(KEY)
    assert_frame_equal(rows, frame.select(of_intervals), abs_tol=1e-9)
    of_changes = [*KEY, *OF_CHANGES]
    changed = kept(Interval, of_changes, of_changes).filter(pl.col("before") != "").sort(KEY)
    assert_frame_equal(changed, changes_frame(found).select(of_changes).sort(KEY), abs_tol=1e-9)
    pairs = kept(Pair, ["period", "unit", "other", "p_ahead"], ["period", "unit", "other", "p_ahead"])
    assert_frame_equal(pairs, pairs_frame(found), check_row_order=False, abs_tol=1e-9)
    members = ["period", "peer_group", "group", "unit"]
    groups = kept(NotToldApart, members, members)
    assert_frame_equal(groups, groups_frame(found), check_row_order=False, check_dtypes=False)
    bands = [name for name in frame.columns if name.startswith("p_band_")]
    row = frame.row(0, named=True)
    of_it = Interval.objects.get(**{name: row[name] for name in KEY})
    assert of_it.p_bands == pytest.approx([row[name] for name in bands])


def test_it_says_how_it_was_drawn_and_stands_in_the_journal(run: Run, made: Estimate) -> None:
    assert (made.seed, made.replicates, made.failed, made.level_percent) == (SEED, 1000, 0, 90)
    assert made.engine_version == run.engine_version
    assert made.refusal is None
    # In 2025 nobody has a score yet, so nothing could be otherwise.
    assert made.periods == ["2022", "2023", "2024"]
    entry = Entry.objects.get(verb="estimate")
    assert (entry.object_kind, entry.object_id, entry.digest) == ("results.estimate", str(made.pk), run.data_hash)
    assert entry.particulars["run"] == run.pk


def test_a_run_has_one_estimate(run: Run, made: Estimate) -> None:
    with pytest.raises(ValidationError, match="estimated already"):
        estimate(run, by=demo())
    with pytest.raises(IntegrityError, match="run_id"), transaction.atomic():
        Estimate.objects.create(
            run=run, engine_version="1", seed=2, replicates=0, failed=0, periods=[], nodes="all",
            computed_at=made.computed_at, computed_by=demo(),
        )  # fmt: skip


def test_every_rank_lies_within_an_interval_of_places_that_come(run: Run, made: Estimate) -> None:
    stated = dict(Score.objects.filter(run=run, period="2024", node="index").values_list("unit", "rank"))
    found = estimates.intervals_at(made, "2024")
    assert set(found) == set(stated)
    for one in found.values():
        assert one.rank_low is not None
        assert one.rank_high is not None
        assert 1 <= one.rank_low <= one.rank_high <= len(stated)
    assert any(one.rank_low < one.rank_high for one in found.values() if one.rank_low and one.rank_high)


def test_what_pages_ask_for(made: Estimate) -> None:
    unit = "KZ-75"
    of_unit = estimates.intervals_of_unit(made, unit)
    assert of_unit["2024", "index"] == estimates.intervals_at(made, "2024", units=[unit])[unit]
    assert of_unit["2022", "index"].before == ""
    later = of_unit["2024", "index"]
    assert later.before == "2023"
    assert later.moved_surely is (later.change_low > 0 or later.change_high < 0)  # type: ignore[operator]
    groups = estimates.not_told_apart(made, "2024")
    assert groups
    assert all(len(units) > 1 for _peers, units in groups)
    first, second = groups[0][1][:2]
    share = estimates.p_ahead(made, "2024", first, second)
    assert share is not None
    assert estimates.p_ahead(made, "2024", second, first) == pytest.approx(1 - share)
    assert estimates.p_ahead(made, "2024", first, first) is None


def test_a_table_of_intervals_is_one_query(made: Estimate) -> None:
    for units in (["KZ-75"], ["KZ-75", "KZ-71", "KZ-79"]):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert len(estimates.intervals_at(made, "2024", units=units)) == len(units)
        assert len(asked) == 1


def test_why_there_are_no_intervals_is_kept(run: Run) -> None:
    empty = compute(run.version, ["2025"], by=demo())
    made = estimate(empty, by=demo())
    assert (made.replicates, made.periods) == (0, [])
    assert made.refusal is not None
    assert made.refusal.as_dict()["en"] == "Units with a score of the index: 0."
    assert len(set(made.refusal.as_dict().values())) == 3
    assert not Interval.objects.filter(estimate=made).exists()


def test_nothing_is_estimated_where_the_methodology_says_nothing_of_it(run: Run) -> None:
    tasks = Task.objects.filter(name=ESTIMATED_AS).count()
    other = compute(put_in_force(KZ), ["2024"], by=demo())
    assert Task.objects.filter(name=ESTIMATED_AS).count() == tasks
    with pytest.raises(ValidationError, match="does not say what may vary"):
        estimate(other, by=demo())


def test_a_worker_estimates_what_was_computed_once(run: Run) -> None:
    computed = compute(run.version, ["2025"], by=demo())
    task = Task.objects.filter(name=ESTIMATED_AS).latest("pk")
    assert task.arguments == {"run": computed.pk}
    perform_task(task_id=task.pk)
    assert Task.objects.get(pk=task.pk).state == "done"
    assert Estimate.objects.filter(run=computed).count() == 1
    again = Task.objects.filter(name=ESTIMATED_AS).earliest("pk")  # of the run that was estimated by hand since
    perform_task(task_id=again.pk)
    assert Task.objects.get(pk=again.pk).state == "done"


def test_a_person_without_the_right_estimates_nothing(run: Run) -> None:
    with pytest.raises(Denied, match="methodologists and analysts"):
        estimate(run, by=User.objects.create(username="anybody"))
