"""Whose score, rank or band a decision has changed: open to everybody whom the campaign concerns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.appeals.rows import appeal_trail
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.rooms.campaigns.rules import may_see_progress
from tarazy.web.rooms.conclusions.models import Appeal, Decision
from tarazy.web.rooms.conclusions.queries.appeals import runs_around
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import current_posts
from tarazy.web.rooms.publication.queries.changes import Changed, band_cells, changes_between, rank_cells, score_cells
from tarazy.web.rooms.results.queries.bands import band_titles
from tarazy.web.rooms.units.queries import units_by_id, units_represented_by
from tarazy.web.ui.parts import Column, Link


@require_safe
def movement(request: HttpRequest, appeal: Appeal) -> HttpResponse:
    user = person_of(request)
    title = _("Whom the decision has moved")
    context = {
        "title": title,
        "trail": appeal_trail(appeal, Link(title, "", current=True)),
        "tables": [_moved(one, user) for one in granting(appeal)],
        "files": files_of(request, "appeal_movement_file", appeal.pk),
        "columns": [
            Column(_("Body"), row_head=True),
            *(Column(label, numeric=True) for label in (_("Rank before"), _("Rank"), _("Score before"), _("Score"))),
            Column(_("Band before")),
            Column(_("Band")),
        ],
    }
    return render(request, "desk/appeals/movement.html", context)


def granting(appeal: Appeal) -> list[Decision]:
    return [one for one in sorted(appeal.decisions.all(), key=lambda one: one.pk) if one.granted]


def _moved(decision: Decision, user: User) -> dict[str, Any]:
    """Everybody who moved between the last run before the decision and the first after it. Scores that are not
    published yet are shown to the body itself and to those who see the progress of all bodies.
    """
    before, after = runs_around(decision)
    if before is None or after is None:
        return {"decision": decision, "rows": [], "is_computed": False}
    listed = changes_between(before.run, after.run).listed
    names = units_by_id([row.unit for row in listed])
    shows_scores = whose_scores(decision, user)
    bands = band_titles(methodology_of(after.run.version))
    rows = [(str(names[row.unit].name), *_cells(row, bands, shows_scores(row.unit))) for row in listed]
    return {"decision": decision, "rows": rows, "is_computed": True, "before": before.run, "after": after.run}


def whose_scores(decision: Decision, user: User) -> Callable[[str], bool]:
    """Of which units a person may see the scores."""
    own = {unit.pk for unit in units_represented_by([post.organisation for post in current_posts(user)]).values()}
    sees_all = may_see_progress(user, decision.appeal.conclusion.campaign) is True
    return lambda unit: sees_all or unit in own


def _cells(row: Changed, bands: Mapping[str, str], shows_scores: bool) -> tuple[list[str], list[str]]:
    """Ranks and scores; the names of the bands."""
    scores = score_cells(row) if shows_scores else [_("not published yet")] * 2
    return [*rank_cells(row), *scores], band_cells(row, bands)
