"""What an assessor does with a conclusion: one thing a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.conclusions.forms import AdviceForm, Beginning, ItemForm, Notes, Report
from tarazy.web.doors.desk.conclusions.pages import asked_page, conclusions_trail
from tarazy.web.doors.desk.conclusions.rows import titles_of
from tarazy.web.doors.desk.form_page import Confirm, FormPage, form_page, given_by
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.conclusions.actions.writing import (
    begin_conclusion,
    issue_conclusion,
    renew_conclusion,
    renew_conclusions,
    save_draft,
    take_later_run,
)
from tarazy.web.rooms.conclusions.enums import Kind
from tarazy.web.rooms.conclusions.models import Conclusion
from tarazy.web.rooms.conclusions.queries.drafts import (
    Advice,
    Draft,
    DraftItem,
    draft_in,
    earlier_recommendations,
)
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import in_language

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def begin(request: HttpRequest, campaign: Campaign, unit: Unit, block: str) -> HttpResponse:
    title = _("Begin a conclusion")
    lead = f"{unit.name}: {in_language(methodology_of(campaign.version).nodes[block].title)}"
    notes = [_("The last run says where points were lost; you begin with that, and change or add what is needed.")]

    def done(given: dict[str, Any]) -> HttpResponse:
        begun = begin_conclusion(campaign, unit, block, language=given["language"], by=person_of(request))
        return redirect("desk:conclusion", begun.pk)

    page = FormPage(title, _("Begin"), conclusions_trail(Link(title, "", current=True)), lead, notes)
    return form_page(request, Beginning(given_by(request)), page, done)


def _saving(
    request: HttpRequest, conclusion: Conclusion, changed: Callable[[dict[str, Any]], Draft]
) -> Callable[[dict[str, Any]], HttpResponse]:
    def done(given: dict[str, Any]) -> HttpResponse:
        save_draft(conclusion, changed(given), edition=given["seen"], by=person_of(request))
        return redirect("desk:conclusion", conclusion.pk)

    return done


@require_http_methods(METHODS)
def report(request: HttpRequest, conclusion: Conclusion) -> HttpResponse:
    draft = draft_in(conclusion)
    form = Report(given_by(request), conclusion.edition, {"report": draft.report})
    page = asked_page(conclusion, _("Report"), _("Save the report"))
    changed = _saving(request, conclusion, lambda given: msgspec.structs.replace(draft, report=given["report"]))
    return form_page(request, form, page, changed)


@require_http_methods(METHODS)
def add_item(request: HttpRequest, conclusion: Conclusion) -> HttpResponse:
    draft = draft_in(conclusion)
    form = ItemForm(given_by(request), conclusion.edition, titles_of(conclusion).items())

    def added(given: dict[str, Any]) -> Draft:
        item = DraftItem(kind=Kind.REMARKED, node=given["node"], text=given["text"])
        return msgspec.structs.replace(draft, items=(*draft.items, item))

    page = asked_page(conclusion, _("Add an item"), _("Add the item"))
    return form_page(request, form, page, _saving(request, conclusion, added))


@require_http_methods(METHODS)
def change_item(request: HttpRequest, conclusion: Conclusion, position: int) -> HttpResponse:
    draft = draft_in(conclusion)
    item, place = _at(draft.items, position)
    initial = {"node": item.node, "text": item.text}
    form = ItemForm(given_by(request), conclusion.edition, titles_of(conclusion).items(), initial)
    if item.kind != Kind.REMARKED:  # what the run says of a node stays with it
        form.fields["node"].disabled = True

    def changed(given: dict[str, Any]) -> Draft:
        later = msgspec.structs.replace(item, node=given["node"], text=given["text"])
        return msgspec.structs.replace(draft, items=(*draft.items[:place], later, *draft.items[place + 1 :]))

    page = asked_page(conclusion, _("Item %(number)s") % {"number": position}, _("Save the item"))
    return form_page(request, form, page, _saving(request, conclusion, changed))


@require_http_methods(METHODS)
def remove_item(request: HttpRequest, conclusion: Conclusion, position: int) -> HttpResponse:
    draft = draft_in(conclusion)
    item, place = _at(draft.items, position)
    title = _("Leave item %(number)s out") % {"number": position}
    page = asked_page(conclusion, title, _("Leave out"), item.text, kind="danger")

    def done(_given: dict[str, Any]) -> HttpResponse:
        items = (*draft.items[:place], *draft.items[place + 1 :])
        later = msgspec.structs.replace(draft, items=items)
        save_draft(conclusion, later, edition=conclusion.edition, by=person_of(request))
        return redirect("desk:conclusion", conclusion.pk)

    return form_page(request, Confirm(given_by(request)), page, done)


@require_http_methods(METHODS)
def add_advice(request: HttpRequest, conclusion: Conclusion) -> HttpResponse:
    draft = draft_in(conclusion)
    form = AdviceForm(given_by(request), conclusion.edition, titles_of(conclusion).items())

    def added(given: dict[str, Any]) -> Draft:
        advice = Advice(text=given["text"], deadline=given["deadline"], node=given["node"])
        return msgspec.structs.replace(draft, advice=(*draft.advice, advice))

    title = _("Add a recommendation")
    page = asked_page(conclusion, title, title, _("It is opened when the conclusion is issued."))
    return form_page(request, form, page, _saving(request, conclusion, added))


@require_http_methods(METHODS)
def remove_advice(request: HttpRequest, conclusion: Conclusion, position: int) -> HttpResponse:
    draft = draft_in(conclusion)
    advice, place = _at(draft.advice, position)
    page = asked_page(conclusion, _("Leave the recommendation out"), _("Leave out"), advice.text, kind="danger")

    def done(_given: dict[str, Any]) -> HttpResponse:
        later = msgspec.structs.replace(draft, advice=(*draft.advice[:place], *draft.advice[place + 1 :]))
        save_draft(conclusion, later, edition=conclusion.edition, by=person_of(request))
        return redirect("desk:conclusion", conclusion.pk)

    return form_page(request, Confirm(given_by(request)), page, done)


def _at(rows: tuple[Any, ...], position: int) -> tuple[Any, int]:
    if not 1 <= position <= len(rows):
        raise Http404
    return rows[position - 1], position - 1


@require_http_methods(METHODS)
def note_earlier(request: HttpRequest, conclusion: Conclusion) -> HttpResponse:
    draft = draft_in(conclusion)
    form = Notes(given_by(request), conclusion.edition, earlier_recommendations(conclusion), draft.notes)

    def done(given: dict[str, Any]) -> HttpResponse:
        later = msgspec.structs.replace(draft, notes=form.notes)
        save_draft(conclusion, later, edition=given["seen"], by=person_of(request))
        return redirect("desk:conclusion", conclusion.pk)

    page = asked_page(conclusion, _("Earlier recommendations"), _("Save"))
    return form_page(request, form, page, done)


@require_http_methods(METHODS)
def take_run(request: HttpRequest, conclusion: Conclusion) -> HttpResponse:
    note = _("What was prepared from the earlier run is prepared anew; your report, remarks and recommendations stay.")
    page = asked_page(conclusion, _("Take over the last run"), _("Take over"), note)

    def done(_given: dict[str, Any]) -> HttpResponse:
        take_later_run(conclusion, by=person_of(request))
        messages.success(request, _("The conclusion stands on the last run now."))
        return redirect("desk:conclusion", conclusion.pk)

    return form_page(request, Confirm(given_by(request)), page, done)


@require_http_methods(METHODS)
def issue(request: HttpRequest, conclusion: Conclusion) -> HttpResponse:
    notes = [
        _("The text never changes from then on. The body is told, and its right of reply begins."),
        _("Recommendations are opened with their deadlines."),
    ]
    page = asked_page(conclusion, _("Issue the conclusion"), _("Issue"), *notes)

    def done(_given: dict[str, Any]) -> HttpResponse:
        issue_conclusion(conclusion, edition=conclusion.edition, by=person_of(request))
        messages.success(request, _("The conclusion is issued."))
        return redirect("desk:conclusion", conclusion.pk)

    return form_page(request, Confirm(given_by(request)), page, done)


@require_http_methods(METHODS)
def renew(request: HttpRequest, conclusion: Conclusion) -> HttpResponse:
    note = _("This one stands until the new one is issued. The body then has the right of reply anew.")
    page = asked_page(conclusion, _("Write a new conclusion"), _("Begin"), note)

    def done(_given: dict[str, Any]) -> HttpResponse:
        newer = renew_conclusion(conclusion, by=person_of(request))
        return redirect("desk:conclusion", newer.pk)

    return form_page(request, Confirm(given_by(request)), page, done)


@require_http_methods(METHODS)
def renew_all(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    title = _("Begin conclusions anew")
    notes = [_("A new one is begun wherever a later run has changed the score or band of a block. Assessors are told.")]

    def done(_given: dict[str, Any]) -> HttpResponse:
        begun = renew_conclusions(campaign, by=person_of(request))
        messages.success(request, _("New conclusions begun: %(count)s.") % {"count": len(begun)})
        return redirect("desk:campaign_conclusions", campaign.pk)

    page = FormPage(title, _("Begin"), conclusions_trail(Link(title, "", current=True)), str(campaign.title), notes)
    return form_page(request, Confirm(given_by(request)), page, done)
