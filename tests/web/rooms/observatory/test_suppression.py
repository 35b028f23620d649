"""Small cells do not leave the observatory, by no door, at no date, and cannot be worked out from what does."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

import tarazy
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.observatory.models import Observation, PublicObservation, SuppressedCell, SuppressionRule
from tarazy.web.rooms.observatory.queries.about_unit import latest_values
from tarazy.web.rooms.observatory.queries.recorded import engine_observations
from tarazy.web.rooms.observatory.queries.values import (
    numbers_over_time,
    public_of,
    public_revisions,
    revisions_of,
    values_by_breakdown,
    values_in,
)
from tests.web.cloning import TestDatabases
from tests.web.rooms.observatory.made_up import COUNTS, SHARES, record_made_up, register_made_up, solved, true_counts
from tests.web.rooms.shipped import demo, observations, register_place, some_observations

pytestmark = pytest.mark.django_db
PERIODS = ("2024", "2025")


@pytest.fixture(scope="module", autouse=True)
def made_up(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on("made_up", record_made_up):
        yield


@pytest.mark.parametrize(("variable", "column", "least"), [(COUNTS, "value", 5), (SHARES, "n", 10)])
def test_no_small_cell_is_public_and_none_that_is_hidden_can_be_solved(variable: str, column: str, least: int) -> None:
    truth, rows = true_counts(variable, column), list(public_of(variable))
    public = {(row.unit_id, row.period, row.breakdown): row for row in rows}
    assert public.keys() == truth.keys()
    hidden = {key for key, row in public.items() if row.value is None}
    is_vulnerable = {key: variable == COUNTS or bool(key[2]) for key in truth}
    too_small = {key for key, count in truth.items() if 0 < count < least and is_vulnerable[key]}
    assert too_small
    assert too_small <= hidden
    assert len(hidden) < len(truth) / 2
    assert all((row.status, row.se, row.n) == ("Q", None, None) for key, row in public.items() if key in hidden)
    for period in PERIODS:
        assert solved(rows, period) == []


def test_the_test_itself_would_see_a_cell_that_is_hidden_alone() -> None:
    """Without secondary suppression nearly everything follows."""
    rows = list(public_of(COUNTS))
    truth = true_counts(COUNTS, "value")
    for row in rows:
        count = truth[row.unit_id, row.period, row.breakdown]
        row.value = None if 0 < count < 5 else count
    assert solved(rows, "2025")


def test_the_engine_reads_what_is_hidden() -> None:
    units = {unit for unit, _period, _breakdown in true_counts(COUNTS, "value")}
    table = engine_observations([COUNTS], units)
    assert sorted(table.value) == sorted(true_counts(COUNTS, "value").values())


def a_hidden_cell() -> SuppressedCell:
    cell = SuppressedCell.objects.filter(variable=COUNTS, period="2025", unit="MU-A1").first()
    assert cell is not None
    return cell


def test_every_way_out_hides_it() -> None:
    cell = a_hidden_cell()
    [value] = values_in(COUNTS, cell.period, cell.breakdown, units=[cell.unit_id])
    assert (value.value, value.status, value.se, value.n) == (None, "Q", None, None)
    assert cell.period not in numbers_over_time(COUNTS, cell.breakdown).get(cell.unit_id, {})
    beside = values_by_breakdown(COUNTS, cell.period, [cell.breakdown])
    assert beside[cell.unit_id][cell.breakdown].value is None
    assert [row.value for row in revisions_of(cell.unit_id, COUNTS, cell.period, cell.breakdown)] == [None]
    total = Observation.objects.get(variable=SHARES, unit="MU-A1", breakdown="")
    assert [row.value for row in latest_values("MU-A1") if row.variable_id == SHARES] == [total.value]


def test_a_correction_reveals_neither_the_old_nor_the_new_value_nor_its_reason() -> None:
    cell = a_hidden_cell()
    before = timezone.now()
    corrected = some_observations(
        (cell.unit_id, COUNTS, cell.period, 77.0), breakdown=cell.breakdown, series="statistics"
    )
    record_observations(corrected, reason="It was 2 and is 77", by=demo())
    rows = revisions_of(cell.unit_id, COUNTS, cell.period, cell.breakdown)
    assert [(row.revision, row.value, row.reason, row.status) for row in rows] == [
        (1, None, "", "Q"),
        (2, None, "", "Q"),
    ]
    for as_of in (None, before, timezone.now()):
        of_cell = public_revisions(as_of).filter(
            variable=COUNTS, unit=cell.unit_id, period=cell.period, breakdown=cell.breakdown
        )
        assert [row.value for row in of_cell] == [None]
        assert solved(public_of(COUNTS, as_of), cell.period) == []


def test_what_everybody_reads_of_a_hidden_cell_says_nothing_new_when_it_is_given_back() -> None:
    cell = a_hidden_cell()
    shown = (cell.unit_id, COUNTS, cell.period, None)
    source = Observation.objects.get(variable=COUNTS, unit=cell.unit_id, period=cell.period, breakdown=cell.breakdown)
    columns = {"breakdown": cell.breakdown, "status": "Q", "source": source.source}
    assert record_observations(some_observations(shown, **columns), by=demo()).same == 1
    named = some_observations(shown, **columns, revision=1)
    assert record_observations(named, by=demo()).same == 1
    other = some_observations((cell.unit_id, COUNTS, cell.period, 3.5), **columns | {"status": ""})
    assert record_observations(other, reason="Counted again", by=demo()).revised == 1


def test_a_public_cell_that_its_source_hides_from_now_on_is_revised() -> None:
    public = next(row for row in public_of(COUNTS) if row.value is not None)
    hidden = some_observations(
        (public.unit_id, COUNTS, public.period, None), breakdown=public.breakdown, status="Q", source=public.source
    )
    assert record_observations(hidden, reason="Withdrawn by the office", by=demo()).revised == 1


def test_a_cell_that_becomes_small_is_hidden_at_every_date_and_what_was_hidden_stays_so() -> None:
    was = set(SuppressedCell.objects.values_list("variable", "period", "breakdown", "unit"))
    large = next(row for row in public_of(COUNTS) if (row.value or 0) > 20 and row.unit_id == "MU-C3")
    before = timezone.now()
    small = some_observations((large.unit_id, COUNTS, large.period, 2.0), breakdown=large.breakdown)
    record_observations(small, reason="corrected", by=demo())
    now = set(SuppressedCell.objects.values_list("variable", "period", "breakdown", "unit"))
    assert was < now
    for as_of in (None, before):
        rows = list(public_of(COUNTS, as_of))
        [row] = [row for row in rows if (row.unit_id, row.period, row.breakdown) == (
            large.unit_id, large.period, large.breakdown)]  # fmt: skip
        assert row.value is None
        assert solved(rows, large.period) == []


def test_what_was_written_by_any_other_way_is_not_public_until_it_was_looked_at() -> None:
    Observation.objects.create(
        unit_id="MU-B2", variable_id=COUNTS, period="2026", value=3.0, recorded_at=timezone.now(), recorded_by=demo()
    )
    assert [(row.value, row.status) for row in public_of(COUNTS).filter(period="2026")] == [(None, "Q")]
    record_observations(some_observations(("MU-B3", COUNTS, "2026", 40.0)), by=demo())
    values = dict(public_of(COUNTS).filter(period="2026").values_list("unit", "value"))
    assert values == {"MU-B2": None, "MU-B3": 40.0}


def test_targets_and_variables_without_a_rule_are_not_touched() -> None:
    SuppressionRule.objects.filter(variable=SHARES).delete()
    for variable, series in ((SHARES, "statistics"), (COUNTS, "target")):
        Observation.objects.create(
            unit_id="MU-B2", variable_id=variable, period="2027", series=series, value=1.0, n=1,
            recorded_at=timezone.now(), recorded_by=demo(),
        )  # fmt: skip
        assert [row.value for row in public_of(variable).filter(period="2027")] == [1.0]


def test_recording_the_same_again_changes_nothing() -> None:
    before = SuppressedCell.objects.count()
    register_made_up()
    assert SuppressedCell.objects.count() == before


def test_the_figures_of_kazakhstan_are_all_public() -> None:
    """They have no n, and no rule counts by their values."""
    register_place("kz")
    record_observations(observations("kz"), by=demo())
    shown = PublicObservation.objects.filter(variable__place="kz")
    assert shown.count() == 13453
    assert not shown.filter(status="Q").exists()


def test_the_application_reads_the_view_and_cannot_write_it(
    transactional_db: None, as_application: psycopg.Connection[tuple[object, ...]]
) -> None:
    found = as_application.execute("SELECT count(*) FROM observatory_public_observation WHERE status = 'Q'").fetchone()
    assert found
    assert found[0]
    for right in ("INSERT", "UPDATE", "DELETE"):
        question = f"SELECT has_table_privilege('observatory_public_observation', '{right}')"
        assert as_application.execute(question.encode()).fetchone() == (False,)


# Who may read what is not public, and why: the engine; who imports; what is small; how much is known; who may read all.
PAST_THE_VIEW = {"recorded.py", "imports.py", "suppression.py", "variables.py", "values.py"}


def test_no_door_reads_past_the_view() -> None:
    """Whoever adds a way out reads `PublicObservation`, in SQL the view `observatory_public_observation`."""
    web = Path(tarazy.__file__).parent / "web"
    files = [*(web / "doors/portal").rglob("*.py"), *(web / "doors/api").rglob("*.py")]
    files += [path for path in (web / "rooms/observatory/queries").glob("*.py") if path.name not in PAST_THE_VIEW]
    assert len(files) > 50
    past = re.compile(r"\bObservation\b|\bobservatory_observation\b")
    code = {path.name: re.sub(r'""".*?"""', "", path.read_text(encoding="utf-8"), flags=re.DOTALL) for path in files}
    assert [name for name, text in code.items() if past.search(text)] == []


def test_a_day_before_everything_knows_nothing() -> None:
    long_ago = timezone.now() - datetime.timedelta(days=400)
    assert list(public_of(COUNTS, long_ago)) == []
