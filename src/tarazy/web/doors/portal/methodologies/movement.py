"""Who would move between two versions of a methodology, on the figures of what is published by one of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.engine.words import ProblemsFound
from tarazy.web.doors.portal.kept_pages import kept_page
from tarazy.web.doors.portal.methodologies.addresses import changes_href, title_of, version_called, version_trail
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.hidden import hidden_in
from tarazy.web.rooms.publication.queries.standing import standing_publications
from tarazy.web.rooms.results.queries.inputs import scored_in
from tarazy.web.rooms.results.queries.moved import moved_in_words
from tarazy.web.rooms.results.queries.movement import Movements, movements
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import language

PAIRS_IN_MEMORY = 32
MOST_PROBLEMS = 50


@require_safe
@kept_page
def methodology_movement(request: HttpRequest, place: str, name: str, version: str, other: str) -> HttpResponse:
    """Both texts on the same published figures: scores, ranks and bands before and after."""
    found, before = version_called(place, name, version), version_called(place, name, other)
    context = {
        "version": found,
        "before": before,
        "title": title_of(found),
        "trail": version_trail(
            Link(title_of(found), changes_href(found, before)), Link(_("Movement"), "", current=True)
        ),
        "changes_href": changes_href(found, before),
    }
    return render(request, "portal/methodologies/movement.html", context | _moved(before, found))


def _moved(before: Version, after: Version) -> dict[str, Any]:
    """For the template; `publication` None where neither version has published results."""
    publication = standing_publications().filter(run__version__in=[before, after]).first()
    if publication is None or hidden_in(publication):
        # Another text might tell what a decision withholds.
        return {"publication": None, "withheld": publication is not None}
    try:
        hashes, versions = (before.hash, after.hash), (before.pk, after.pk)
        found = _found(hashes, versions, publication.pk, publication.computed.data_hash)
    except ProblemsFound as refused:
        problems = [problem.in_language(language()) for problem in refused.problems[:MOST_PROBLEMS]]
        return {"publication": publication, "refused": problems}
    old, new = methodology_of(before), methodology_of(after)
    return {"publication": publication, **moved_in_words(found, old, new)}


@lru_cache(maxsize=PAIRS_IN_MEMORY)
def _found(hashes: tuple[str, str], versions: tuple[str, str], publication: int, data_hash: str) -> Movements:
    """Neither a text nor a publication changes: their ids would do, if no test gave them anew."""
    run = Publication.objects.select_related("run__version").get(pk=publication).computed
    old, new = (methodology_of(Version.objects.get(pk=one)) for one in versions)
    return movements(old, new, run.as_of, scored_in(run), run.periods)
