"""The list of methodologies."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.engine.model.methodology import Methodology
from tarazy.web.doors.portal.indices.index import Index, index_of
from tarazy.web.doors.portal.methodologies.addresses import version_href
from tarazy.web.doors.portal.methodologies.passport import assessed, in_force, periods, state_of
from tarazy.web.doors.portal.methodologies.rules import Kinds
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import methodologies_of, public_versions
from tarazy.web.rooms.publication.queries.standing import publications_shown
from tarazy.web.rooms.units.queries import kinds
from tarazy.web.ui.parts import Fact, Link


@dataclass(frozen=True)
class Listed:
    """A version in the list, with the published index that is computed by it."""

    version: Version
    href: str
    indicators: int
    facts: list[Fact]


@require_safe
def methodologies(request: HttpRequest) -> HttpResponse:
    """Every version of every methodology."""
    known = list(public_versions().prefetch_related("moves_made"))
    texts, named = methodologies_of(known), kinds()
    shown = publications_shown().values()
    published = {one.computed.version_id: index_of(by, period) for by in shown for period, one in by.items()}
    context = {
        "trail": trail(Link(_("Methodologies"), "", current=True)),
        "listed": [listed(one, texts[one.pk], published.get(one.pk), named) for one in known],
    }
    return render(request, "portal/methodologies/list.html", context)


def listed(version: Version, text: Methodology, index: Index | None, kinds: Kinds) -> Listed:
    facts = [
        Fact(_("Identifier"), str(version)),
        Fact(_("State"), state_of(version)),
        Fact(_("In force"), in_force(text)),
        Fact(_("Who is assessed"), assessed(text, kinds)),
        Fact(_("Periods assessed"), periods(text)),
        Fact(_("Follows"), text.source),
    ]
    if index:
        facts.append(Fact(_("Published index"), index.title, index.href()))
    return Listed(version, version_href(version), len(text.indicators), facts)
