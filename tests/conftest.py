"""One folder and one database server for a whole test session, also under xdist; nothing of them is left behind."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.config import embedded
from tarazy.web.config.locks import FolderLock
from tests.long import LONG
from tests.web.cloning import Connection, TestDatabases, quick_place

SESSION_HOME = "TARAZY_TEST_HOME"
PREFIX = "tarazy-test-"
# Tests need no data that outlives a power cut.
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "log_min_messages": "fatal"}

_session_lock: FolderLock | None = None
_server: embedded.Embedded | None = None


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def _sweep(place: Path) -> None:
    """Remove the folders of sessions that were killed. A living session holds the lock of its folder."""
    for home in place.glob(f"{PREFIX}*"):
        locks = [path for path in (home / "session.lock", home / "database" / "server.lock") if path.exists()]
        try:
            old_enough = time.time() - home.stat().st_mtime > 60
            held = [FolderLock(path) for path in locks] if old_enough else []
        except OSError:  # somebody else's folder, or gone already
            continue
        if held and all(lock.take() for lock in held):
            shutil.rmtree(home, ignore_errors=True)
        for lock in held:
            lock.release()


def _make_home() -> Path:
    global _session_lock
    place = quick_place()
    _sweep(place)
    home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    home.chmod(0o755)  # run by root, the server's own system user must get in
    _session_lock = FolderLock(home / "session.lock")
    _session_lock.take()
    (home / "static").mkdir()
    return home


def _compile_translations() -> None:
    """Django reads compiled catalogues; a test must not see those of yesterday."""
    from tools import translations

    sources = list((translations.SOURCES / "web" / "locale").rglob("*.po"))
    made = [path.with_suffix(".mo") for path in sources]
    if any(not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime for po, mo in zip(sources, made, strict=True)):
        translations.compile_all()


def _settle() -> None:
    """Settings of the tests, in force before any conftest or test imports a model."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ[SESSION_HOME] = str(_make_home())
        _compile_translations()
    os.environ["TARAZY_HOME"] = os.environ[SESSION_HOME]
    os.environ["DJANGO_SETTINGS_MODULE"] = "tarazy.web.config.settings"
    # Where the server will listen is known once it runs; only then are port and password filled in.
    os.environ["DATABASE_URL"] = "postgresql://tarazy_app@127.0.0.1/tarazy"
    os.environ["DATABASE_OWNER_URL"] = "postgresql://tarazy_owner@127.0.0.1/tarazy"
    os.environ["TARAZY_DATABASE_ROLE"] = "owner"
    # Who signs in to try the desk has no second factor; what asks for one is tried by tests of its own.
    os.environ["TARAZY_MFA_ROLES"] = ""
    # Every page is made anew, also where a test has changed something by other ways than acts.
    os.environ["TARAZY_PAGES"] = "none"
    import django
    from django.conf import settings

    # Names of static files without hashes: what collects and hashes them is tried by the demo.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is slow by intent
    django.setup()


_settle()


class Failures:
    """Names what fails when it fails: a long run that is cut off has still said so."""

    def __init__(self, terminal: pytest.TerminalReporter) -> None:
        self.terminal = terminal

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.terminal.write_line(f"\nfailed: {report.nodeid}")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal and not _is_worker(config):
        config.pluginmanager.register(Failures(terminal), "failures")


def pytest_sessionstart(session: pytest.Session) -> None:
    """With workers, the server belongs to the process that outlives them all."""
    if getattr(session.config.option, "numprocesses", None) and not _is_worker(session.config):
        start_server()


def pytest_unconfigure(config: pytest.Config) -> None:
    global _server, _session_lock
    if _is_worker(config):
        return
    if _server is not None:
        _server.stop()
        _server = None
    if _session_lock is not None:
        _session_lock.release()
        _session_lock = None
        shutil.rmtree(os.environ.pop(SESSION_HOME), ignore_errors=True)


def start_server() -> embedded.Embedded:
    """Start the session's server, or join it from a worker. TARAZY_TEST_POSTGRES may name its programs."""
    global _server
    if _server is None:
        given = os.environ.get("TARAZY_TEST_POSTGRES")
        home = Path(os.environ[SESSION_HOME])
        programs = Path(given) if given else None
        _server = embedded.start(home, say=lambda line: None, programs=programs, options=QUICK)
    return _server


@pytest.fixture(scope="session")
def database_server() -> embedded.Embedded:
    """The running PostgreSQL of this session."""
    return start_server()


@pytest.fixture(scope="session")
def databases(
    database_server: embedded.Embedded, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[TestDatabases]:
    """The test database of this process; `based_on` gives it content that is built once a session."""
    from django.test import TransactionTestCase

    cloned = TestDatabases(database_server, os.environ.get("PYTEST_XDIST_WORKER", "main"))
    original = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda case: cloned.clone()  # type: ignore[method-assign]
    with django_db_blocker.unblock():
        cloned.prepare()
    yield cloned
    TransactionTestCase._fixture_teardown = original  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def django_db_setup(databases: TestDatabases) -> None:
    """In place of pytest-django's own, which creates and destroys the database itself."""


@pytest.fixture
def as_application(transactional_db: None, databases: TestDatabases) -> Iterator[Connection]:
    """A connection with the rights of the application."""
    with psycopg.connect(databases.url("tarazy_app"), autocommit=True) as connection:
        yield connection


@pytest.fixture
def as_superuser(transactional_db: None, databases: TestDatabases) -> Iterator[Connection]:
    """A connection that may do everything: what the journal must notice even so."""
    with psycopg.connect(databases.url("postgres"), autocommit=True) as connection:
        yield connection


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Every test that touches the database is marked so, and runs once more on PostgreSQL 15. What is marked long is
    left to `make test-long`."""
    if not LONG:
        left = [item for item in items if item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in set(left)]
    touching = {"db", "transactional_db", "live_server", "database_server"}
    for item in items:
        if touching & set(getattr(item, "fixturenames", ())) or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)
