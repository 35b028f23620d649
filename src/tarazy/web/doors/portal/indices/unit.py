"""The page of a unit within an index: its score, why, what would change it, and every value with its source."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.engine.model.methodology import INDEX
from tarazy.engine.model.period import earlier
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.indices.index import Index, index_called
from tarazy.web.doors.portal.indices.pictures import maps_of_rows, trend_picture
from tarazy.web.doors.portal.indices.rows import Asked, Row, line_of
from tarazy.web.doors.portal.indices.tree import losses_of, tree_of_scores
from tarazy.web.doors.portal.indices.walk import walks_of
from tarazy.web.doors.portal.indices.what_if import changes_of
from tarazy.web.doors.portal.scales import scale_of
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.results.queries.inputs import explanation
from tarazy.web.rooms.results.queries.tables import table, trend_of
from tarazy.web.ui.parts import Column, Download, Link
from tarazy.web.ui.written import period as period_text

NEIGHBOURS = 3


@require_safe
def unit_in_index(request: HttpRequest, place: str, name: str, unit: str, period: str = "") -> HttpResponse:
    """Everything about one unit's score in one period."""
    index = index_called(f"{place}/{name}")
    asked = Asked(index, index.period(period))
    rows = table(index.run, asked.period)
    scale = scale_of(index.methodology, [row.score for row in rows if row.score is not None])
    lines = [line_of(asked, row, scale) for row in rows]
    here = line_with(lines, unit, asked)
    explained = explanation(index.run, unit, asked.period)
    context = {
        "index": index,
        "asked": asked,
        "here": here,
        "trail": unit_trail(index, asked.period, here.name),
        "canonical": index.unit_href(unit, asked.period),
        "period_links": period_links(index, unit, asked.period),
        "ranked": sum(row.rank is not None and row.peer_group == here.result.peer_group for row in rows),
        "tree": tree_of_scores(asked, explained),
        "losses": losses_of(explained)[:5],
        "changes": changes_of(asked, explained),
        "trend": trend_picture(index, here.name, {row.period: row.score for row in trend_of(index.run, unit)}),
        "neighbours": neighbours(lines, unit),
        "maps": maps_of_rows(asked, lines, unit),
        "scale": scale,
        "walks": walks_of(index, explained),
        "explanation_files": [
            Download(_("This explanation as JSON"), index.file_href("explanation", asked.period, unit=unit))
        ],
        "neighbour_columns": [
            Column(_("Unit"), row_head=True),
            Column(_("Rank"), numeric=True),
            Column(_("Score"), numeric=True),
        ],
        "rank": here.result.rank and int(here.result.rank),
        "change_from": period_text(earlier(asked.period, 1)) if asked.has_before else "",
    }
    return render(request, "portal/indices/unit.html", context)


@require_safe
def explanation_file(request: HttpRequest, place: str, name: str, unit: str, period: str) -> HttpResponse:
    """The explanation as the engine gives it: its numbers alone are enough to compute the score again."""
    index = index_called(f"{place}/{name}")
    asked = Asked(index, index.period(period))
    line_with([line_of(asked, row, scale_of(index.methodology, [])) for row in table(index.run, period)], unit, asked)
    explained = explanation(index.run, unit, period).to_dict()
    response = JsonResponse(explained, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{unit}-{period}-explanation.json"'
    return response


def line_with(lines: Sequence[Row], unit: str, asked: Asked) -> Row:
    """The unit's line. Raises NoPage where the index does not assess it in the period."""
    for line in lines:
        if line.result.unit.pk == unit:
            return line
    message = _("%(unit)s is not among the units that this index assesses in %(period)s.")
    ways = [Link(asked.index.title, asked.index.href(asked.period))]
    raise NoPage(message % {"unit": unit, "period": asked.period}, ways)


def unit_trail(index: Index, period: str, name: str) -> list[Link]:
    return trail(
        Link(_("Indices"), reverse("portal:indices")),
        Link(f"{index.title}, {period_text(period)}", index.href(period)),
        Link(name, "", current=True),
    )


def period_links(index: Index, unit: str, period: str) -> list[Link]:
    """The periods in which the unit was scored."""
    there = {point.period for point in trend_of(index.run, unit, INDEX)}
    return [
        Link(period_text(one), index.unit_href(unit, one), current=one == period)
        for one in reversed(index.periods)
        if one in there
    ]


def neighbours(lines: Sequence[Row], unit: str) -> list[Row]:
    """The unit between those that stand next to it in the table; nobody where it has no rank."""
    ranked: list[Row] = [line for line in lines if line.result.rank is not None]
    at = next((at for at, line in enumerate(ranked) if line.result.unit.pk == unit), None)
    if at is None:
        return []
    first = max(0, min(at - NEIGHBOURS, len(ranked) - 2 * NEIGHBOURS - 1))
    return ranked[first : first + 2 * NEIGHBOURS + 1]
