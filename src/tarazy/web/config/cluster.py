"""One PostgreSQL data folder: made by initdb, started and stopped by pg_ctl."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tarazy.web.config.binaries import Binaries
from tarazy.web.config.console import DatabaseRefused, Say, own_environment
from tarazy.web.config.console import console_text as _
from tarazy.web.config.home import make_folder

# An owner that ends well says so in a line. Whatever else ends it closes its end of the pipe without a word, and this
# stops the server (again after 3 seconds, should it only just have been starting). The watcher lives in a session of
# its own, so that neither Ctrl-C nor a closed terminal reaches it.
WATCH: Final = 'read -r _ && exit 0; "$0" stop -D . -m fast -w -t 60 || { sleep 3; exec "$0" stop -D . -m fast; }'
TRIES: Final = 3
LEAST_BUFFERS, MOST_BUFFERS = 128, 512  # megabytes; the system keeps files in memory besides


class Cluster:
    """The data folder below `folder`. Whoever calls holds both locks."""

    def __init__(self, folder: Path, programs: Binaries, lock_descriptor: int) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._programs = programs
        self._lock_descriptor = lock_descriptor
        self._watcher: subprocess.Popen[bytes] | None = None

    @property
    def watcher_pid(self) -> int | None:
        return self._watcher.pid if self._watcher else None

    def make(self, password: str, say: Say) -> None:
        """Run initdb where there is no data folder yet. A half-made one, left by a kill, is made anew."""
        if self.data.exists():
            self._refuse_other_release()
            return
        say(_("Preparing a database in {folder} (only the first time)…").format(folder=self.folder))
        draft = self.folder / "data.new"
        if draft.exists():
            shutil.rmtree(draft)
        make_folder(draft, 0o700)
        self._programs.give(draft)
        password_file = self._password_file(password)
        try:
            self._run_initdb(draft, password_file)
        finally:
            password_file.unlink()
        draft.rename(self.data)

    def start(self, options: Mapping[str, str], patience: float, news: float, say: Say) -> int:
        """Start the server and wait until it answers. Returns its port: the remembered one where it is still free."""
        say(_("Starting the database…"))
        (self.data / "postmaster.pid").unlink(missing_ok=True)  # the lock says that nothing of this folder lives
        self._watch()
        try:
            for attempt in range(TRIES):
                port = self._free_port()
                self._configure(port, options)
                if self._started(patience, news, say):
                    (self.folder / "port").write_text(str(port), encoding="ascii")
                    return port
                if attempt + 1 < TRIES and not _is_free(port):
                    continue  # somebody took the port between our look and the server's
                break
        except BaseException:
            self.stop()
            raise
        self.stop()
        raise DatabaseRefused(
            _("The database did not start. PostgreSQL's own words:\n{words}").format(words=self._last_words())
        )

    def stop(self) -> None:
        """Stop the server and its watcher."""
        self.announce_end()
        self.stop_server()
        if self._watcher is not None and self._watcher.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._watcher.communicate(b"stopped\n")
            self._watcher = None

    def announce_end(self) -> None:
        """Take back the word that the server may be joined."""
        (self.folder / "ready").unlink(missing_ok=True)

    def stop_server(self) -> None:
        """Ask a server of this folder to stop, and wait. Nothing happens where none runs."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", ["stop", "-D", ".", "-m", "fast", "-w", "-t", "60"], self.data, inherit_lock=False)

    def _run_initdb(self, draft: Path, password_file: Path) -> None:
        if self._programs.major >= 17:
            locale = ["--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        else:
            locale = ["--locale=C.UTF-8"]
        access = ["--username=postgres", "--auth=scram-sha-256", f"--pwfile={password_file}"]
        made = self._run("initdb", ["-D", ".", "-E", "UTF8", *locale, *access], draft)
        if made.returncode != 0:
            raise DatabaseRefused(
                _("The database could not be made. PostgreSQL's own words:\n{words}").format(
                    words=(made.stderr or made.stdout).strip()
                )
            )

    def _password_file(self, password: str) -> Path:
        path = self.folder / f".password.{secrets.token_hex(8)}"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(password + "\n")
        self._programs.give(path)
        return path

    def _configure(self, port: int, options: Mapping[str, str]) -> None:
        """Written anew before every start, so that nothing of an older Tarazy stays in force."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(port),
            "unix_socket_directories": "",
            "password_encryption": "scram-sha-256",
            "max_connections": "60",
            "shared_buffers": f"{_buffers()}MB",
            # Else a great import waits for checkpoints that it brings about itself.
            "max_wal_size": "4GB",
            **options,
        }
        lines = [f"{name} = '{value}'\n" for name, value in settings.items()]
        written = {
            "tarazy.conf": "".join(lines),
            "postgresql.conf": "include 'tarazy.conf'\n",
            "pg_hba.conf": "host all all 127.0.0.1/32 scram-sha-256\n",
        }
        for name, text in written.items():
            path = self.data / name
            path.write_text(text, encoding="utf-8")
            path.chmod(0o600)
            self._programs.give(path)

    def _started(self, patience: float, news: float, say: Say) -> bool:
        arguments = ["start", "-D", ".", "-l", "server.log", "-w", "-t", str(int(patience))]
        with open(os.devnull, "w+b") as nothing:
            process = subprocess.Popen(
                [self._programs.folder / "pg_ctl", *arguments],
                **self._how(self.data, inherit_lock=True),
                stdin=nothing,
                stdout=nothing,
                stderr=nothing,
                start_new_session=True,
            )
        said = time.monotonic()
        while process.poll() is None:
            if time.monotonic() - said > news:
                say(_("The database is still starting; after a crash it first puts its data in order…"))
                said = time.monotonic()
            time.sleep(0.02)
        return process.returncode == 0

    def _watch(self) -> None:
        how = self._how(self.data, inherit_lock=False)
        nothing = subprocess.DEVNULL
        self._watcher = subprocess.Popen(
            ["/bin/sh", "-c", WATCH, str(self._programs.folder / "pg_ctl")],
            **how,
            stdin=subprocess.PIPE,
            stdout=nothing,
            stderr=nothing,
            start_new_session=True,
        )

    def _run(
        self, program: str, arguments: Sequence[str], folder: Path, *, inherit_lock: bool = True
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self._programs.folder / program, *arguments],
            **self._how(folder, inherit_lock=inherit_lock),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def _how(self, folder: Path, *, inherit_lock: bool) -> dict[str, Any]:
        """Run inside the folder: its path, however it is spelt, then never reaches the shell that pg_ctl uses."""
        descriptors = (self._lock_descriptor,) if inherit_lock else ()
        return {"cwd": folder, "env": own_environment(), "pass_fds": descriptors, **self._programs.as_user()}

    def _free_port(self) -> int:
        try:
            remembered = int((self.folder / "port").read_text(encoding="ascii"))
        except (OSError, ValueError):
            remembered = 0
        if remembered and _is_free(remembered):
            return remembered
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])

    def _refuse_other_release(self) -> None:
        made_by = int((self.data / "PG_VERSION").read_text(encoding="ascii").split(".")[0])
        if made_by != self._programs.major:
            raise DatabaseRefused(
                _(
                    "The database in {folder} was made by PostgreSQL {made_by}, but the installed one is {installed}. "
                    "Set TARAZY_HOME to a new folder, or install PostgreSQL {made_by} again to read the old one."
                ).format(folder=self.folder, made_by=made_by, installed=self._programs.major)
            )

    def _last_words(self) -> str:
        try:
            return "\n".join((self.data / "server.log").read_text(errors="replace").splitlines()[-10:])
        except OSError:
            return "-"


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _buffers() -> int:
    """Megabytes for tables and indexes in use: a sixteenth of the machine's memory, within bounds."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return max(LEAST_BUFFERS, min(MOST_BUFFERS, memory // 16))
