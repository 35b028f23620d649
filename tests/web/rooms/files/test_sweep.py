"""What somebody who was killed has left in the folder of files is swept, and never what a row names or will name."""

from __future__ import annotations

import datetime
import hashlib
import io
import logging
import os
import threading
from pathlib import Path

import pytest
from django.db import connections, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.journal.proof import prove
from tarazy.web.rooms.files.actions import StillNeeded, keep_content, sweep
from tarazy.web.rooms.files.models import Content
from tarazy.web.rooms.files.queries import path_of, unknown_contents
from tarazy.web.rooms.files.tasks import SWEPT_AFTER, sweep_what_nobody_knows
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import system_actor
from tests.web.rooms.shipped import demo

pytestmark = [pytest.mark.database, pytest.mark.django_db]

REPORT = b"%PDF-1.7\nreport"
OLD = SWEPT_AFTER + datetime.timedelta(minutes=1)
RECENT = SWEPT_AFTER - datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "files" / ".parts"
    settings.SCANNER = ""
    return tmp_path / "files"


def left(path: Path, age: datetime.timedelta, content: bytes = REPORT) -> Path:
    """A file as a kill leaves it, last written so long ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    aged(path, age)
    return path


def aged(path: Path, age: datetime.timedelta) -> None:
    moment = (timezone.now() - age).timestamp()
    os.utime(path, (moment, moment))


def place_of(content: bytes) -> Path:
    return path_of(hashlib.sha256(content).hexdigest())


def kept(content: bytes = b"%PDF-1.7\nkept") -> Path:
    return path_of(keep_content(io.BytesIO(content), "report.pdf", by=demo()).sha256)


def test_bytes_without_a_row_are_swept_when_they_are_old(caplog: pytest.LogCaptureFixture) -> None:
    named, orphan = kept(), left(place_of(REPORT), OLD)
    aged(named, OLD)
    with caplog.at_level(logging.WARNING):
        sweep_what_nobody_knows()
    assert named.exists()
    assert not orphan.exists()
    assert str(orphan) in caplog.text
    entry = Entry.objects.get(verb="sweep_file")
    assert (entry.actor, entry.digest, entry.particulars) == (system_actor().pk, orphan.name, {"size": len(REPORT)})
    assert prove().holds
    sweep_what_nobody_knows()
    assert Entry.objects.filter(verb="sweep_file").count() == 1, "what has nothing to do writes nothing"


def test_parts_of_uploads_that_were_cut_off_are_swept(folder: Path) -> None:
    gone = [left(folder / ".123.0123456789abcdef", OLD), left(folder / ".parts" / "tmpx.upload.pdf", OLD, b"")]
    stays = [
        left(folder / ".124.0123456789abcdef", RECENT),
        left(folder / ".parts" / "tmpy.upload.pdf", RECENT),
        left(place_of(b"recent"), RECENT, b"recent"),
        left(folder / "READ ME", OLD),
        left(folder / "ab" / "notes.txt", OLD),
        left(folder / ".parts" / "folder" / "tmpz", OLD),
    ]
    kept()
    sweep_what_nobody_knows()
    assert [path.exists() for path in gone] == [False] * len(gone)
    assert [path.exists() for path in stays] == [True] * len(stays)


def test_the_folder_of_another_database_is_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    kept()
    orphans = [left(place_of(content), OLD, content) for content in (b"one", b"two")]
    with caplog.at_level(logging.WARNING):
        sweep_what_nobody_knows()
    assert all(orphan.exists() for orphan in orphans)
    assert "looks like that of another database" in caplog.text


def test_no_folder_yet_is_nothing_to_sweep(folder: Path) -> None:
    sweep_what_nobody_knows()
    assert not folder.exists()


def test_only_the_system_sweeps() -> None:
    with pytest.raises(Denied, match="by the system itself"):
        sweep(left(place_of(REPORT), OLD), timezone.now(), by=User.objects.create(username="officer"))
    assert place_of(REPORT).exists()


def test_what_was_kept_since_it_was_looked_for_stays() -> None:
    left(place_of(REPORT), OLD)
    (found,) = unknown_contents(timezone.now())
    keep_content(io.BytesIO(REPORT), "report.pdf", by=demo())
    with pytest.raises(StillNeeded):
        sweep(found, timezone.now() + OLD, by=system_actor())
    assert found.read_bytes() == REPORT
    assert not Entry.objects.filter(verb="sweep_file").exists()


def test_what_has_gone_meanwhile_is_no_fault() -> None:
    orphan = left(place_of(REPORT), OLD)
    orphan.unlink()
    with pytest.raises(StillNeeded):
        sweep(orphan, timezone.now(), by=system_actor())


@pytest.mark.django_db(transaction=True)
def test_what_is_just_being_kept_is_not_taken() -> None:
    """Its bytes are in place and its row is not yet to be seen: to anybody else they look forgotten."""
    left(place_of(REPORT), OLD)
    in_place, looked = threading.Event(), threading.Event()

    def keep() -> None:
        try:
            with transaction.atomic():
                keep_content(io.BytesIO(REPORT), "report.pdf", by=demo())
                in_place.set()
                looked.wait(60)
        finally:
            in_place.set()
            connections.close_all()

    keeper = threading.Thread(target=keep)
    keeper.start()
    try:
        assert in_place.wait(60)
        assert not Content.objects.exists()
        with pytest.raises(StillNeeded):
            sweep(place_of(REPORT), timezone.now() + OLD, by=system_actor())
    finally:
        looked.set()
        keeper.join()
    assert place_of(REPORT).read_bytes() == REPORT
    assert Content.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_keep_the_same_at_once_keep_it_once() -> None:
    begin, said = threading.Barrier(2), []

    def keep() -> None:
        try:
            begin.wait(60)
            said.append(keep_content(io.BytesIO(REPORT), "report.pdf", by=demo()).pk)
        finally:
            connections.close_all()

    keepers = [threading.Thread(target=keep) for _each in range(2)]
    for keeper in keepers:
        keeper.start()
    for keeper in keepers:
        keeper.join()
    assert said == [Content.objects.get().pk] * 2
    assert place_of(REPORT).read_bytes() == REPORT
