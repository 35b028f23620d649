"""The text itself: every file byte for byte, one by one or all together."""

from __future__ import annotations

import hashlib
import io
import zipfile

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.attachments import attached
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.methodologies.version import file_href, version_called, version_href, version_trail
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import files_of
from tarazy.web.ui.parts import Download, Link

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same text gives the same bytes, whenever it is packed


@require_safe
def methodology_file(request: HttpRequest, place: str, name: str, version: str, path: str) -> HttpResponse:
    """A file to read, with its hash."""
    found = version_called(place, name, version)
    content = content_of(found, path)
    here = Link(path, "", current=True)
    context = {
        "version": found,
        "path": path,
        "trail": version_trail(Link(f"{found.title}, {found.version}", version_href(found)), here),
        "text": content.decode("utf-8", "replace"),
        "sha256": hashlib.sha256(content).hexdigest(),
        "files": [Download(path, file_href("methodology_bytes", found, path))],
    }
    return render(request, "portal/methodologies/file.html", context)


@require_safe
def methodology_bytes(request: HttpRequest, place: str, name: str, version: str, path: str) -> HttpResponse:
    """A file byte for byte."""
    content = content_of(version_called(place, name, version), path)
    return attached(content, path.rpartition("/")[2], "text/plain; charset=utf-8")


@require_safe
def methodology_zip(request: HttpRequest, place: str, name: str, version: str) -> HttpResponse:
    """The whole folder; unpacked, it has the same hash."""
    found = version_called(place, name, version)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        for path, content in files_of(found).items():
            folder.writestr(zipfile.ZipInfo(f"{name}-{version}/{path}", LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return attached(packed.getvalue(), f"{place}-{name}-{version}.zip")


def content_of(version: Version, path: str) -> bytes:
    files = files_of(version)
    if path not in files:
        message = _("The text of %(version)s holds no file %(path)s.") % {"version": str(version), "path": path}
        raise NoPage(message, [Link(str(version), version_href(version))])
    return files[path]
