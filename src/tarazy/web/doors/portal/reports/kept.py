"""Documents are made on first asking and kept in a folder, by everything that they are made from.

The folder may be thrown away at any time: what is made again has the same bytes. The oldest files go where there are
too many, so that whoever asks for all of them does not fill the disk.
"""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from tarazy import reports
from tarazy.web.doors.portal.indices.rows import Asked
from tarazy.web.rooms.results.queries.estimates import estimate_of
from tarazy.web.ui.written import language

LOG: Final = logging.getLogger(__name__)
MOST_KEPT: Final = 5000
_SOURCES: Final = (".py", ".typ", ".ttf", ".mo")
_ONE_AT_A_TIME: Final = threading.RLock()  # a pack is made of files that are kept too


def kept(asked: Asked, name: str, make: Callable[[], bytes]) -> bytes:
    """A file of a publication, made if it was not kept. `name`: which of them, with its ending."""
    path = path_of(asked, name)
    if (found := _read(path)) is not None:
        return found
    with _ONE_AT_A_TIME:  # each is the work of a moment; many at once would keep pages waiting
        if (found := _read(path)) is not None:
            return found
        content = make()
        try:
            keep(path, content)
        except OSError:  # a full or foreign folder keeps nothing, and withholds nothing
            LOG.exception("a document could not be kept in %s", path.parent)
        return content


def path_of(asked: Asked, name: str) -> Path:
    """Where a file of a publication is kept: under the hash of what it is made from."""
    of = asked.index.publication
    estimate = estimate_of(of.computed)
    estimated = (estimate.pk, estimate.computed_at.isoformat()) if estimate else ()
    told = (of.pk, of.published_at.isoformat(), of.journal_head, of.computed.data_hash, estimated, asked.period,
            language(), name, settings.SITE_ADDRESS, digest_of_program())  # fmt: skip
    digest = hashlib.sha256("\n".join(map(str, told)).encode()).hexdigest()
    return Path(settings.DOCUMENTS_ROOT, f"{digest}{Path(name).suffix}")


@cache
def digest_of_program() -> str:
    """Of everything that says how documents look and what they say: a newer program makes them anew."""
    web = Path(__file__).parents[3]
    folders = (
        Path(reports.__file__).parent,
        Path(__file__).parent,
        Path(__file__).parent.parent / "indices",
        web / "locale",
    )
    digest = hashlib.sha256()
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in _SOURCES):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def keep(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, and let the oldest go."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.parent / f".{os.getpid()}.{secrets.token_hex(8)}"
    try:
        draft.write_bytes(content)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    _sweep(path.parent)


def _sweep(folder: Path) -> None:
    with os.scandir(folder) as entries:
        there = [(entry.stat().st_mtime, entry.path) for entry in entries]
    for _age, path in sorted(there)[: max(0, len(there) - MOST_KEPT)]:
        Path(path).unlink(missing_ok=True)
