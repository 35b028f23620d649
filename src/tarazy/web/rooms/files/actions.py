from __future__ import annotations

import datetime
import hashlib
import os
import secrets
import shutil
import subprocess
from pathlib import Path
from typing import Final, Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.exchange.documents import MOST_BYTES, document_type
from tarazy.web.grammar.act import about, act
from tarazy.web.rooms.files.enums import Scan
from tarazy.web.rooms.files.models import Content
from tarazy.web.rooms.files.queries import content_with, is_content, is_older, path_of
from tarazy.web.rooms.files.rules import may_keep, may_sweep
from tarazy.web.rooms.people.models import User

_PIECE: Final = 1 << 20
_SCAN_SECONDS: Final = 60
_FOUND: Final = 1  # the status with which ClamAV's programs say that they found something


class Readable(Protocol):
    """Bytes that come piece by piece: an uploaded file, an open one."""

    def read(self, size: int, /) -> bytes: ...


@act(rule=may_keep, verb="keep_content")
def keep_content(stream: Readable, name: str, *, by: User) -> Content:
    """Keep the bytes of a file under their SHA-256, once type, size and scan allow it. Twice the same is kept once.

    The bytes are in place before the row that names them: whoever is killed in between leaves bytes that nobody knows,
    never a row without its bytes. Those bytes are swept in their time, and not while they are being kept.
    """
    draft = _drafted(stream)
    try:
        type = document_type(draft, name)
        sha256 = _digest(draft)
        _lock(sha256)
        known = content_with(sha256)
        if known is None:
            scan = _scanned(draft)
            target = path_of(sha256)
            target.parent.mkdir(parents=True, exist_ok=True)
            draft.replace(target)
            known = Content.objects.create(
                sha256=sha256, size=target.stat().st_size, media_type=type.media_type, scan=scan,
                kept_at=timezone.now(), kept_by=by,
            )  # fmt: skip
        about(known, digest=sha256)
        return known
    finally:
        draft.unlink(missing_ok=True)


class StillNeeded(Exception):
    """A file that was to be swept is being kept, or was kept meanwhile, or has gone already."""


@act(rule=may_sweep, verb="sweep_file")
def sweep(path: Path, before: datetime.datetime, *, by: User) -> str:
    """Take away a file that nobody knows, and say by which digest. Raises StillNeeded where it is not to be taken."""
    if is_content(path):
        _lock(path.name, wait=False)
        if content_with(path.name) is not None:
            raise StillNeeded
    if not is_older(path, before):
        raise StillNeeded
    digest, size = _digest(path), path.stat().st_size
    path.unlink()
    about(digest=digest, size=size)
    return digest


def _lock(sha256: str, *, wait: bool = True) -> None:
    """Until the transaction ends nobody else keeps or sweeps the bytes with this hash."""
    number = int.from_bytes(bytes.fromhex(sha256)[:8], "big", signed=True)
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
            return
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        if cursor.fetchone() != (True,):
            raise StillNeeded


def _drafted(stream: Readable) -> Path:
    """The bytes on the disk, whole, but no more of them than is ever kept."""
    root = Path(settings.FILES_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = root / f".{os.getpid()}.{secrets.token_hex(8)}"
    left = MOST_BYTES + 1
    with draft.open("xb") as file:
        while left > 0 and (piece := stream.read(min(_PIECE, left))):
            left -= len(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    draft.chmod(0o400)
    return draft


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _scanned(path: Path) -> Scan:
    """What the scanner says, where there is one (ClamAV's, or the program that TARAZY_SCANNER names)."""
    program = settings.SCANNER or shutil.which("clamdscan") or shutil.which("clamscan")
    if not program:
        return Scan.NONE
    try:
        status = subprocess.run(
            [program, "--no-summary", path], capture_output=True, timeout=_SCAN_SECONDS, check=False
        ).returncode
    except (OSError, subprocess.TimeoutExpired):
        status = None
    if status == 0:
        return Scan.CLEAN
    if status == _FOUND:
        raise ValidationError(_("The scanner found something harmful in this file; it was not kept."), code="harmful")
    raise ValidationError(
        _("The file could not be scanned now and was not kept. Try again; if it stays so, tell the operator."),
        code="scanner",
    )
