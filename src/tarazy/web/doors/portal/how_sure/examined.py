"""The statistical examination of a publication, made by a worker and kept; a publication that hides anything has none.

A publication never changes, so neither does its examination; a newer program makes it anew.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec
from django.conf import settings
from django.utils.translation import override

from tarazy.engine.robustness.examination import Examination, examine
from tarazy.engine.robustness.examination.said import Table, written
from tarazy.engine.words import ProblemsFound, say
from tarazy.reports.document import pdf_of
from tarazy.reports.examination.document import GRAVITY, document_of
from tarazy.reports.page import html_of
from tarazy.web.doors.portal.indices.rows import Asked
from tarazy.web.doors.portal.reports.kept import keep, path_of
from tarazy.web.doors.portal.reports.published import index_then, latest_scored
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.computed import publications_with_runs
from tarazy.web.rooms.publication.queries.hidden import hidden_in
from tarazy.web.rooms.results.queries.inputs import read_again
from tarazy.web.rooms.results.queries.kept import digest_of_engine

LANGUAGES: Final = tuple(code for code, _name in settings.LANGUAGES)
DOCUMENTS: Final = ("pdf", "html")
WHAT_MOVES: Final = "drivers"


class FindingTold(msgspec.Struct, frozen=True):
    """A finding in one language. `kind`: its gravity as a word of the program, `gravity`: as a reader's."""

    kind: str
    gravity: str
    title: str
    what: str
    cases: list[str]
    mend: str
    looked: str


class Driver(msgspec.Struct, frozen=True):
    """An assumption and which shares of the movement of the ranks are its own, and with others; as they are written."""

    title: str
    alone: str
    together: str


class Examined(msgspec.Struct, frozen=True):
    """What the page says of an examination, in one language; `refusal`: why there is none."""

    period: str
    findings: list[FindingTold]
    drivers: list[Driver]
    note: str = ""
    refusal: str = ""


def asked_examined(publication: Publication) -> Asked:
    """What of a publication is examined: its last period with scores."""
    periods = publication.computed.periods
    period = latest_scored(index_then(publication, periods[-1]))
    return Asked(index_then(publication, period), period)


def kept_examination(asked: Asked) -> Examined | None:
    """In the language that is spoken; None where it is not made yet."""
    try:
        return msgspec.json.decode(_path(asked, "json").read_bytes(), type=Examined)
    except (OSError, msgspec.DecodeError):
        return None


def kept_document(asked: Asked, form: str) -> bytes | None:
    try:
        return _path(asked, form).read_bytes()
    except OSError:
        return None


def _path(asked: Asked, form: str) -> Path:
    return path_of(asked, f"examination-{digest_of_engine()}.{form}")


def examine_all(until: float) -> None:
    """Examine what is not examined yet, the latest publication first, until a moment of the monotonic clock; what was
    begun is finished.
    """
    for publication in publications_with_runs():
        if time.monotonic() >= until:
            return
        examine_publication(publication)


def examine_publication(publication: Publication) -> None:
    """Make and keep it in every language, the words last: where they are, the documents are too. Not made again, nor
    for a publication that hides anything.
    """
    if hidden_in(publication):
        return
    asked = asked_examined(publication)
    if all(_is_kept(asked, language) for language in LANGUAGES):
        return
    run = asked.index.run
    read = read_again(run, run.as_of)
    try:
        found = examine(read.methodology, read.observations, units=read.units, period=asked.period, drivers=True)
    except ProblemsFound as refused:
        for language in LANGUAGES:
            with override(language):
                why = " ".join(one.what.in_language(language) for one in refused.problems[:5])
                keep(_path(asked, "json"), msgspec.json.encode(Examined(asked.period, [], [], refusal=why)))
        return
    for language in LANGUAGES:
        with override(language):
            document = document_of(found, language)
            keep(_path(asked, "pdf"), pdf_of(document))
            keep(_path(asked, "html"), html_of(document))
            keep(_path(asked, "json"), msgspec.json.encode(_told(found, language)))


def _is_kept(asked: Asked, language: str) -> bool:
    with override(language):
        return all(_path(asked, form).exists() for form in ("json", *DOCUMENTS)) or _was_refused(asked)


def _was_refused(asked: Asked) -> bool:
    found = kept_examination(asked)
    return found is not None and bool(found.refusal)


def _told(found: Examination, lang: str) -> Examined:
    findings = [
        FindingTold(
            kind=one.gravity,
            gravity=say(GRAVITY[one.gravity], lang),
            title=say(one.kind.title, lang),
            what=one.what.in_language(lang),
            cases=[case.in_language(lang) for case in one.cases],
            mend=one.mend.in_language(lang),
            looked=say(one.kind.looks_at, lang),
        )
        for one in found.findings
    ]
    [moves] = [*_tables(found, WHAT_MOVES), None][:1]
    if moves is None:
        return Examined(found.period, findings, [])
    drivers = [Driver(*(written(cell, column, lang) for cell, column in zip(row, moves.columns, strict=True)))
               for row in moves.rows]  # fmt: skip
    return Examined(found.period, findings, drivers, moves.note.in_language(lang) if moves.note else "")


def _tables(found: Examination, id: str) -> Sequence[Table]:
    return [one for chapter in found.chapters for one in chapter.shown if isinstance(one, Table) and one.id == id]
