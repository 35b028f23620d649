"""The page of a version of a methodology: everything that it says, in words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.engine.model.methodology import Methodology
from tarazy.web.doors.portal.indices.index import index_of
from tarazy.web.doors.portal.kept_pages import kept_page
from tarazy.web.doors.portal.methodologies.addresses import (
    changes_href,
    title_of,
    version_called,
    version_href,
    version_trail,
)
from tarazy.web.doors.portal.methodologies.cases import cases_of
from tarazy.web.doors.portal.methodologies.notes import changes_of, description_of
from tarazy.web.doors.portal.methodologies.passport import BY_HAND, facts_of
from tarazy.web.doors.portal.methodologies.rules import Kinds, rules_of
from tarazy.web.doors.portal.methodologies.stated import checks_of, consequences_of
from tarazy.web.doors.portal.methodologies.text import files_in
from tarazy.web.doors.portal.methodologies.tree import nodes_of
from tarazy.web.doors.portal.methodologies.uncertainty import uncertainty_of
from tarazy.web.doors.portal.methodologies.variables import variables_of
from tarazy.web.doors.portal.scales import bands_of, scale_of
from tarazy.web.rooms.methodologies.queries import methodology_of, other_versions
from tarazy.web.rooms.publication.queries.standing import publications_shown
from tarazy.web.rooms.units.queries import kinds
from tarazy.web.ui.parts import Column, Download, Link

FIRST_LEVEL = 2  # the index itself is 1


@require_safe
@kept_page
def methodology(request: HttpRequest, place: str, name: str, version: str) -> HttpResponse:
    """The text in words: what is measured, how, by whose authority; and how to check that it is this text."""
    found = version_called(place, name, version)
    text, named = methodology_of(found), kinds()
    shown = publications_shown(found.methodology).get(found.methodology, {})
    periods = [period for period, one in shown.items() if one.computed.version_id == found.pk]
    context = {
        "version": found,
        "title": title_of(found),
        "trail": version_trail(Link(title_of(found), "", current=True)),
        "facts": facts_of(found, text, named),
        "published": index_of(shown, periods[-1]) if periods else None,
        "description": description_of(text),
        "changes": changes_of(text),
        "by_hand": BY_HAND,
        "files": files_in(found, text),
        "downloads": [Download(_("The whole folder (ZIP)"), version_href(found, "methodology_zip"))],
        "others": [Link(title_of(one), version_href(one)) for one in other_versions(found)],
        "changes_href": changes_href(found),
        "cases": cases_of(found, text),
        "variables": variables_of(text),
    }
    return render(request, "portal/methodologies/version.html", context | rules_in_words(text, named) | tables())


def rules_in_words(text: Methodology, kinds: Kinds) -> dict[str, Any]:
    """The tree, node by node, the rules that hold for every score, and those for the figures that bodies fill in."""
    period = text.assessed_periods.to or text.assessed_periods.from_
    nodes = nodes_of(text, period, kinds)
    return {
        "nodes": nodes,
        "parts": [node for node in nodes if node.depth == FIRST_LEVEL],
        "weights_period": period,
        "general": rules_of(text, text.methods, kinds),
        "bands": scale_of(text, []).classes if bands_of(text) else (),
        "checks": checks_of(text),
        "consequences": consequences_of(text),
        "uncertainty": uncertainty_of(text, kinds),
    }


def tables() -> dict[str, list[Column]]:
    """The heads of the tables."""
    return {
        "tree_columns": [
            Column(_("Part of the index"), row_head=True),
            Column(_("Weight in its part"), numeric=True),
            Column(_("Weight in the index"), numeric=True),
        ],
        "case_columns": [
            Column(_("Name and part of the index"), row_head=True),
            Column(_("What")),
            Column(_("Expected"), numeric=True),
            Column(_("Came"), numeric=True),
        ],
        "file_columns": [
            Column(_("File"), row_head=True),
            Column(_("Bytes"), numeric=True),
            Column(_("Part of the hash")),
            Column(_("Take along")),
        ],
    }
