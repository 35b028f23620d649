"""The folder where this installation keeps what is its own: keys, the embedded database, collected static files."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from typing import Final

SYSTEM_HOME: Final = Path("/var/lib/tarazy")


def home_folder() -> Path:
    """TARAZY_HOME, else /var/lib/tarazy for root and ~/.local/share/tarazy for anybody else. Not created here."""
    given = os.environ.get("TARAZY_HOME")
    if given:
        return Path(given).expanduser().absolute()
    if os.geteuid() == 0:
        return SYSTEM_HOME
    return Path.home() / ".local" / "share" / "tarazy"


def make_folder(folder: Path, mode: int = 0o755) -> None:
    """Create a folder and what lies above it. The rights of a folder that exists already are never changed."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        path.chmod(mode)  # mkdir's own mode is cut by the umask


def secret(name: str, home: Path | None = None) -> str:
    """A secret of this installation, generated on first use into a file that only its owner can read."""
    folder = (home or home_folder()) / "secrets"
    path = folder / name
    if not path.exists():
        make_folder(folder.parent)
        make_folder(folder, 0o700)
        _write_once(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def _write_once(path: Path, text: str) -> None:
    """Two processes may come here at once: the first one's secret stands, and nobody reads half a file."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):  # another process was first; its secret is the one that is read
            os.link(draft, path)
    finally:
        draft.unlink()
