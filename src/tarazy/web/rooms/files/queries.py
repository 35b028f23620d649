from __future__ import annotations

from pathlib import Path

from django.conf import settings

from tarazy.web.rooms.files.models import Content


def content_with(sha256: str) -> Content | None:
    return Content.objects.filter(sha256=sha256).first()


def path_of(sha256: str) -> Path:
    """Where the bytes of a content lie. Never within anything that a web server hands out by itself."""
    return Path(settings.FILES_ROOT, sha256[:2], sha256)
