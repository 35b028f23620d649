"""The embedded PostgreSQL: made on first use, started by one owner, stopped with it, whatever ends it.

Two locks say who does what. `owner.lock` is held by the process that started the server, and by nobody else.
`server.lock` is inherited by the server itself, so it is free only when nothing of the server lives any more.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote

import psycopg

from tarazy.web.config import roles
from tarazy.web.config.binaries import Binaries, binaries
from tarazy.web.config.cluster import Cluster
from tarazy.web.config.console import DatabaseRefused, Say
from tarazy.web.config.console import console_text as _
from tarazy.web.config.home import home_folder, make_folder, secret
from tarazy.web.config.locks import FolderLock

PATIENCE_SECONDS: Final = 600  # recovery after a crash may take minutes; progress is said meanwhile
NEWS_SECONDS: Final = 5


@dataclass
class Embedded:
    """A running server. `owned` tells whether this process started it and so stops it."""

    home: Path
    port: int
    cluster: Cluster | None = None
    locks: list[FolderLock] = field(default_factory=list)

    @property
    def owned(self) -> bool:
        return self.cluster is not None

    def url(self, role: str, database: str = roles.DATABASE) -> str:
        """The address for one of the three roles: the owner, the application, or `postgres` who may do everything."""
        password = quote(secret(f"{role}_password", self.home), safe="")
        return f"postgresql://{role}:{password}@127.0.0.1:{self.port}/{database}?sslmode=disable&gssencmode=disable"

    def announce_end(self) -> None:
        """From now on nobody joins this server: whoever starts waits until it has stopped, and then owns the next."""
        if self.cluster is not None:
            self.cluster.announce_end()

    def stop(self) -> None:
        """Stop the server if this process owns it; a server that somebody else owns is left alone."""
        if self.cluster is not None:
            self.cluster.stop()
            self.cluster = None
        for lock in self.locks:
            lock.release()
        self.locks = []


@contextmanager
def running(home: Path | None = None, *, say: Say = print) -> Iterator[Embedded]:
    """The embedded server for as long as the block lasts."""
    server = start(home, say=say)
    try:
        yield server
    finally:
        server.stop()


def start(
    home: Path | None = None,
    *,
    say: Say = print,
    programs: Path | None = None,
    options: Mapping[str, str] | None = None,
) -> Embedded:
    """Start the server of this home, or join it where another process has started it already."""
    home = home or home_folder()
    folder = _folder(home)
    owner_lock = _lock(folder / "owner.lock")
    if not owner_lock.take():
        joined = _join(home, folder, owner_lock, say)
        if joined is not None:
            owner_lock.release()
            return joined
    try:
        return _start_as_owner(home, folder, owner_lock, say, programs, options or {})
    except BaseException:
        owner_lock.release()
        raise


def stop(home: Path | None = None, *, say: Say = print) -> bool:
    """End the process that owns the server of this home, and the server. False if nothing was running."""
    home = home or home_folder()
    folder = home / "database"
    if not (folder / "owner.lock").exists():
        return False
    owner_lock, server_lock = _lock(folder / "owner.lock"), _lock(folder / "server.lock")
    try:
        found = False
        if not owner_lock.take():
            found = True
            _end_owner(owner_lock, say)
        if not server_lock.take():
            found = True
            Cluster(folder, binaries(home), server_lock.descriptor).stop_server()
            _wait_for(server_lock, say, _("Waiting until the database has stopped…"))
        return found
    finally:
        server_lock.release()
        owner_lock.release()


def _start_as_owner(
    home: Path, folder: Path, owner_lock: FolderLock, say: Say, programs: Path | None, options: Mapping[str, str]
) -> Embedded:
    owner_lock.note(str(os.getpid()))
    found = binaries(home, programs)
    _refuse_unreachable(home, found)
    server_lock = _lock(folder / "server.lock")
    try:
        cluster = Cluster(folder, found, server_lock.descriptor)
        if not server_lock.take():  # a server whose owner was killed is still there, or is just ending
            cluster.stop_server()
            _wait_for(server_lock, say, _("An earlier run was cut off; waiting until its database has stopped…"))
        cluster.make(secret("postgres_password", home), say)
        port = cluster.start(options, PATIENCE_SECONDS, NEWS_SECONDS, say)
        server = Embedded(home, port, cluster, [server_lock, owner_lock])
    except BaseException:
        server_lock.release()
        raise
    try:
        _make_roles_and_database(server, found)
    except BaseException:
        server.stop()
        raise
    (folder / "ready").write_text(str(port), encoding="ascii")
    say(_("The database is ready (127.0.0.1, port {port}).").format(port=port))
    return server


def _make_roles_and_database(server: Embedded, found: Binaries) -> None:
    """Bring roles, passwords, database and rights to what they must be; does nothing new on a second start."""
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
        present = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for name in (roles.OWNER, roles.APPLICATION):
            password = secret(f"{name}_password", server.home)
            connection.execute(roles.role(name, password, exists=name in present).encode())
        databases = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [roles.DATABASE])
        if databases.fetchone() is None:
            connection.execute(roles.database(found.major).encode())
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        for statement in roles.rights_in_database():
            connection.execute(statement.encode())


def _join(home: Path, folder: Path, owner_lock: FolderLock, say: Say) -> Embedded | None:
    """Wait for the server of a living owner. None if the owner has gone and the lock is now ours."""
    ends = time.monotonic() + PATIENCE_SECONDS
    news = time.monotonic() + NEWS_SECONDS
    while time.monotonic() < ends:
        server = _answering(home, folder)
        if server is not None:
            say(_("The database is running already (127.0.0.1, port {port}); joining it.").format(port=server.port))
            return server
        if owner_lock.take():
            return None
        if time.monotonic() > news:
            say(_("Another process is starting or stopping the database; waiting for it…"))
            news = time.monotonic() + NEWS_SECONDS
        time.sleep(0.1)
    raise DatabaseRefused(
        _("Another process (number {pid}) holds the database in {folder} and does not answer. End it and try again.")
        .format(pid=owner_lock.noted(), folder=folder)
    )  # fmt: skip


def _answering(home: Path, folder: Path) -> Embedded | None:
    try:
        server = Embedded(home, int((folder / "ready").read_text(encoding="ascii")))
        with psycopg.connect(server.url(roles.OWNER), connect_timeout=5):
            return server
    except (OSError, ValueError, psycopg.OperationalError):
        return None


def _end_owner(owner_lock: FolderLock, say: Say) -> None:
    pid = owner_lock.noted()
    if pid.isdecimal():
        say(_("Ending the process {pid}, which uses the database…").format(pid=pid))
        os.kill(int(pid), signal.SIGTERM)
    _wait_for(owner_lock, say, _("Waiting until it has ended…"))


def _wait_for(lock: FolderLock, say: Say, news: str) -> None:
    began = time.monotonic()
    said = began
    while not lock.take():
        now = time.monotonic()
        if now - began > PATIENCE_SECONDS:
            raise DatabaseRefused(
                _("The database has not stopped within {seconds} seconds.").format(seconds=PATIENCE_SECONDS)
            )
        if now - said > NEWS_SECONDS:
            say(news)
            said = now
        time.sleep(0.05)


def _folder(home: Path) -> Path:
    try:
        make_folder(home)
        folder = home / "database"
        make_folder(folder)
    except OSError as error:
        raise _cannot_use(home, error) from error
    return folder


def _lock(path: Path) -> FolderLock:
    try:
        return FolderLock(path)
    except OSError as error:
        raise _cannot_use(path, error) from error


def _cannot_use(path: Path, error: OSError) -> DatabaseRefused:
    return DatabaseRefused(
        _("{path} cannot be used: {reason}. Set TARAZY_HOME to a folder in which you may write.").format(
            path=path, reason=error.strerror
        )
    )


def _refuse_unreachable(home: Path, found: Binaries) -> None:
    """As root, a folder above may let only its owner in. We say so; changing its rights is not for us."""
    if found.user is None:
        return
    for path in (*reversed(home.resolve().parents), home.resolve()):
        if not found.may_enter(path):
            raise DatabaseRefused(
                _(
                    "The system user {user}, who runs the database in place of root, may not enter {path}. "
                    "Set TARAZY_HOME to a folder that everybody may enter, such as /var/lib/tarazy."
                ).format(user=found.user, path=path)
            )
