"""Files that belong together: the old ones or the new ones, never half of them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

_UNFINISHED: Final = ".unfinished-"
_FORGOTTEN_AFTER_SECONDS: Final = 24 * 3600


def write_whole(
    folder: Path, write: Callable[[Path], tuple[str, ...]], account_name: str, account: Mapping[str, Any]
) -> tuple[str, ...]:
    """Write files into a folder and return their names; `write` writes them into the folder that it is given.

    Everything is written aside first and put into place at the end, the account last. It holds the SHA-256 of the
    others, so that files of two runs are never taken for one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _remove_forgotten(folder)
    aside = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder))
    try:
        names = write(aside)
        files = {name: _sha256(aside / name) for name in names}
        content = json.dumps({**account, "files": files}, ensure_ascii=False, indent=2) + "\n"
        (aside / account_name).write_text(content, encoding="utf-8")
        written = (*names, account_name)
        for name in written:
            _on_disk(aside / name)
        for name in written:
            os.replace(aside / name, folder / name)
        _on_disk(folder)
        return written
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _on_disk(path: Path) -> None:
    """Return only when a power cut can no longer undo it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_forgotten(folder: Path) -> None:
    """What a run that was killed has left aside."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        if time.time() - left.stat().st_mtime > _FORGOTTEN_AFTER_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
