"""Test databases are cloned from a template, never flushed: an append-only table cannot be emptied."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connections

from tarazy.web.config import roles
from tarazy.web.config.embedded import Embedded
from tarazy.web.config.locks import FolderLock

MIGRATED = "template_migrated"

Connection = psycopg.Connection[tuple[object, ...]]


def quick_place() -> Path:
    """Where databases of tests lie: in memory where there is room, since a clone costs a disk ten times as much."""
    memory = Path("/dev/shm")
    if os.access(memory, os.W_OK | os.X_OK):
        status = os.statvfs(memory)
        roomy = status.f_bavail * status.f_frsize > 2 * 1024**3
        if roomy and not status.f_flag & os.ST_NOEXEC:
            return memory
    return Path(tempfile.gettempdir())


class TestDatabases:
    """The database of one test process, and the templates it is cloned from."""

    __test__ = False

    def __init__(self, server: Embedded, worker: str) -> None:
        self._server = server
        self.name = f"test_{worker}"
        self.template = MIGRATED

    def url(self, role: str) -> str:
        """The address of the test database for `tarazy_owner`, `tarazy_app` or the superuser `postgres`."""
        return self._server.url(role, self.name)

    def prepare(self) -> None:
        self._build(MIGRATED, None, lambda: call_command("migrate", verbosity=0, interactive=False))
        self.clone()

    def clone(self, *, empty: bool = False) -> None:
        """Throw the test database away, with every connection to it, and make it anew from its template, or bare."""
        template = "template0" if empty else self.template
        connections.close_all()
        with self._superuser() as superuser:
            superuser.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)".encode())
            superuser.execute(f"CREATE DATABASE {self.name} OWNER {roles.OWNER} TEMPLATE {template}".encode())
        self._connect_to(self.name)

    @contextmanager
    def based_on(self, template: str, build: Callable[[], object]) -> Iterator[None]:
        """Inside, tests begin with what `build` has written. It is built once a session, whichever worker is first."""
        self._build(f"template_{template}", MIGRATED, build)
        before, self.template = self.template, f"template_{template}"
        self.clone()
        try:
            yield
        finally:
            self.template = before
            self.clone()

    def take_template(self, other: TestDatabases, programs: Path) -> None:
        """Begin with the template of another server from now on: to copy it is much quicker than to build it."""
        dumped = subprocess.run(
            [programs / "pg_dump", "-Fc", other._server.url("postgres", other.template)],
            capture_output=True,
            check=True,
        )
        self._make_bare(other.template)
        url = self._server.url("postgres", other.template)
        subprocess.run([programs / "pg_restore", "-d", url], input=dumped.stdout, check=True)
        self.template = other.template
        self.clone()

    @contextmanager
    def speaking_as(self, role: str) -> Iterator[None]:
        """Inside, Django works as another role. For tests that commit."""
        self._connect_to(self.name, role)
        try:
            yield
        finally:
            self._connect_to(self.name)

    def _build(self, template: str, start: str | None, build: Callable[[], object]) -> None:
        lock = FolderLock(self._server.home / f"{template}.lock")
        while not lock.take():
            time.sleep(0.05)
        try:
            with self._superuser() as superuser:
                if superuser.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
                    return
                draft = f"draft_of_{template}"
                superuser.execute(f"DROP DATABASE IF EXISTS {draft} WITH (FORCE)".encode())
                if start is not None:
                    superuser.execute(f"CREATE DATABASE {draft} OWNER {roles.OWNER} TEMPLATE {start}".encode())
            if start is None:
                self._make_bare(draft)
            self._connect_to(draft)
            build()
            connections.close_all()
            with self._superuser() as superuser:
                superuser.execute(f"ALTER DATABASE {draft} RENAME TO {template}".encode())
        finally:
            lock.release()

    def _make_bare(self, name: str) -> None:
        with self._superuser() as superuser:
            superuser.execute(roles.database(superuser.info.server_version // 10000, name).encode())
        with psycopg.connect(self._server.url("postgres", name), autocommit=True) as inside:
            for statement in roles.rights_in_database(name):
                inside.execute(statement.encode())

    def _superuser(self) -> Connection:
        return psycopg.connect(self._server.url("postgres", "postgres"), autocommit=True)

    def _connect_to(self, name: str, role: str = roles.OWNER) -> None:
        """Point Django to a database, as the owner of its tables unless another role is named."""
        connections.close_all()
        parts = psycopg.conninfo.conninfo_to_dict(self._server.url(role, name))
        settings = connections["default"].settings_dict
        settings["NAME"], settings["PORT"] = name, str(parts["port"])
        settings["USER"], settings["PASSWORD"] = role, parts["password"]
        settings["OPTIONS"] = {"sslmode": "disable", "gssencmode": "disable"}
