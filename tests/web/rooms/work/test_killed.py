"""A worker that is killed at any moment leaves the old state or the new one, and another takes its task up again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tarazy.web.config.embedded import Embedded
from tarazy.web.grammar.text import LocalText
from tarazy.web.journal.proof import prove
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.post.models import Message
from tarazy.web.rooms.work import life
from tarazy.web.rooms.work.actions import enqueue
from tarazy.web.rooms.work.enums import State
from tarazy.web.rooms.work.models import Task
from tests.long import only_long
from tests.web.cloning import TestDatabases
from tests.web.rooms.work import sample

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = LocalText(kk="Есеп", ru="Расчёт", en="A computation")
LIMIT_SECONDS = 90.0
ROOT = Path(__file__).parents[4]


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(life, "_kinds", {})
    sample.register_work()


def start_worker(
    databases: TestDatabases, *arguments: str, environment: dict[str, str] | None = None, said: Path | None = None
) -> int:
    """The number of a worker process that works as the application, with the sample kinds of work."""
    changed = {
        "DATABASE_URL": databases.url("tarazy_app"),
        "TARAZY_DATABASE_ROLE": "application",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    command = [sys.executable, "-m", "tests.web.rooms.work.sample", *arguments]
    with said.open("wb") if said else nullcontext() as log:
        return subprocess.Popen(command, env=os.environ | changed | (environment or {}), stderr=log).pid


def end(worker: int, how: signal.Signals) -> int:
    os.kill(worker, how)
    return os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])


def wait_for(what: object, until: float) -> None:
    while not what() and time.monotonic() < until:  # type: ignore[operator]
        time.sleep(0.05)


@pytest.mark.parametrize("kills", [5, only_long(50)])
def test_a_killed_worker_leaves_the_old_state_or_the_new(databases: TestDatabases, kills: int) -> None:
    until = time.monotonic() + LIMIT_SECONDS * kills / 5
    chance = random.Random(kills)
    enqueue(sample.NAME, TITLE, {"count": sample.COUNT}, by=system_actor())
    for _kill in range(kills):
        worker = start_worker(databases)
        wait_for(lambda: Task.objects.get().state != State.WAITING, until)
        time.sleep(chance.uniform(0, 1.0))
        assert end(worker, signal.SIGKILL) == -signal.SIGKILL
        written = Message.objects.count()
        state = Task.objects.get().state
        assert (written, state) in [(0, State.RUNNING), (0, State.WAITING), (sample.COUNT, State.DONE)]
    worker = start_worker(databases)
    wait_for(lambda: Task.objects.get().state == State.DONE, until)
    assert end(worker, signal.SIGTERM) == 0
    assert (Message.objects.count(), Task.objects.get().state) == (sample.COUNT, State.DONE)
    assert prove().holds


def test_progress_is_seen_while_the_work_is_not(databases: TestDatabases) -> None:
    until = time.monotonic() + LIMIT_SECONDS
    task = enqueue(sample.NAME, TITLE, {"count": sample.COUNT}, by=system_actor())
    worker = start_worker(databases)
    try:
        wait_for(lambda: Task.objects.get().progress.done > 0, until)
        assert (Message.objects.count(), Task.objects.get().state) == (0, State.RUNNING)
        progress = Task.objects.get(pk=task.pk).progress
        assert 0 < progress.done <= progress.total == sample.COUNT
    finally:
        assert end(worker, signal.SIGTERM) == 0
    # A worker that is asked to end finishes what it has begun.
    assert (Message.objects.count(), Task.objects.get().state) == (sample.COUNT, State.DONE)


def test_a_worker_that_is_asked_to_end_drops_what_takes_long_and_leaves_no_trace(databases: TestDatabases) -> None:
    until = time.monotonic() + LIMIT_SECONDS
    enqueue(sample.NAME, TITLE, {"count": 2, "pause": sample.LONG_PAUSE_SECONDS}, by=system_actor())
    worker = start_worker(databases)
    wait_for(lambda: Task.objects.get().progress.done > 0, until)
    asked = time.monotonic()
    assert end(worker, signal.SIGTERM) == 0
    assert time.monotonic() - asked < sample.LONG_PAUSE_SECONDS / 2
    assert (Message.objects.count(), Task.objects.get().state) == (0, State.RUNNING)


def test_a_worker_ends_with_the_process_that_started_it(databases: TestDatabases) -> None:
    worker = start_worker(databases, environment={"TARAZY_SERVER_PROCESS": "1"})
    assert os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) == 0


def test_regular_work_is_done_once_a_time_by_however_many_workers(databases: TestDatabases) -> None:
    until = time.monotonic() + LIMIT_SECONDS
    workers = [start_worker(databases, "every_second") for _worker in range(2)]
    wait_for(lambda: Message.objects.count() >= 3, until)
    assert [end(worker, signal.SIGTERM) for worker in workers] == [0, 0]
    seconds = list(Message.objects.order_by("pk").values_list("about_id", flat=True))
    assert len(seconds) >= 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'")
        assert cursor.fetchone() == (0,)


def test_a_worker_waits_for_a_database_that_is_away_and_says_so_in_one_line(
    databases: TestDatabases, database_server: Embedded, tmp_path: Path
) -> None:
    until = time.monotonic() + LIMIT_SECONDS
    said = tmp_path / "said"
    worker = start_worker(databases, "every_second", said=said)
    wait_for(Message.objects.exists, until)
    connection.close()
    with psycopg.connect(database_server.url("postgres", "postgres"), autocommit=True) as superuser:
        superuser.execute(f"ALTER DATABASE {databases.name} ALLOW_CONNECTIONS false".encode())
        superuser.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [databases.name])
        wait_for(lambda: "does not answer" in said.read_text(), until)
        time.sleep(1.2)  # it looks again, in vain
        superuser.execute(f"ALTER DATABASE {databases.name} ALLOW_CONNECTIONS true".encode())
    before = Message.objects.count()
    enqueue(sample.NAME, TITLE, {"count": sample.COUNT}, by=system_actor())
    wait_for(lambda: Task.objects.get().state == State.DONE, until)
    wait_for(lambda: Message.objects.count() > before + sample.COUNT, until)
    assert end(worker, signal.SIGTERM) == 0
    assert (Task.objects.get().state, Message.objects.count() > before + sample.COUNT) == (State.DONE, True)
    lines = [line.split(": ", 1)[1] for line in said.read_text().splitlines()]
    assert lines == [
        "The database does not answer. The worker waits for it and then goes on by itself.",
        "The database answers again; the worker goes on.",
    ]
