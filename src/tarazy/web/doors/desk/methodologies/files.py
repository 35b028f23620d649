"""The files of a version: shown one by one, and taken along as an archive or a workbook."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tarazy.exchange.bundle.archive import write_archive
from tarazy.exchange.documents import XLSX
from tarazy.exchange.methodologies.sheets import sheets_of
from tarazy.exchange.methodologies.workbook_written import write_workbook
from tarazy.web.doors.desk.methodologies.pages import version_trail
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import files_of, methodology_of
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import language

ZIP = "application/zip"


@require_safe
def file(request: HttpRequest, version: Version, path: str) -> HttpResponse:
    """One file, line by line as problems count them."""
    files = files_of(version)
    if path not in files:
        raise Http404
    own = Link(str(version), reverse("desk:methodology", args=[version.pk]))
    context = {
        "version": version,
        "path": path,
        "trail": version_trail(own, Link(path, "", current=True)),
        "lines": list(enumerate(files[path].decode("utf-8").splitlines(), start=1)),
    }
    return render(request, "desk/methodologies/file.html", context)


@require_safe
def archive(request: HttpRequest, version: Version) -> HttpResponse:
    """The folder with the same bytes, so with the same hash."""
    written = io.BytesIO()
    write_archive(written, files_of(version))
    return _taken(written.getvalue(), version, "zip", ZIP)


@require_safe
def workbook(request: HttpRequest, version: Version) -> HttpResponse:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "methodology.xlsx")
        write_workbook(path, sheets_of(methodology_of(version), language()), language())
        return _taken(path.read_bytes(), version, "xlsx", XLSX.media_type)


def _taken(content: bytes, version: Version, ending: str, kind: str) -> HttpResponse:
    name = f"{str(version).replace('/', '-')}.{ending}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
