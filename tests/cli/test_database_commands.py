"""`tarazy database` and `tarazy stop`, as an operator calls them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tarazy.web.config import embedded, roles
from tests.web.cloning import quick_place


@pytest.fixture
def home() -> Iterator[Path]:
    outer = Path(tempfile.mkdtemp(prefix="tarazy-commands-", dir=quick_place()))
    outer.chmod(0o755)
    yield outer / "home"
    embedded.stop(outer / "home", say=lambda line: None)
    shutil.rmtree(outer)


def tarazy(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "TARAZY_", "LC_"))}
    return subprocess.run(
        [sys.executable, "-m", "tarazy.cli", *arguments],
        env={**plain, "LANG": "C.UTF-8", **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_roles_prints_sql_alone_on_standard_output() -> None:
    done = tarazy("database", "roles")
    assert done.returncode == 0
    assert done.stdout.strip() == roles.for_an_administrator()
    assert "superuser" in done.stderr


@pytest.mark.database
def test_migrate_makes_the_tables_and_runs_again_without_harm(home: Path) -> None:
    for _ in range(2):
        done = tarazy("database", "migrate", TARAZY_HOME=str(home))
        assert done.returncode == 0, done.stderr
        assert done.stderr.splitlines()[-1] == "The tables are up to date."
    with embedded.running(home, say=lambda line: None) as server:
        with psycopg.connect(server.url(roles.APPLICATION)) as connection:
            found = connection.execute("SELECT username FROM people_user ORDER BY username").fetchall()
        assert found == [("system",), ("system:demo",)]


def test_migrate_refuses_a_server_that_does_not_answer() -> None:
    done = tarazy("database", "migrate", DATABASE_URL="postgresql://a@127.0.0.1:1/b")
    assert done.returncode == 3
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_stop_where_nothing_runs(home: Path) -> None:
    done = tarazy("stop", "--lang", "ru", TARAZY_HOME=str(home))
    assert (done.returncode, done.stderr) == (0, "Ничего не было запущено.\n")


@pytest.mark.database
def test_stop_ends_a_server_that_was_left(home: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.web.config.owner", str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as owner:
        assert owner.stdout is not None
        owner.stdout.readline()
        done = tarazy("stop", "--lang", "kk", TARAZY_HOME=str(home))
        assert done.returncode == 0
        assert done.stderr.splitlines()[0] == f"Дерекқорды пайдаланып тұрған {owner.pid} процесі аяқталып жатыр…"
        assert done.stderr.splitlines()[-1] == "Тоқтатылды; деректер сақталды."
        assert owner.wait(timeout=20) != 0
