"""Two who record the same at the same time: the second waits for the first, and then sees what was recorded."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection, connections, transaction

from tarazy.web.rooms.observatory.actions.recording import Recorded, record_observations
from tarazy.web.rooms.observatory.models import Observation
from tests.web.rooms.shipped import demo, register_place, some_observations

ROW = ("KZ-47", "life_expectancy", "2030", 71.5)


@pytest.mark.django_db(transaction=True)
def test_the_second_waits_and_finds_it_recorded() -> None:
    register_place("kz")
    came: list[Recorded | Exception] = []

    def record() -> None:
        try:
            came.append(record_observations(some_observations(ROW), by=demo()))
        except Exception as failed:  # a thread's failure would be lost
            came.append(failed)
        finally:
            connections.close_all()

    second = threading.Thread(target=record)
    with transaction.atomic():
        first = record_observations(some_observations(ROW), by=demo())
        second.start()
        wait_until_somebody_waits()
        assert came == []
    second.join()
    assert first == Recorded(new=1, revised=0, same=0)
    assert came == [Recorded(new=0, revised=0, same=1)]
    assert Observation.objects.count() == 1


def wait_until_somebody_waits() -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() != (0,):
                return
        time.sleep(0.05)
    pytest.fail("nobody waits")
