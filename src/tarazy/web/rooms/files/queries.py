from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings

from tarazy.web.rooms.files.models import Content

# What this room writes into the folder of files, and nothing else of what may lie there.
_FOLDER: Final = re.compile(r"[0-9a-f]{2}\Z")
_CONTENT: Final = re.compile(r"[0-9a-f]{64}\Z")
_DRAFT: Final = re.compile(r"\.\d+\.[0-9a-f]{16}\Z")


def content_with(sha256: str) -> Content | None:
    return Content.objects.filter(sha256=sha256).first()


def path_of(sha256: str) -> Path:
    """Where the bytes of a content lie. Never within anything that a web server hands out by itself."""
    return Path(settings.FILES_ROOT, sha256[:2], sha256)


def is_content(path: Path) -> bool:
    """Whether a file lies where the bytes of a content lie; else it is a part of an upload."""
    return bool(_CONTENT.match(path.name)) and path == path_of(path.name)


def is_older(path: Path, moment: datetime.datetime) -> bool:
    """Whether a file was last written before a moment. No where it has gone."""
    try:
        return path.stat().st_mtime < moment.timestamp()
    except FileNotFoundError:
        return False


def parts(before: datetime.datetime) -> list[Path]:
    """What uploads that were cut off have left: bytes on their way into the folder of files."""
    found = [*_drafts(), *_within(Path(settings.FILE_UPLOAD_TEMP_DIR))]
    return sorted(path for path in found if path.is_file() and is_older(path, before))


def unknown_contents(before: datetime.datetime) -> list[Path]:
    """Bytes that were put in place, and whose row was never written."""
    old = {path.name: path for path in _contents() if is_older(path, before)}
    known = Content.objects.filter(sha256__in=old).values_list("sha256", flat=True)
    return sorted(old[name] for name in old.keys() - set(known))


def _contents() -> Iterator[Path]:
    for folder in _within(Path(settings.FILES_ROOT), _FOLDER):
        if folder.is_dir():
            yield from (path for path in _within(folder, _CONTENT) if is_content(path))


def _drafts() -> list[Path]:
    return _within(Path(settings.FILES_ROOT), _DRAFT)


def _within(folder: Path, name: re.Pattern[str] | None = None) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if name is None or name.match(path.name)]
