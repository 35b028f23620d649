"""The register of appeals as a page and as a file."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Note
from tarazy.web.doors.portal import tables
from tarazy.web.doors.portal.appeals.rows import bodies_moved, counts, row_of
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.table_columns import field_of
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.conclusions.queries.register import HIDDEN_AMONG, Entry, register
from tarazy.web.ui.parts import Column, Link
from tarazy.web.ui.written import in_language

ROWS_A_PAGE = 50
COLUMNS = (
    "number", "campaign", "period", "block", "kind", "area", "asks_for_values", "asks_against_penalties", "filed_on",
    "is_filed_late", "state", "decided_on", "is_decided_late", "outcome", "is_final", "bodies_moved",
)  # fmt: skip


@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    entries = register()
    page = Paginator(entries, ROWS_A_PAGE).get_page(request.GET.get("page"))
    labels = (_("Body"), _("Block"), _("About"), _("Filed"), _("Decided"), _("Outcome"), _("Did scores change"))
    context = {
        "title": _("Register of appeals"),
        "trail": trail(Link(_("Register of appeals"), "", current=True)),
        "counts": counts(entries),
        "page": page,
        "rows": [row_of(one) for one in page],
        "columns": [Column(_("Appeal"), row_head=True), *(Column(label) for label in labels)],
        "hidden_among": HIDDEN_AMONG,
        "files": tables.downloads((form, reverse("portal:appeals_table", args=[form])) for form in tables.FORMS),
    }
    return render(request, "portal/appeals/register.html", context)


@require_safe
def table(request: HttpRequest, form: str) -> HttpResponse:
    """The whole register in the language of the address; codes stay codes."""
    if form not in tables.FORMS:
        message = _("There are no files of the form “%(form)s”.") % {"form": form}
        raise NoPage(message, [Link(_("Register of appeals"), reverse("portal:appeals"))])
    fields = [field_of(name) for name in COLUMNS]
    hidden = _("A body is not named where it is one of fewer than %(number)s in its area.") % {"number": HIDDEN_AMONG}
    notes = [Note(_("Anonymity"), hidden), *tables.taken_from(request)]
    found = tables.table_file(_("Register of appeals"), fields, [_record(one) for one in register()], notes)
    return tables.answered(found, form, "appeals")


def _record(entry: Entry) -> list[Cell]:
    return [
        entry.appeal.pk, str(entry.campaign.title), entry.campaign.period, in_language(entry.block),
        str(entry.kind or ""), str(entry.area or ""), entry.asks_for_values, entry.asks_against_penalties,
        entry.filed_on.isoformat(), entry.is_filed_late, entry.appeal.state,
        entry.decided_on.isoformat() if entry.decided_on else None, entry.is_decided_late, entry.outcome or None,
        entry.is_final, bodies_moved(entry) if entry.outcome else None,
    ]  # fmt: skip
