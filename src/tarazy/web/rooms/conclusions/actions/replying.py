"""What a body says to a conclusion, item by item, with documents; and what the assessor answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import about, act
from tarazy.web.rooms.collection.actions.evidence import Document, refuse_unfit
from tarazy.web.rooms.conclusions.actions.moves import locked, move_conclusion, tell_assessors, tell_body
from tarazy.web.rooms.conclusions.actions.writing import renew_conclusion
from tarazy.web.rooms.conclusions.enums import Move, Stance, Verdict, Way
from tarazy.web.rooms.conclusions.models import (
    Answer,
    Conclusion,
    Item,
    ItemReply,
    Receipt,
    Reply,
    ReplyDocument,
)
from tarazy.web.rooms.conclusions.queries.conclusions import documents_on, items_of, replies_to
from tarazy.web.rooms.conclusions.rules.conclusions import (
    may_answer,
    may_receive,
    may_reply_to,
    may_send_reply,
    may_take_back,
)
from tarazy.web.rooms.people.models import User


@act(rule=may_receive, verb="receive_conclusion")
def receive_conclusion(conclusion: Conclusion, *, by: User) -> Receipt:
    """Open a conclusion for the body: from this day on the terms of reply and appeal are counted."""
    receipt = Receipt.objects.create(
        conclusion=locked(conclusion), received_on=timezone.localdate(), way=Way.OPENED, recorded_at=timezone.now(),
        recorded_by=by,
    )  # fmt: skip
    about(conclusion)
    return receipt


@act(rule=may_reply_to, verb="reply_to_item")
def reply_to_item(item: Item, stance: Stance, text: str = "", *, language: str, edition: int, by: User) -> ItemReply:
    """Agree or object to an item. `edition`: the one that was seen, 0 for none; who comes second is told."""
    locked(item.conclusion)
    last = item.replies.order_by("-edition").first()
    if (last.edition if last else 0) != edition:
        raise ValidationError(
            _("Somebody of your organisation has replied to this item since you opened it. Look at it first."),
            code="edition",
        )
    if stance == Stance.OBJECTS and not text.strip():
        raise ValidationError({"text": _("Say why you object, and which document shows it.")})
    reply = ItemReply.objects.create(
        item=item, edition=edition + 1, stance=stance, text=text.strip(), language=language, said_at=timezone.now(),
        said_by=by,
    )  # fmt: skip
    about(item.conclusion, item=item.pk)
    return reply


@act(rule=may_reply_to, verb="give_reply_document")
def give_reply_document(item: Item, document: Document, *, by: User) -> ReplyDocument:
    """Put a document beside what is said to an item."""
    refuse_unfit(document)
    locked(item.conclusion)
    given = ReplyDocument.objects.create(
        item=item, title=document.title.strip(), file=document.file.sha256 if document.file else "",
        file_name=document.file_name, link=document.link, pages=document.pages.strip(), given_at=timezone.now(),
        given_by=by,
    )  # fmt: skip
    about(item.conclusion, digest=given.file, item=item.pk)
    return given


@act(rule=may_take_back, verb="take_back_reply_document")
def take_back_reply_document(document: ReplyDocument, *, by: User) -> ReplyDocument:
    """Take a document back. It stays in the history as taken back."""
    locked(document.item.conclusion)
    if ReplyDocument.objects.filter(takes_back=document).exists():
        raise ValidationError(_("This document was taken back already."))
    return ReplyDocument.objects.create(
        item=document.item, title=document.title, file=document.file, file_name=document.file_name,
        link=document.link, pages=document.pages, takes_back=document, given_at=timezone.now(), given_by=by,
    )  # fmt: skip


@act(rule=may_send_reply, verb="send_reply")
def send_reply(conclusion: Conclusion, *, by: User) -> Reply:
    """Send the reply as a whole. Where nothing is objected to, the conclusion is final with it."""
    latest = locked(conclusion)
    items, said = list(items_of(latest)), replies_to(latest)
    silent = [str(item.position) for item in items if item.pk not in said]
    if silent:
        raise ValidationError(_("Items without a reply: %(items)s."), params={"items": ", ".join(silent)})
    objections = sum(said[item.pk].stance == Stance.OBJECTS for item in items)
    reply = Reply.objects.create(
        conclusion=latest, digest=_digest(latest, said), objections=objections, sent_at=timezone.now(), sent_by=by
    )
    move_conclusion(latest, Move.REPLY if objections else Move.AGREE, by=by)
    tell_assessors(latest, lambda: gettext("A body has replied to your conclusion"), by)
    about(latest, digest=reply.digest)
    return reply


def _digest(conclusion: Conclusion, said: Mapping[int, ItemReply]) -> str:
    """SHA-256 over everything that is said, with the documents: what the head sent, nobody can change unseen."""
    documents = documents_on(conclusion)
    given = {id: [[one.title, one.file, one.link, one.pages] for one in found] for id, found in documents.items()}
    rows = [[id, one.edition, one.stance, one.text, given.get(id, [])] for id, one in sorted(said.items())]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Judged:
    """What is said to one objection."""

    verdict: Verdict
    reason: str


@act(rule=may_answer, verb="answer_reply")
def answer_reply(conclusion: Conclusion, judged: Mapping[int, Judged], *, language: str, by: User) -> Conclusion | None:
    """Answer every objection with its reason. Where an item is to be changed, a new conclusion is begun, which gives
    the right of reply anew; it is returned.
    """
    latest = locked(conclusion)
    said = replies_to(latest)
    objected = [item for item in items_of(latest) if said[item.pk].stance == Stance.OBJECTS]
    open_ones = [str(item.position) for item in objected if item.pk not in judged or not judged[item.pk].reason.strip()]
    if open_ones:
        raise ValidationError(
            _("Say to each objection whether the item stands, and why. Still open: %(items)s."),
            params={"items": ", ".join(open_ones)},
        )
    Answer.objects.bulk_create(
        Answer(
            item=item, verdict=judged[item.pk].verdict, reason=judged[item.pk].reason.strip(), language=language,
            answered_at=timezone.now(), answered_by=by,
        )
        for item in objected
    )  # fmt: skip
    move_conclusion(latest, Move.ANSWER, by=by)
    tell_body(latest, lambda: gettext("Your objections are answered"), by)
    about(latest, objections=len(objected))
    if any(judged[item.pk].verdict == Verdict.CHANGED for item in objected):
        return renew_conclusion(latest, by=by)
    return None
