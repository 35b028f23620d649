"""What must hold after a kill: every act is there wholly or not at all, and what was said to be done is there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from tarazy.web.journal.models import Entry
from tarazy.web.journal.proof import prove
from tarazy.web.rooms.collection.models import Evidence, StateChange, Submission
from tarazy.web.rooms.files.models import Content
from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.publication.models import Bundle, Publication
from tarazy.web.rooms.results.models import Run, Score
from tests.web.kills import story

NO_DOCUMENT = "0" * 32  # what stands in `tests.web.piloted` for documents that nobody opens
# The rows that the story makes, one an act, and the verb of their entries in the journal.
MADE: dict[str, tuple[Callable[[], QuerySet[Any]], str]] = {
    story.UPLOAD: (lambda: Evidence.objects.filter(cell__submission__unit="KZ-47"), "give_evidence"),
    story.SUBMISSION: (StateChange.objects.all, "move_submission"),
    story.RUN: (Run.objects.all, "compute"),
    story.PUBLICATION: (Publication.objects.all, "publish"),
}


def assert_old_or_new(said: Sequence[str], files: Path) -> None:
    """`said`: the lines of the story so far; `files`: the folder in which documents are kept."""
    _nothing_is_lost(said)
    _runs_and_publications_are_whole()
    assert_whole(files)


def assert_whole(files: Path) -> None:
    """What holds of every database and its folder of documents, whatever was being done."""
    _files_and_rows_agree(files)
    for submission in Submission.objects.all():
        last = StateChange.objects.filter(submission=submission).order_by("-pk").first()
        assert submission.state == (last.state if last else "draft")
    proof = prove()
    assert proof.holds, proof.problems
    assert not proof.open_seals


def _nothing_is_lost(said: Sequence[str]) -> None:
    for act, (rows, verb) in MADE.items():
        done = {int(line.split()[2]) for line in said if line.startswith(f"done {act} ")}
        there = set(rows().values_list("pk", flat=True))
        assert done <= there, f"{act}: what was said to be done is there"
        assert Entry.objects.filter(verb=verb).count() == len(there), f"{act}: a row and its entry, both or neither"


def _files_and_rows_agree(files: Path) -> None:
    kept = set(Content.objects.values_list("sha256", flat=True))
    for sha256 in kept:
        assert hashlib.sha256((files / sha256[:2] / sha256).read_bytes()).hexdigest() == sha256
    given = Evidence.objects.exclude(file__startswith=NO_DOCUMENT).values_list("file", flat=True)
    assert set(given) <= kept, "no document without its bytes"


def _runs_and_publications_are_whole() -> None:
    scores = {Score.objects.filter(run=run).count() for run in Run.objects.all()}
    assert len(scores) <= 1, "every run has all of its scores"
    published = Publication.objects.count()
    assert Bundle.objects.count() == published
    recorded = Observation.objects.filter(series="score").exists()
    assert recorded == bool(published)
