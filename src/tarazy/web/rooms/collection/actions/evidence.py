from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import about, act
from tarazy.web.rooms.collection.actions.filling import held_by_its_body
from tarazy.web.rooms.collection.models import Cell, Evidence, Submission
from tarazy.web.rooms.collection.queries.submissions import evidence_of
from tarazy.web.rooms.collection.rules import may_change_evidence, may_fill
from tarazy.web.rooms.files.models import Content
from tarazy.web.rooms.people.models import User

HTTPS = URLValidator(schemes=["https", "http"])


@dataclass(frozen=True)
class Document:
    """A document that a body gives: a kept file with its name, or a link; which pages; how long it holds."""

    title: str
    file: Content | None = None
    file_name: str = ""
    link: str = ""
    pages: str = ""
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None


@act(rule=may_fill, verb="give_evidence")
def give_evidence(submission: Submission, cells: Sequence[Cell], document: Document, *, by: User) -> list[Evidence]:
    """Tie a document to the cells that it proves.

    Where the very same stands already it stays the only one: whoever got no answer may have given it before.
    """
    refuse_unfit(document)
    if not cells or any(cell.submission_id != submission.pk for cell in cells):
        raise ValidationError(_("Choose the cells of this form that the document proves."), code="cells")
    held_by_its_body(submission)
    standing = {(one.cell_id, _said_of(one)): one for given in evidence_of(submission).values() for one in given}
    drafts = [_evidence(cell, document, None, by) for cell in cells]
    given = [standing.get((draft.cell_id, _said_of(draft)), draft) for draft in drafts]
    new = Evidence.objects.bulk_create([one for one in given if one.pk is None])
    about(submission, digest=given[0].file, cells=len(new))
    return given


@act(rule=may_change_evidence, verb="replace_evidence")
def replace_evidence(evidence: Evidence, document: Document, *, by: User) -> Evidence:
    """Give a later revision of a document. The earlier one stays in the history."""
    refuse_unfit(document)
    held_by_its_body(evidence.cell.submission)
    if Evidence.objects.filter(replaces=evidence).exists():
        raise ValidationError(_("This document was replaced already; replace the later one."))
    later = _evidence(evidence.cell, document, evidence, by)
    later.save(force_insert=True)
    about(later, digest=later.file, cell=evidence.cell_id)
    return later


def _said_of(evidence: Evidence) -> tuple[object, ...]:
    return tuple(getattr(evidence, name) for name in ("title", "file", "link", "pages", "valid_from", "valid_to"))


def _evidence(cell: Cell, document: Document, replaces: Evidence | None, by: User) -> Evidence:
    return Evidence(
        cell=cell, title=document.title.strip(), file=document.file.sha256 if document.file else "",
        file_name=document.file_name, link=document.link, pages=document.pages.strip(),
        valid_from=document.valid_from, valid_to=document.valid_to, replaces=replaces, given_at=timezone.now(),
        given_by=by,
    )  # fmt: skip


def refuse_unfit(document: Document) -> None:
    """Refuse what is no whole document; rooms above take documents by the same measure."""
    problems = []
    if not document.title.strip():
        problems.append(ValidationError(_("Say what the document is."), code="title"))
    if (document.file is None) == (not document.link):
        problems.append(ValidationError(_("Give a file or a link, one of the two."), code="file"))
    if document.link:
        try:
            HTTPS(document.link)
        except ValidationError:
            problems.append(ValidationError(_("Write the whole address, as https://adilet.zan.kz/…"), code="link"))
    if document.valid_from and document.valid_to and document.valid_to < document.valid_from:
        problems.append(ValidationError(_("The document ends before it begins to hold."), code="valid_to"))
    if problems:
        raise ValidationError(problems)


@act(rule=may_change_evidence, verb="take_back_evidence")
def take_back_evidence(evidence: Evidence, *, by: User) -> Evidence:
    """Take a document back. It stays in the history as taken back."""
    held_by_its_body(evidence.cell.submission)
    if evidence.removed or Evidence.objects.filter(replaces=evidence).exists():
        raise ValidationError(_("This document was replaced or taken back already."))
    return Evidence.objects.create(
        cell=evidence.cell, title=evidence.title, file=evidence.file, file_name=evidence.file_name, link=evidence.link,
        pages=evidence.pages, replaces=evidence, removed=True, given_at=timezone.now(), given_by=by,
    )  # fmt: skip
