"""What a body does with a conclusion, and what the assessor answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.conclusions.forms import Answering, Saying
from tarazy.web.doors.desk.conclusions.pages import asked_page
from tarazy.web.doors.desk.conclusions.rows import days_in_words
from tarazy.web.doors.desk.form_page import Confirm, form_page, given_by
from tarazy.web.doors.desk.given_documents import GivenDocument, document_from, download
from tarazy.web.rooms.conclusions.actions.replying import (
    Judged,
    answer_reply,
    give_reply_document,
    receive_conclusion,
    reply_to_item,
    send_reply,
    take_back_reply_document,
)
from tarazy.web.rooms.conclusions.enums import Stance, Verdict
from tarazy.web.rooms.conclusions.life import REPLY_DAYS
from tarazy.web.rooms.conclusions.models import Conclusion, Item, ReplyDocument
from tarazy.web.rooms.conclusions.queries.conclusions import items_of, replies_to
from tarazy.web.ui.written import language

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def receive(request: HttpRequest, conclusion: Conclusion) -> HttpResponse:
    words = {"days": days_in_words(REPLY_DAYS)}
    notes = [
        _("A conclusion on your organisation is issued. By opening it you confirm that it is received today."),
        _("From today the terms of reply and appeal are counted: at least %(days)s for the reply.") % words,
    ]

    def done(_given: dict[str, Any]) -> HttpResponse:
        receive_conclusion(conclusion, by=person_of(request))
        return redirect("desk:conclusion", conclusion.pk)

    page = asked_page(conclusion, _("Open the conclusion"), _("Open and confirm receipt"), *notes)
    return form_page(request, Confirm(given_by(request)), page, done)


@require_http_methods(METHODS)
def say(request: HttpRequest, concluded: Item) -> HttpResponse:
    """Agree or object to one item."""
    conclusion = concluded.conclusion
    last = replies_to(conclusion).get(concluded.pk)
    initial = {"stance": last.stance, "text": last.text} if last else {}
    form = Saying(given_by(request), last.edition if last else 0, initial)

    def done(given: dict[str, Any]) -> HttpResponse:
        reply_to_item(
            concluded, Stance(given["stance"]), given["text"], language=language(), edition=given["seen"],
            by=person_of(request),
        )  # fmt: skip
        return redirect("desk:conclusion", conclusion.pk)

    title = _("Reply to item %(number)s") % {"number": concluded.position}
    page = asked_page(conclusion, title, _("Save the reply"), *concluded.text.splitlines())
    return form_page(request, form, page, done)


@require_http_methods(METHODS)
def give_document(request: HttpRequest, concluded: Item) -> HttpResponse:
    conclusion, given = concluded.conclusion, given_by(request)
    form = GivenDocument(given, request.FILES if given is not None else None, label_suffix="")

    def done(said: dict[str, Any]) -> HttpResponse:
        give_reply_document(concluded, document_from(request, said), by=person_of(request))
        messages.success(request, _("The document stands beside your reply."))
        return redirect("desk:conclusion", conclusion.pk)

    title = _("Document on item %(number)s") % {"number": concluded.position}
    return form_page(request, form, asked_page(conclusion, title, _("Give the document")), done)


@require_http_methods(METHODS)
def take_back(request: HttpRequest, reply_document: ReplyDocument) -> HttpResponse:
    conclusion = reply_document.item.conclusion

    def done(_given: dict[str, Any]) -> HttpResponse:
        take_back_reply_document(reply_document, by=person_of(request))
        return redirect("desk:conclusion", conclusion.pk)

    title = _("Take the document back")
    page = asked_page(conclusion, title, _("Take back"), reply_document.title, kind="danger")
    return form_page(request, Confirm(given_by(request)), page, done)


@require_safe
def document_file(request: HttpRequest, reply_document: ReplyDocument) -> FileResponse:
    return download(reply_document.file, reply_document.file_name)


@require_http_methods(METHODS)
def send(request: HttpRequest, conclusion: Conclusion) -> HttpResponse:
    objections = sum(one.stance == Stance.OBJECTS for one in replies_to(conclusion).values())
    notes = [
        _("Items to which your organisation objects: %(count)s.") % {"count": objections},
        _("The reply goes to the assessor as a whole. Nobody changes it then.")
        if objections
        else _("With your agreement the conclusion is final."),
    ]

    def done(_given: dict[str, Any]) -> HttpResponse:
        send_reply(conclusion, by=person_of(request))
        messages.success(request, _("The reply is sent."))
        return redirect("desk:conclusion", conclusion.pk)

    page = asked_page(conclusion, _("Send the reply"), _("Send"), *notes)
    return form_page(request, Confirm(given_by(request)), page, done)


@require_http_methods(METHODS)
def answer(request: HttpRequest, conclusion: Conclusion) -> HttpResponse:
    """Say to each objection whether the item stands, and why."""
    said = replies_to(conclusion)
    objected = [(item, said[item.pk].text) for item in items_of(conclusion) if said[item.pk].stance == Stance.OBJECTS]
    form = Answering(given_by(request), objected)

    def done(given: dict[str, Any]) -> HttpResponse:
        judged = {
            item.pk: Judged(Verdict(given[f"verdict-{item.pk}"]), given[f"reason-{item.pk}"])
            for item, _text in objected
        }
        newer = answer_reply(conclusion, judged, language=language(), by=person_of(request))
        messages.success(request, _("The objections are answered; the body is told."))
        return redirect("desk:conclusion", (newer or conclusion).pk)

    note = _("Where an item is to be changed, you write a new conclusion next, and the body may reply to it anew.")
    page = asked_page(conclusion, _("Answer the objections"), _("Send the answers"), note)
    return form_page(request, form, page, done)
