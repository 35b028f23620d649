"""Whether a kept connection lives is seen without a question; one that the server ended is not used again."""

from __future__ import annotations

import time

import psycopg
import pytest
from django.db import connections

from tarazy.web.config.postgresql.base import DatabaseWrapper
from tests.web.cloning import TestDatabases

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept() -> DatabaseWrapper:
    """A connection of its own to the database of the test."""
    found = connections["default"].copy()
    assert isinstance(found, DatabaseWrapper)
    found.connect()
    return found


def test_a_living_connection_is_not_asked(kept: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*given: object) -> None:
        raise AssertionError("the server was asked")

    monkeypatch.setattr(psycopg.Connection, "cursor", asked)
    assert kept.is_usable()
    monkeypatch.undo()
    kept.close()
    assert not kept.is_usable()


def test_a_connection_that_the_server_ended_is_replaced(kept: DatabaseWrapper, databases: TestDatabases) -> None:
    with kept.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [ended] = cursor.fetchone() or [0]
    with psycopg.connect(databases.url("tarazy_owner"), autocommit=True) as owner:
        owner.execute("SELECT pg_terminate_backend(%s)", [ended])
    until = time.monotonic() + 10
    while kept.is_usable() and time.monotonic() < until:
        time.sleep(0.05)
    assert not kept.is_usable()
    kept.close_if_unusable_or_obsolete()
    kept.health_check_enabled = True  # type: ignore[attr-defined]  # unknown to the stubs
    kept.close_if_health_check_failed()
    with kept.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone() != (ended,)
    kept.close()


def test_a_notice_that_waits_is_no_end(kept: DatabaseWrapper) -> None:
    with kept.cursor() as cursor:
        cursor.execute("LISTEN something")
    with connections["default"].cursor() as cursor:
        cursor.execute("NOTIFY something")
    time.sleep(0.2)
    assert kept.is_usable()
    kept.close()
