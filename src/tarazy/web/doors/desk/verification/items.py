"""What a verifier has to check: one item on one page, with everything that the body says of it."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tarazy.engine.model.sheet import Key
from tarazy.engine.model.text import Text
from tarazy.exchange.forms.form import Cell
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.collection.documents import document_file
from tarazy.web.doors.desk.collection.written import answer_in_words, beside_in_words, exact
from tarazy.web.doors.desk.form_page import FormPage, form_page, given_by
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.doors.desk.trails import desk_trail
from tarazy.web.doors.desk.verification.forms import Judging
from tarazy.web.doors.desk.verification.rows import item_rows, state_in_words, title_of, titles_of
from tarazy.web.grammar.act import Denied, Refused
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.collection.models import Evidence
from tarazy.web.rooms.collection.queries.forms import Asked, answer_of, findings_of, form_of
from tarazy.web.rooms.collection.queries.questions import key_of
from tarazy.web.rooms.collection.queries.submissions import explanations_of
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.verification.actions.findings import find, settle
from tarazy.web.rooms.verification.enums import Verdict
from tarazy.web.rooms.verification.models import SampleItem
from tarazy.web.rooms.verification.queries.findings import campaign_of, documents_of, visible_findings, worklist
from tarazy.web.rooms.verification.rules import may_find, may_settle
from tarazy.web.ui.parts import Column, Fact, Link
from tarazy.web.ui.written import language


@require_safe
def items(request: HttpRequest) -> HttpResponse:
    context = {
        "trail": desk_trail(Link(_("Items that you check"), "", current=True)),
        "lists": [(campaign, item_rows(found, campaign)) for campaign, found in items_by_campaign(person_of(request))],
        "files": files_of(request, "worklist_file"),
        "columns": [Column(_("Value"), row_head=True), Column(_("Body"))],
    }
    return render(request, "desk/verification/worklist.html", context)


def items_by_campaign(user: User) -> list[tuple[Campaign, list[SampleItem]]]:
    """What waits for a verifier."""
    found: dict[str, tuple[Campaign, list[SampleItem]]] = {}
    for assignment in worklist(user).select_related("item__settlement").prefetch_related("item__findings"):
        campaign = campaign_of(assignment.item)
        found.setdefault(campaign.pk, (campaign, []))[1].append(assignment.item)
    return list(found.values())


@require_http_methods(["GET", "HEAD", "POST"])
def drawn_item(request: HttpRequest, item: SampleItem) -> HttpResponse:
    user = person_of(request)
    form, asks = Judging(given_by(request)), may_find(user, item)
    if form.is_bound and isinstance(asks, Refused):
        raise Denied(asks.reason)

    def done(given: dict[str, Any]) -> HttpResponse:
        find(item, Verdict(given["verdict"]), value=given["value"], note=given["note"], by=user)
        return redirect("desk:worklist")

    more = _shown(request, item) | {"asks": asks is True, "settles": may_settle(user, item) is True}
    return form_page(request, form, _page(more, item, _("Save what you found")), done)


@require_safe
def item_document(request: HttpRequest, item: SampleItem, evidence: Evidence) -> FileResponse:
    return document_file(request, evidence)


@require_http_methods(["GET", "HEAD", "POST"])
def settle_item(request: HttpRequest, item: SampleItem) -> HttpResponse:
    def done(given: dict[str, Any]) -> HttpResponse:
        settle(item, Verdict(given["verdict"]), given["note"], value=given["value"], by=person_of(request))
        return redirect("desk:verification", campaign_of(item).pk)

    more = _shown(request, item) | {"asks": True, "settles": False}
    return form_page(request, Judging(given_by(request)), _page(more, item, _("Settle")), done)


def _page(more: dict[str, Any], item: SampleItem, button: str) -> FormPage:
    campaign = campaign_of(item)
    trail = desk_trail(
        Link(str(campaign.title), reverse("desk:verification", args=[campaign.pk])),
        Link(more["title"], "", current=True),
    )
    return FormPage(
        more["title"], button, trail, lead=str(item.item.change.cell.submission.unit.name),
        template="desk/verification/item.html", more=more,
    )  # fmt: skip


def _shown(request: HttpRequest, item: SampleItem) -> dict[str, Any]:
    """The value as it stood when it was listed, and all that stands beside it on the form."""
    change = item.item.change
    asked = Asked(change.cell.submission)
    key = change.cell.variable, change.cell.breakdown
    cell = next((one for one in form_of(asked).cells.values() if key_of(one.question) == key), None)
    symbol = cell.question.unit_of_measure.symbol if cell else None
    found = visible_findings(person_of(request), item)
    return {
        "item": item,
        "title": title_of(item, titles_of(campaign_of(item))),
        "definition": _here(cell.question.definition) if cell else "",
        "value": answer_in_words(answer_of(change), None, symbol) if cell else exact(change.value),
        "state": state_in_words(item),
        "facts": _beside(cell, change.edition),
        "documents": documents_of(item),
        "explanations": _explanations(asked, item),
        "findings": [(one, exact(one.value)) for one in found],
        "finding_columns": [Column(_("Verifier"), row_head=True), Column(_("What was found")),
                            Column(_("Value found"), numeric=True), Column(_("What the documents show"))],
    }  # fmt: skip


def _beside(cell: Cell | None, edition: int) -> list[Fact]:
    """What stands beside the question; less where a body is asked it no longer, since it is of another kind now."""
    facts = [Fact(_("Edition of the value"), str(edition))]
    if cell is None:
        return facts
    symbol = cell.question.unit_of_measure.symbol
    return [
        Fact(_("Last year"), beside_in_words(cell.last_year, symbol) or _("not known")),
        Fact(_("Target"), beside_in_words(cell.target, symbol) or _("none")),
        Fact(_("Document asked for"), _here(cell.evidence) if cell.evidence else _("none")),
        *facts,
    ]


def _here(text: Text) -> str:
    return text.in_language(language())


def _explanations(asked: Asked, item: SampleItem) -> list[tuple[str, str]]:
    """What the checks say of the value, and how the body explains it."""
    given, cell = explanations_of(asked.submission), item.item.change.cell
    titles = {one.variable: one.title for one in asked.questions}
    code = Key(cell.variable, cell.breakdown).code
    return [
        (finding.in_language(language(), titles), given[finding.case])
        for finding in findings_of(asked)
        if finding.case in given and code in finding.cells
    ]
