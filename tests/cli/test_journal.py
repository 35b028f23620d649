"""`tarazy journal prove|heads`, as the overseer calls them: on the real tables, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.journal.chain import head
from tarazy.web.rooms.publication.actions.publishing import publish
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.results.models import Run
from tests.web.cloning import Connection, TestDatabases
from tests.web.journal.forging import alter, make_it_fit
from tests.web.rooms.shipped import demo, scored_kz

VALUE = "UPDATE observatory_observation SET value = value + 1 WHERE id = (SELECT max(id) FROM observatory_observation)"


@pytest.fixture(scope="module", autouse=True)
def kazakhstan(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on("scored_kz", scored_kz):
        yield


@pytest.fixture
def publications(transactional_db: None) -> list[Publication]:
    run = Run.objects.select_related("version").get()
    reasons = (None, run.version.title)
    return [publish(run, Kind.ILLUSTRATION, run.version.title, reason, by=demo()) for reason in reasons]


def tarazy(databases: TestDatabases, *arguments: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("TARAZY_DATABASE", "LC_"))}
    addresses = {"DATABASE_URL": databases.url("tarazy_app"), "DATABASE_OWNER_URL": databases.url("tarazy_owner")}
    return subprocess.run(
        [sys.executable, "-m", "tarazy.cli", "journal", *arguments],
        env={**plain, **addresses, "LANG": "C.UTF-8"}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_an_untouched_journal_is_proved_in_three_languages(
    publications: list[Publication], databases: TestDatabases
) -> None:
    known = [one for publication in publications for one in ("--head", publication.journal_head)]
    last = head()
    assert last is not None
    for lang, said in (
        ("en", "Nothing was altered up to the hashes that were given"),
        ("ru", "До данных контрольных сумм ничего не изменено"),
        ("kk", "Берілген бақылау сомаларына дейін ештеңе өзгертілмеген"),
    ):
        done = tarazy(databases, "prove", *known, "--lang", lang)
        assert done.returncode == 0, done.stderr
        lines = done.stdout.splitlines()
        assert str(last.number) in lines[0]
        assert lines[0].endswith(last.hash)
        assert said in lines[-1]
    assert "only a hash from outside tells" in tarazy(databases, "prove").stdout


def test_rows_altered_with_triggers_off_are_found_and_said_where(
    publications: list[Publication], databases: TestDatabases, as_superuser: Connection
) -> None:
    alter(as_superuser, "observatory_observation", VALUE)
    done = tarazy(databases, "prove")
    assert done.returncode == 1
    assert "of the table observatory_observation were changed after they were sealed" in done.stdout
    assert "Altered. Places: 1." in done.stdout
    russian = tarazy(databases, "prove", "--lang", "ru")
    assert (russian.returncode, "Изменено. Мест: 1." in russian.stdout) == (1, True)


def test_a_chain_written_anew_is_found_by_a_head_that_left(
    publications: list[Publication], databases: TestDatabases, as_superuser: Connection
) -> None:
    last = head()
    assert last is not None
    alter(as_superuser, "observatory_observation", VALUE)
    make_it_fit(as_superuser, "observatory_observation")
    assert tarazy(databases, "prove").returncode == 0  # from inside nobody can tell
    first, second = (publication.journal_head for publication in publications)
    done = tarazy(databases, "prove", "--head", first, "--head", last.hash)
    assert done.returncode == 1
    assert f"The hash {last.hash}, known from outside, is not in the journal" in done.stdout
    assert "what was rewritten lies after it" in done.stdout
    assert f"Known from outside and found: {first}" in done.stdout
    assert second != first


def test_rows_of_raw_sql_are_named_and_are_no_alteration(
    publications: list[Publication], databases: TestDatabases, as_superuser: Connection
) -> None:
    columns = "run_id, methodology, kind, title, journal_head, published_at, published_by_id"
    as_superuser.execute(
        f"INSERT INTO publication_publication ({columns}) SELECT {columns} FROM publication_publication"
        f" WHERE id = {publications[0].pk}".encode()
    )
    done = tarazy(databases, "prove")
    assert done.returncode == 0
    assert "Written past every act, not chained yet, seals: " in done.stdout


def test_the_heads_that_left_are_listed_with_their_publications(
    publications: list[Publication], databases: TestDatabases
) -> None:
    done = tarazy(databases, "heads")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == [one.journal_head for one in publications]
    assert done.stdout.splitlines()[0].endswith(str(publications[0]))


def test_a_wrong_call_is_2_and_a_database_that_does_not_answer_3(databases: TestDatabases) -> None:
    wrong = tarazy(databases, "prove", "--head", "12345")
    assert wrong.returncode == 2
    assert "12345 is no hash" in wrong.stderr
    environment = {**os.environ, "DATABASE_URL": "postgresql://a@127.0.0.1:1/b", "LANG": "C.UTF-8"}
    environment.pop("DATABASE_OWNER_URL", None)
    done = subprocess.run(
        [sys.executable, "-m", "tarazy.cli", "journal", "prove"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
