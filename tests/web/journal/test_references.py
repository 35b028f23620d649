"""References that are tried once a statement keep what a foreign key keeps."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from tarazy.web.rooms.observatory.models import Observation, Variable
from tarazy.web.rooms.units.models import Unit
from tests.web.cloning import Connection
from tests.web.rooms.shipped import demo, register_place

LIFE = "life_expectancy"
ROW = (
    "INSERT INTO observatory_observation (unit_id, variable_id, period, breakdown, series, revision, reason, value, "
    "status, source, recorded_at, recorded_by_id) "
    "VALUES (%s, %s, '2030', '', 'statistics', 1, '', 1, '', '', now(), %s)"
)


def record(unit: str = "KZ-10", variable: str = LIFE, user: int | None = None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ROW, [unit, variable, demo().pk if user is None else user])


@pytest.mark.django_db
def test_what_is_not_there_is_named_and_nothing_is_recorded() -> None:
    register_place("kz")
    for given, said in (
        ({"unit": "KZ-99"}, "unit_id KZ-99 is not in units_unit"),
        ({"variable": "life"}, "variable_id life is not in observatory_variable"),
        ({"user": 123456}, "recorded_by_id 123456 is not in people_user"),
    ):
        with pytest.raises(IntegrityError, match=said):
            record(**given)  # type: ignore[arg-type]
    assert not Observation.objects.exists()
    record()
    assert Observation.objects.get().unit_id == "KZ-10"


@pytest.mark.django_db
def test_what_is_referred_to_is_neither_removed_nor_renamed() -> None:
    register_place("kz")
    record()
    tables = ((Unit, "KZ-10"), (Variable, LIFE), (type(demo()), demo().pk))
    for model, pk in tables:
        rows = model._base_manager.filter(pk=pk)  # type: ignore[attr-defined]
        with pytest.raises(IntegrityError, match="is referred to by observatory_observation"), transaction.atomic():
            rows._raw_delete("default")
    with pytest.raises(IntegrityError, match="is referred to"), transaction.atomic():
        Unit.objects.filter(pk="KZ-10").update(id="KZ-XX")
    Variable.objects.filter(pk=LIFE).update(position=7)
    assert Variable.objects.get(pk=LIFE).position == 7


@pytest.mark.usefixtures("transactional_db")
def test_nobody_removes_what_a_statement_that_still_runs_refers_to(as_application: Connection) -> None:
    register_place("kz")
    user = demo().pk
    as_application.execute("BEGIN")
    as_application.execute(ROW.encode(), ["KZ-10", LIFE, user])
    with transaction.atomic(), connection.cursor() as owner:
        owner.execute("SET LOCAL lock_timeout = '200ms'")
        with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
            owner.execute("DELETE FROM observatory_variable WHERE id = %s", [LIFE])
    as_application.execute("COMMIT")
    with pytest.raises(IntegrityError, match="is referred to"), transaction.atomic(), connection.cursor() as owner:
        owner.execute("DELETE FROM observatory_variable WHERE id = %s", [LIFE])
