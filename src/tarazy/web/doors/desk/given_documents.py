"""A document as people give it on several pages of the desk, a file or a link, and as it is opened again."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tarazy.engine.words import ProblemsFound
from tarazy.exchange.documents import MOST_BYTES, TYPES
from tarazy.web.doors.desk.access import person_of
from tarazy.web.rooms.collection.actions.evidence import Document
from tarazy.web.rooms.files.actions import keep_content
from tarazy.web.rooms.files.models import Content
from tarazy.web.rooms.files.queries import content_with, path_of
from tarazy.web.ui.written import language


def file_field(label: Any) -> forms.FileField:
    return forms.FileField(label=label, required=False, help_text=lazy(_what_is_taken, str)())


def _what_is_taken() -> str:
    endings = ", ".join(ending for type in TYPES for ending in type.endings)
    return gettext("Up to %(most)s MB: %(types)s.") % {"most": MOST_BYTES // 1_000_000, "types": endings}


class GivenDocument(forms.Form):
    """What is asked of every document; pages add what they need besides."""

    use_required_attribute = False

    title = forms.CharField(label=_("What the document is"), max_length=300, required=False)
    file = file_field(_("File"))
    link = forms.CharField(label=_("Or the address of the document"), max_length=500, required=False)
    pages = forms.CharField(label=_("Pages that prove it"), max_length=60, required=False)


def document_from(request: HttpRequest, said: dict[str, Any]) -> Document:
    """The document as it was filled in, its file kept. Raises ValidationError with what is wrong with the file."""
    kept, name = kept_file(request, said["file"])
    return Document(
        title=said["title"] or name, file=kept, file_name=name, link=said["link"].strip(), pages=said["pages"],
        valid_from=said.get("valid_from"), valid_to=said.get("valid_to"),
    )  # fmt: skip


def kept_file(request: HttpRequest, file: UploadedFile[bytes] | None) -> tuple[Content | None, str]:
    """A file that was given, kept, with its name. Raises ValidationError with what is wrong with it."""
    if file is None:
        return None, ""
    name = Path(file.name or "").name[:200]
    try:
        return keep_content(file, name, by=person_of(request)), name
    except ProblemsFound as found:
        raise ValidationError({"file": [one.in_language(language()) for one in found.problems]}) from found


def download(sha256: str, file_name: str) -> FileResponse:
    """The bytes, always as a download and never run in the browser, whatever they are."""
    content = content_with(sha256) if sha256 else None
    if content is None:
        raise Http404
    response = FileResponse(path_of(content.sha256).open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file_name)}"
    return response
