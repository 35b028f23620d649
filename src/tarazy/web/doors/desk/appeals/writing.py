"""What the head of a body does on the desk: writes an appeal step by step, files it, withdraws it, complains."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.appeals.forms import AgainstPenalty, Complaining, ForValue
from tarazy.web.doors.desk.appeals.rows import appeal_trail, appeals_trail, item_title, number_choices
from tarazy.web.doors.desk.form_page import Confirm, FormPage, form_page, given_by
from tarazy.web.doors.desk.given_documents import GivenDocument, document_from
from tarazy.web.rooms.calendar.queries import calendar_of
from tarazy.web.rooms.conclusions.actions.appeals import (
    begin_appeal,
    claim_penalty,
    claim_value,
    complain,
    file_appeal,
    give_appeal_document,
    take_back_appeal_document,
    take_back_claim,
    withdraw_appeal,
)
from tarazy.web.rooms.conclusions.enums import AppealState, Kind
from tarazy.web.rooms.conclusions.life import DECIDE_DAYS, FILE_DAYS
from tarazy.web.rooms.conclusions.models import Appeal, AppealDocument, Claim, Conclusion, Item
from tarazy.web.rooms.conclusions.queries.terms import filing_deadline
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import language, long_date

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def begin(request: HttpRequest, conclusion: Conclusion) -> HttpResponse:
    def done(_given: dict[str, Any]) -> HttpResponse:
        return redirect("desk:appeal", begin_appeal(conclusion, language=language(), by=person_of(request)).pk)

    title = _("Appeal against a conclusion")
    trail = appeals_trail(Link(title, "", current=True))
    page = FormPage(title, _("Begin to write"), trail, str(conclusion.unit.name), notes=_what_follows(conclusion))
    return form_page(request, Confirm(given_by(request)), page, done)


def _what_follows(conclusion: Conclusion) -> list[str]:
    until = filing_deadline(conclusion, calendar_of(conclusion.campaign.organisation.place))
    notes = [
        _("An appeal is filed within %(days)s working days of receipt, and only with documents.") % {"days": FILE_DAYS},
        _("The commission decides within %(days)s calendar days. Nobody who took part in the assessment decides.")
        % {"days": DECIDE_DAYS},
    ]
    if until is not None:
        day = {"day": long_date(until.day)}
        notes.insert(0, _("The last day for filing is %(day)s.") % day)
    return notes


@require_http_methods(METHODS)
def claim(request: HttpRequest, appeal: Appeal, concluded: Item) -> HttpResponse:
    """What is asked for on one item: that its penalty case be cancelled, or another value."""
    if concluded.conclusion_id != appeal.conclusion_id:
        raise Http404
    of_penalty = concluded.kind == Kind.PENALTY
    form = AgainstPenalty(given_by(request)) if of_penalty else ForValue(
        given_by(request), *number_choices(appeal, concluded)
    )  # fmt: skip

    def done(given: dict[str, Any]) -> HttpResponse:
        if isinstance(form, ForValue):
            key = form.chosen.key
            claim_value(appeal, concluded, *key, given["value"], given["reason"], by=person_of(request))
        else:
            claim_penalty(appeal, concluded, given["reason"], by=person_of(request))
        return redirect("desk:appeal", appeal.pk)

    title = _("Ask that the penalty be cancelled") if of_penalty else _("Ask for another value")
    page = FormPage(
        title,
        _("Add to the appeal"),
        appeal_trail(appeal, Link(title, "", current=True)),
        item_title(appeal, concluded),
    )
    return form_page(request, form, page, done)


@require_http_methods(METHODS)
def take_claim_back(request: HttpRequest, claim: Claim) -> HttpResponse:
    def done(_given: dict[str, Any]) -> HttpResponse:
        take_back_claim(claim, by=person_of(request))
        return redirect("desk:appeal", claim.appeal_id)

    return _confirm(request, claim.appeal, _("Ask for it no more"), done, kind="danger", lead=claim.reason)


def _confirm(
    request: HttpRequest, appeal: Appeal, title: str, done: Any, *, kind: str = "", lead: str = "", note: str = ""
) -> HttpResponse:
    trail = appeal_trail(appeal, Link(title, "", current=True))
    page = FormPage(title, title, trail, lead, [note] if note else [], kind)
    return form_page(request, Confirm(given_by(request)), page, done)


@require_http_methods(METHODS)
def give_document(request: HttpRequest, appeal: Appeal) -> HttpResponse:
    given = given_by(request)
    form = GivenDocument(given, request.FILES if given is not None else None, label_suffix="")

    def done(said: dict[str, Any]) -> HttpResponse:
        give_appeal_document(appeal, document_from(request, said), by=person_of(request))
        messages.success(request, _("The document stands in the appeal."))
        return redirect("desk:appeal", appeal.pk)

    title = _("Give a document")
    page = FormPage(
        title, _("Give the document"), appeal_trail(appeal, Link(title, "", current=True)),
        template="desk/collection/document.html",
    )  # fmt: skip
    return form_page(request, form, page, done)


@require_http_methods(METHODS)
def take_document_back(request: HttpRequest, appeal_document: AppealDocument) -> HttpResponse:
    def done(_given: dict[str, Any]) -> HttpResponse:
        take_back_appeal_document(appeal_document, by=person_of(request))
        return redirect("desk:appeal", appeal_document.appeal_id)

    return _confirm(
        request, appeal_document.appeal, _("Take the document back"), done, kind="danger", lead=appeal_document.title
    )


@require_http_methods(METHODS)
def file(request: HttpRequest, appeal: Appeal) -> HttpResponse:
    def done(_given: dict[str, Any]) -> HttpResponse:
        file_appeal(appeal, by=person_of(request))
        if appeal.state == AppealState.INADMISSIBLE:
            messages.warning(request, _("The appeal came after its last day and is not admitted."))
        else:
            messages.success(request, _("The appeal is filed. The clock of the commission runs."))
        return redirect("desk:appeal", appeal.pk)

    note = _("What is filed does not change any more. An appeal that comes after its last day is not admitted.")
    return _confirm(request, appeal, _("File the appeal"), done, note=note)


@require_http_methods(METHODS)
def withdraw(request: HttpRequest, appeal: Appeal) -> HttpResponse:
    def done(_given: dict[str, Any]) -> HttpResponse:
        withdraw_appeal(appeal, by=person_of(request))
        return redirect("desk:appeals")

    note = _("Another appeal can be filed while its time lasts.")
    return _confirm(request, appeal, _("Withdraw the appeal"), done, kind="danger", note=note)


@require_http_methods(METHODS)
def complain_of(request: HttpRequest, appeal: Appeal) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        complain(appeal, given["text"], language=language(), by=person_of(request))
        return redirect("desk:appeal", appeal.pk)

    title = _("Complain of the decision")
    page = FormPage(
        title, title, appeal_trail(appeal, Link(title, "", current=True)),
        notes=[_("A decision is complained of once. What the commission decides then is final.")],
    )  # fmt: skip
    return form_page(request, Complaining(given_by(request)), page, done)
