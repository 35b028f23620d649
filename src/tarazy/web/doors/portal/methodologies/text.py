"""The text itself: every file byte for byte, one by one or all together, and the schema that editors use."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.engine.load.digest import is_hashed
from tarazy.engine.load.schema import json_schema
from tarazy.engine.model.methodology import Methodology
from tarazy.web.doors.portal.attachments import attached
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.methodologies.addresses import (
    file_href,
    title_of,
    version_called,
    version_href,
    version_trail,
)
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import files_of
from tarazy.web.ui.parts import Download, Link

# The same text gives the same archive, whenever and wherever it is packed.
LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
PLAIN: Final = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class FileText:
    """A file in the list of files."""

    path: str
    href: str
    download_href: str
    bytes: int
    is_hashed: bool


def files_in(version: Version, text: Methodology) -> list[FileText]:
    """The files of a version, by path."""
    return [
        FileText(
            path,
            file_href("methodology_file", version, path),
            file_href("methodology_bytes", version, path),
            len(text.files[path]),
            is_hashed(path),
        )
        for path in sorted(text.files)
    ]


@require_safe
def methodology_file(request: HttpRequest, place: str, name: str, version: str, path: str) -> HttpResponse:
    """A file to read, line by line, with its hash."""
    found = version_called(place, name, version)
    files = files_of(found)
    content = content_of(found, files, path)
    paths = sorted(files)
    at = paths.index(path)
    context = {
        "version": found,
        "title": title_of(found),
        "path": path,
        "is_hashed": is_hashed(path),
        "trail": version_trail(Link(title_of(found), version_href(found)), Link(path, "", True)),
        "lines": content.decode("utf-8", "replace").splitlines(),
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "downloads": [Download(_("This file"), file_href("methodology_bytes", found, path))],
        "before": neighbour(found, paths, at - 1),
        "after": neighbour(found, paths, at + 1),
    }
    return render(request, "portal/methodologies/file.html", context)


def neighbour(version: Version, paths: list[str], at: int) -> Link | None:
    return Link(paths[at], file_href("methodology_file", version, paths[at])) if 0 <= at < len(paths) else None


@require_safe
def methodology_bytes(request: HttpRequest, place: str, name: str, version: str, path: str) -> HttpResponse:
    """A file byte for byte."""
    found = version_called(place, name, version)
    return attached(content_of(found, files_of(found), path), path.rpartition("/")[2], PLAIN)


@require_safe
def methodology_zip(request: HttpRequest, place: str, name: str, version: str) -> HttpResponse:
    """The whole folder; unpacked, it has the same hash."""
    found = version_called(place, name, version)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        for path, content in files_of(found).items():
            folder.writestr(zipfile.ZipInfo(f"{name}-{version}/{path}", LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return attached(packed.getvalue(), f"{place}-{name}-{version}.zip")


@require_safe
def methodology_schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of a methodology's files, for authors' editors."""
    return attached(schema_text(), "methodology.schema.json", "application/schema+json")


@cache
def schema_text() -> str:
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def content_of(version: Version, files: Mapping[str, bytes], path: str) -> bytes:
    """A file of the text. Raises NoPage where there is none."""
    if path not in files:
        message = _("The text of %(version)s holds no file %(path)s.") % {"version": str(version), "path": path}
        raise NoPage(message, [Link(title_of(version), version_href(version) + "#files")])
    return files[path]
