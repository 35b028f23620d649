"""Kill -9 at random moments from upload to publication: the old state or the new one, and everything goes on.

Whoever does the acts is killed (the server's process for what people do, the worker's for what takes long), and the
database. Each has a server of its own here, since the tests' own is everybody's.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from tarazy.cli.serving import PARENT
from tarazy.web.config import embedded
from tarazy.web.config.binaries import wheel_folder
from tests.long import only_long
from tests.web.cloning import TestDatabases, quick_place
from tests.web.kills import story
from tests.web.kills.aftermath import assert_old_or_new

pytestmark = pytest.mark.database
ROOT = Path(__file__).parents[3]
PROGRAMS = os.environ.get("TARAZY_TEST_POSTGRES")
LONGEST_SECONDS = 60.0
LONGEST_ACT_SECONDS = 0.6


@dataclass
class Place:
    """A database server of the test's own, in which the story is told, and the folder of documents."""

    home: Path
    server: embedded.Embedded
    databases: TestDatabases

    @property
    def files(self) -> Path:
        return self.home / "files"

    def start_again(self) -> None:
        """After the database was killed: what a person does is start it, nothing else."""
        self.server.stop()
        self.server = start(self.home)

    def postmaster(self) -> int:
        return int((self.home / "database" / "data" / "postmaster.pid").read_text().splitlines()[0])


def start(home: Path) -> embedded.Embedded:
    return embedded.start(home, say=lambda line: None, programs=Path(PROGRAMS) if PROGRAMS else None)


@pytest.fixture(scope="module")
def place(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[Place]:
    home = Path(tempfile.mkdtemp(prefix="tarazy-kills-", dir=quick_place()))
    home.chmod(0o755)
    own = Place(home, start(home), databases)
    try:
        own.databases = TestDatabases(own.server, "killed")
        with django_db_blocker.unblock(), databases.based_on(story.TEMPLATE, story.build):
            own.databases.take_template(databases, Path(PROGRAMS) if PROGRAMS else wheel_folder())
            yield own
    finally:
        own.server.stop()
        shutil.rmtree(home)


@dataclass
class Teller:
    """A process that tells the story. Its lines outlive it, and those of all tellers before it."""

    place: Place
    process: subprocess.Popen[bytes]

    def lines(self) -> list[str]:
        """The whole lines so far: one that was cut off says nothing."""
        text = (self.place.home / "said").read_text(encoding="utf-8")
        return text[: text.rfind("\n") + 1].splitlines()

    def wait_for(self, line: str, after: int) -> None:
        """Until a line begins so, beyond those that stood there."""
        until = time.monotonic() + LONGEST_SECONDS
        while not any(said.startswith(line) for said in self.lines()[after:]):
            assert self.process.poll() is None, "the story broke off by itself"
            assert time.monotonic() < until, f"no line {line!r}"
            time.sleep(0.005)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def told(place: Place) -> Iterator[Teller]:
    environment = os.environ | {
        "DATABASE_URL": place.databases.url("tarazy_app"),
        "TARAZY_DATABASE_ROLE": "application",
        "TARAZY_FILES": str(place.files),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        PARENT: str(os.getpid()),
    }
    with (place.home / "said").open("ab") as said:
        teller = Teller(
            place, subprocess.Popen([sys.executable, "-m", "tests.web.kills.story"], env=environment, stdout=said)
        )
        try:
            yield teller
        finally:
            teller.kill()


def strike(teller: Teller, number: int, chance: random.Random) -> None:
    """Wait for a moment: within each of the acts in turn, and now and then whenever it comes."""
    before = len(teller.lines())
    act = story.ACTS[number % len(story.ACTS)]
    teller.wait_for(f"begins {act}", before)
    time.sleep(chance.uniform(0, LONGEST_ACT_SECONDS))


@pytest.fixture
def empty_story(place: Place, django_db_blocker: DjangoDbBlocker) -> Iterator[Place]:
    """From the beginning, whatever was told before."""
    with django_db_blocker.unblock():
        place.databases.clone()
        (place.home / "said").write_text("")
        yield place


@pytest.mark.parametrize("kills", [5, only_long(50)])
def test_whoever_acts_is_killed(empty_story: Place, kills: int) -> None:
    chance = random.Random(kills)
    for number in range(kills):
        with told(empty_story) as teller:
            strike(teller, number, chance)
        assert_old_or_new(teller.lines(), empty_story.files)
    goes_on(empty_story)


@pytest.mark.parametrize("kills", [5, only_long(50)])
def test_the_database_is_killed(empty_story: Place, kills: int) -> None:
    chance = random.Random(kills)
    with told(empty_story) as teller:
        for number in range(kills):
            strike(teller, number, chance)
            os.kill(empty_story.postmaster(), signal.SIGKILL)
            connections.close_all()
            os.kill(teller.process.pid, signal.SIGSTOP)
            empty_story.start_again()
            assert_old_or_new(teller.lines(), empty_story.files)
            connections.close_all()
            os.kill(teller.process.pid, signal.SIGCONT)
    goes_on(empty_story)


def goes_on(place: Place) -> None:
    """After all the kills everything can be done once more, from upload to publication."""
    with told(place) as teller:
        before = len(teller.lines())
        for act in story.ACTS:
            teller.wait_for(f"done {act}", before)
    assert_old_or_new(teller.lines(), place.files)
