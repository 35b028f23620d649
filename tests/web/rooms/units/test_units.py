"""The shipped units of Kazakhstan: registered once, told apart in time, joined where one continues another."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tarazy.exchange.place import Place, read_place
from tarazy.web.grammar.act import Denied
from tarazy.web.grammar.text import local_text
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import DEMO, system_actor
from tarazy.web.rooms.units import queries
from tarazy.web.rooms.units.actions import register_units
from tarazy.web.rooms.units.models import Succession, Tile, Unit, UnitCode

KZ = Path(__file__).resolve().parents[4] / "data" / "kz"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def place() -> Place:
    return read_place(KZ)


@pytest.fixture
def registered(place: Place, db: None) -> Place:
    register_units(place, by=system_actor(DEMO))
    return place


def test_a_place_is_registered_once_and_written_into_the_journal(registered: Place) -> None:
    assert all(table.is_empty for table in queries.unregistered(registered))
    again = register_units(registered, by=system_actor(DEMO))
    assert (
        sum(table.same for table in again)
        == sum(
            len(registered.tables[name]) for name in ("kinds", "peer_groups", "units", "codes", "successions", "tiles")
        )
        + 1
    )
    entry = Entry.objects.order_by("number").first()
    assert entry is not None
    assert (entry.room, entry.verb, entry.actor) == ("units", "register_units", system_actor(DEMO).pk)


def test_a_changed_name_is_taken_over_and_nothing_else(registered: Place) -> None:
    Unit.objects.filter(pk="KZ-10").update(name=local_text({"kk": "а", "ru": "б", "en": "c"}))
    changed = {table.model: [row.pk for row in table.changed] for table in queries.unregistered(registered)}
    assert {model: rows for model, rows in changed.items() if rows} == {Unit: ["KZ-10"]}
    register_units(registered, by=system_actor(DEMO))
    assert Unit.objects.get(pk="KZ-10").name.en == "Abai Region"


def test_a_person_registers_nothing(place: Place) -> None:
    person = User.objects.create(username="aigerim")
    with pytest.raises(Denied, match="no person has this right"):
        register_units(place, by=person)
    assert not Unit.objects.exists()
    assert not Entry.objects.exists()


def test_a_half_right_place_leaves_nothing(place: Place) -> None:
    rows = tuple(row for row in place.tables["units"] if row.unit != "KZ")  # type: ignore[attr-defined]
    broken = Place(place.id, place.folder, {**place.tables, "units": rows}, place.boundaries)
    with pytest.raises(IntegrityError):
        _register_and_check(broken)
    assert not Unit.objects.exists()


@transaction.atomic
def _register_and_check(place: Place) -> None:
    register_units(place, by=system_actor(DEMO))
    connection.check_constraints()


@pytest.mark.parametrize(
    ("day", "count"), [("2017-06-01", 16), ("2020-01-01", 17), ("2022-06-07", 17), ("2022-06-08", 20)]
)
def test_units_exist_in_their_time_only(registered: Place, day: str, count: int) -> None:
    valid = queries.units_valid_on(datetime.date.fromisoformat(day), ["oblast", "city"])
    assert len(valid) == count
    assert ("KZ-ALM" in {unit.pk for unit in valid}) == (day < "2022-06-08")


def test_one_line_joins_the_former_unit_that_a_unit_continues(registered: Place) -> None:
    joined = {
        unit.pk: [(part.unit.pk, part.ends) for part in queries.joined_line(unit)]
        for unit in Unit.objects.filter(pk__in=["KZ-19", "KZ-33", "KZ-11", "KZ-ALM"])
    }
    reform = datetime.date(2022, 6, 8)
    assert joined == {
        "KZ-19": [("KZ-ALM", reform), ("KZ-19", None)],
        "KZ-33": [("KZ-33", None)],
        "KZ-11": [("KZ-11", None)],
        "KZ-ALM": [("KZ-ALM", reform)],
    }


def test_predecessors_and_successors_carry_the_share(registered: Place) -> None:
    zhetysu, old_almaty = Unit.objects.get(pk="KZ-33"), Unit.objects.get(pk="KZ-ALM")
    [origin] = queries.predecessors(zhetysu)
    assert (origin.from_unit.pk, origin.basis) == ("KZ-ALM", "population_avg 2021")
    assert [row.to_unit.pk for row in queries.successors(old_almaty)] == ["KZ-19", "KZ-33"]
    assert sum(row.share or 0 for row in queries.successors(old_almaty)) == pytest.approx(1)


def test_a_share_beyond_one_is_refused_by_the_database(registered: Place) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(from_unit_id="KZ-10", to_unit_id="KZ-11", on="2022-06-08", share=1.2)


def test_the_engine_gets_sorted_columns(registered: Place) -> None:
    units = queries.engine_units(Unit.objects.all())
    assert units.ids.tolist() == sorted(units.ids.tolist())
    assert len(units) == 25
    assert int(units.valid_on(datetime.date(2023, 12, 31)).sum()) == 21  # 20 regions and the country


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_number_of_questions_however_long(registered: Place, count: int) -> None:
    chosen = ["KZ-10", "KZ-11", "KZ-15"][:count]
    Tile.objects.exclude(pk__in=chosen).delete()
    UnitCode.objects.exclude(unit__in=chosen).delete()
    Succession.objects.exclude(to_unit="KZ-10").delete()
    Unit.objects.exclude(pk__in=[*chosen, "KZ", "KZ-VOS"]).delete()
    with CaptureQueriesContext(connection) as asked:
        assert [unit.kind.name.en for unit in queries.units_by_id(chosen).values()] == ["oblast"] * count
        assert len([tile.unit_id for tile in queries.tiles_of("kz")]) == count
        assert len([unit.kind.name.en for unit in queries.units_within("KZ")]) == count + 1
        day = datetime.date(2023, 1, 1)
        assert len([unit.kind.name.en for unit in queries.units_valid_on(day, ["oblast"])]) == count
    assert len(asked) == 5  # kinds of units asked for by id come in a question of their own


def test_units_of_a_kind_come_from_every_place_former_ones_too(registered: Place) -> None:
    oblasts = list(queries.units_of_kind("oblast"))
    assert {unit.kind_id for unit in oblasts} == {"oblast"}
    assert "KZ-ALM" in {unit.pk for unit in oblasts}
    assert queries.units_of_kind().count() == Unit.objects.count() > len(oblasts)
