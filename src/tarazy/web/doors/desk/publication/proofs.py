"""Proofs for a body that its own values are in what was published, unaltered."""

from __future__ import annotations

import msgspec
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.doors.desk.trails import desk_trail
from tarazy.web.rooms.observatory.queries.variables import variables
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.bundles import bundle_of
from tarazy.web.rooms.publication.queries.proofs import own_values, proof_at, publications_with_own
from tarazy.web.ui.parts import Column, Link
from tarazy.web.ui.written import period as period_text

ROWS_A_PAGE = 50


@require_safe
def proofs(request: HttpRequest) -> HttpResponse:
    """The publications that hold values of the person's body."""
    context = {
        "trail": desk_trail(Link(_("Proofs"), "", current=True)),
        "publications": [
            (one, reverse("desk:own_values", args=[one.pk])) for one in publications_with_own(person_of(request))
        ],
        "columns": [Column(_("Publication"), row_head=True), Column(_("Published on"))],
        "files": files_of(request, "proofs_file"),
    }
    return render(request, "desk/publication/proofs.html", context)


@require_safe
def own(request: HttpRequest, publication: Publication) -> HttpResponse:
    """The body's values in one publication, each with its proof."""
    page = Paginator(own_values(publication, person_of(request)), ROWS_A_PAGE).get_page(request.GET.get("page"))
    titles = {one.pk: str(one.title) for one in variables().filter(pk__in={one.row.key.variable for one in page})}
    trail = [Link(_("Proofs"), reverse("desk:proofs")), Link(str(publication.title), "", current=True)]
    context = {
        "publication": publication,
        "bundle": bundle_of(publication),
        "files": files_of(request, "own_values_file", publication.pk),
        "trail": desk_trail(*trail),
        "page": page,
        "rows": [
            (one, titles.get(one.row.key.variable, one.row.key.variable), period_text(one.row.key.period),
             reverse("desk:proof", args=[publication.pk, one.at]))
            for one in page
        ],
        "columns": [Column(_("Variable"), row_head=True), Column(_("Period")), Column(_("Value"), numeric=True),
                    Column(_("In the bundle")), Column(_("Proof"))],
    }  # fmt: skip
    return render(request, "desk/publication/own_values.html", context)


@require_safe
def proof(request: HttpRequest, publication: Publication, at: int) -> HttpResponse:
    """The file that `tarazy recompute BUNDLE --proof FILE` checks."""
    found = proof_at(publication, at)
    if found is None:
        raise Http404
    content = msgspec.json.format(msgspec.json.encode(found), indent=1)
    answer = HttpResponse(content, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="proof-{publication.pk}-{at}.json"'
    return answer
