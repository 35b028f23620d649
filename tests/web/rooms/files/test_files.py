"""Room files: bytes are kept once, outside the web root, whole or not at all; a scanner is believed."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.utils import Error as DatabaseError
from pytest_django.fixtures import Settings

from tarazy.engine.words import ProblemsFound
from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.files.actions import keep_content
from tarazy.web.rooms.files.models import Content
from tarazy.web.rooms.files.queries import content_with, path_of
from tarazy.web.rooms.people.models import User
from tests.web.rooms.shipped import demo

pytestmark = [pytest.mark.database, pytest.mark.django_db]

REPORT = b"%PDF-1.7\nreport"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path / "files with a space"
    settings.SCANNER = ""
    return tmp_path / "files with a space"


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def scanner(tmp_path: Path, status: int) -> str:
    program = tmp_path / "scanner"
    program.write_text(f"#!/bin/sh\nexit {status}\n")
    program.chmod(0o755)
    return str(program)


def test_a_content_is_kept_once_under_its_hash(folder: Path) -> None:
    one = keep_content(io.BytesIO(REPORT), "report.pdf", by=demo())
    other = keep_content(io.BytesIO(REPORT), "copy.pdf", by=demo())
    assert one.sha256 == hashlib.sha256(REPORT).hexdigest()
    assert (one.pk, one.size, one.media_type) == (other.pk, len(REPORT), "application/pdf")
    assert path_of(one.sha256).read_bytes() == REPORT
    assert files_in(folder) == [path_of(one.sha256)]
    entry = Entry.objects.filter(verb="keep_content").earliest("number")
    assert (entry.object_kind, entry.digest) == ("files.content", one.sha256)


def test_what_is_not_taken_leaves_nothing(folder: Path) -> None:
    with pytest.raises(ProblemsFound, match="A file of this type is not taken"):
        keep_content(io.BytesIO(b"MZ\x90\x00\x03"), "report.exe", by=demo())
    assert files_in(folder) == []
    assert not Content.objects.exists()


def test_no_more_is_written_than_is_ever_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tarazy.web.rooms.files.actions.MOST_BYTES", 100)
    monkeypatch.setattr("tarazy.exchange.documents.MOST_BYTES", 100)
    stream = io.BytesIO(b"%PDF-" + b"x" * 1000)
    with pytest.raises(ProblemsFound, match="at most"):
        keep_content(stream, "report.pdf", by=demo())
    assert stream.tell() == 101
    assert files_in(folder) == []


@pytest.mark.parametrize(("status", "said"), [(1, "found something harmful"), (2, "could not be scanned now")])
def test_a_scanner_is_believed(folder: Path, settings: Settings, tmp_path: Path, status: int, said: str) -> None:
    settings.SCANNER = scanner(tmp_path, status)
    with pytest.raises(ValidationError, match=said):
        keep_content(io.BytesIO(REPORT), "report.pdf", by=demo())
    assert files_in(folder) == []


def test_a_scanned_content_says_so(settings: Settings, tmp_path: Path) -> None:
    settings.SCANNER = scanner(tmp_path, 0)
    assert keep_content(io.BytesIO(REPORT), "report.pdf", by=demo()).scan == "clean"
    settings.SCANNER = str(tmp_path / "no such program")
    with pytest.raises(ValidationError, match="could not be scanned now"):
        keep_content(io.BytesIO(REPORT + b"2"), "report.pdf", by=demo())


def test_nobody_unknown_keeps_anything() -> None:
    with pytest.raises(Denied):
        keep_content(io.BytesIO(REPORT), "report.pdf", by=User(username="nobody"))
    assert content_with(hashlib.sha256(REPORT).hexdigest()) is None


def test_what_is_known_of_a_content_is_never_changed() -> None:
    keep_content(io.BytesIO(REPORT), "report.pdf", by=demo())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Content.objects.update(size=1)


def test_the_bytes_lie_in_nothing_that_a_web_server_hands_out(settings: Settings) -> None:
    from tarazy.web.config import settings as own

    assert not own.FILES_ROOT.is_relative_to(own.STATIC_ROOT)
