"""Files that are taken along."""

from __future__ import annotations

from django.http import HttpResponse

from tarazy.exchange.documents import XLSX

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
    "json": "application/json",
    "ics": "text/calendar; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": XLSX.media_type,
}


def attached(content: str | bytes, name: str, kind: str = "") -> HttpResponse:
    """A download. What it holds is never shown by the browser as a page."""
    found = kind or TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    return HttpResponse(content, content_type=found, headers={"Content-Disposition": f'attachment; filename="{name}"'})
