"""Tables and the account of them into a folder: the old ones or the new ones, never half of them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

_UNFINISHED: Final = ".unfinished-"
_FORGOTTEN_AFTER_SECONDS: Final = 24 * 3600


@contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """A place within the folder where files are written before all of them are put in place."""
    folder.mkdir(parents=True, exist_ok=True)
    _remove_forgotten(folder)
    unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder))
    try:
        yield unfinished
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def put_in_place(
    unfinished: Path,
    folder: Path,
    names: Sequence[str],
    account_name: str,
    account: Mapping[str, Any],
    gone: Sequence[str] = (),
) -> None:
    """Put the tables of these names in place, and last the account of them, which holds the SHA-256 of each, so that
    files of two runs are never taken for one. `gone`: tables of an earlier run that have no successor.
    """
    files = {name: _sha256(unfinished / name) for name in names}
    content = json.dumps({**account, "files": files}, ensure_ascii=False, indent=2) + "\n"
    (unfinished / account_name).write_text(content, encoding="utf-8")
    written = (*names, account_name)
    for name in written:
        _on_disk(unfinished / name)
    for name in written:
        os.replace(unfinished / name, folder / name)
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    _on_disk(folder)


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
