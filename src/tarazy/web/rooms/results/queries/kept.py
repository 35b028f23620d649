"""Explanations are kept in a folder once they are made: what would change a result takes a thousand trials to find.

The folder may be thrown away at any time. A run never changes, so neither does what it explains; of another run, or by
another engine, it lies elsewhere.
"""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import shutil
import zlib
from functools import cache
from pathlib import Path
from typing import Final

import msgspec
from django.conf import settings

from tarazy import engine
from tarazy.engine.explanation import Explanation
from tarazy.web.rooms.results.models import Run

LOG: Final = logging.getLogger(__name__)
MOST_RUNS: Final = 40


def kept_explanation(run: Run, unit: str, period: str) -> Explanation | None:
    """What was kept of a unit at the index; None where nothing was, or nothing that can be read."""
    try:
        packed = path_of(run, unit, period).read_bytes()
        return msgspec.msgpack.decode(zlib.decompress(packed), type=Explanation)
    except (OSError, zlib.error, msgspec.DecodeError):
        return None


def keep_explanation(run: Run, explained: Explanation) -> None:
    """Write it whole or not at all. A full or foreign folder keeps nothing, and withholds nothing."""
    path = path_of(run, explained.unit, explained.period)
    draft = path.with_name(f".{os.getpid()}.{secrets.token_hex(8)}")
    try:
        if not path.parent.exists():
            path.parent.mkdir(parents=True, mode=0o700)
            _sweep(path.parent.parent)
        try:
            draft.write_bytes(zlib.compress(msgspec.msgpack.encode(explained)))
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError:
        LOG.exception("an explanation could not be kept in %s", path.parent)


def path_of(run: Run, unit: str, period: str) -> Path:
    """Names of units and periods may hold signs that a file system does not take."""
    name = hashlib.sha256(f"{period}\n{unit}".encode()).hexdigest()[:32]
    return Path(settings.EXPLANATIONS_ROOT, digest_of_run(run), f"{name}.z")


def digest_of_run(run: Run) -> str:
    """A run's number alone would do, if no other database gave it anew and no newer engine told it otherwise."""
    told = (run.pk, run.as_of.isoformat(), run.data_hash, run.methodology_hash, digest_of_engine())
    return hashlib.sha256("\n".join(map(str, told)).encode()).hexdigest()[:32]


@cache
def digest_of_engine() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(engine.__file__).parent.rglob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _sweep(root: Path) -> None:
    """Of more runs than are kept the oldest go."""
    with os.scandir(root) as entries:
        there = sorted((entry.stat().st_mtime, entry.path) for entry in entries)
    for _age, path in there[: max(0, len(there) - MOST_RUNS)]:
        shutil.rmtree(path, ignore_errors=True)
