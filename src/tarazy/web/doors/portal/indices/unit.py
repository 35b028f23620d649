"""The page of a unit within an index: its score, why, what would change it, and every value with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.engine.explanation import NodeExplained
from tarazy.engine.explanation.render import reason_in_words
from tarazy.engine.model.period import earlier
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.indices.checked import what_was_checked
from tarazy.web.doors.portal.indices.index import Index, index_called
from tarazy.web.doors.portal.indices.offered import documents_of_unit, href_of
from tarazy.web.doors.portal.indices.pictures import trend_picture
from tarazy.web.doors.portal.indices.rows import Asked, Row, is_any_imputed, line_of, rows_asked
from tarazy.web.doors.portal.indices.strengths import strengths_and_weaknesses
from tarazy.web.doors.portal.indices.summary import Seen, summary_of
from tarazy.web.doors.portal.indices.sure import sure_of, sure_of_unit, told_apart_from
from tarazy.web.doors.portal.kept_pages import kept_page
from tarazy.web.doors.portal.scales import Scale
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.publication.queries.hidden import shown_of
from tarazy.web.rooms.publication.queries.intervals import intervals_over_time
from tarazy.web.rooms.results.queries.estimates import Between
from tarazy.web.rooms.results.queries.inputs import explanation
from tarazy.web.rooms.results.queries.sure import in_words
from tarazy.web.rooms.results.queries.tables import ResultRow, TrendPoint
from tarazy.web.rooms.results.queries.trees import losses_of, nodes_of
from tarazy.web.rooms.results.queries.walks import walks_of
from tarazy.web.rooms.results.queries.what_if import changes_of
from tarazy.web.ui.parts import Column, Download, HowSure, Link
from tarazy.web.ui.written import language, number
from tarazy.web.ui.written import period as period_text

NEIGHBOURS = 3


@require_safe
@kept_page
def unit_in_index(request: HttpRequest, place: str, name: str, unit: str, period: str = "") -> HttpResponse:
    """Everything about one unit's score in one period."""
    index = index_called(f"{place}/{name}", period)
    asked = Asked(index, index.period(period))
    rows = rows_asked(asked)
    scale = index.scale()
    here = line_of(asked, row_of(rows, unit, asked), scale)
    context = {
        "index": index,
        "asked": asked,
        "here": here,
        "trail": unit_trail(index, asked.period, here.name),
        "canonical": index.unit_href(unit, asked.period),
        "ranked": sum(row.rank is not None and row.peer_group == here.result.peer_group for row in rows),
        "rank": here.result.rank and int(here.result.rank),
        "decline": written_decline(asked, unit),
        "change_from": period_text(earlier(asked.period, 1)) if asked.has_before else "",
        "sure": sure_of(index, asked.period).of(unit),
    }
    between = sure_of_unit(index, unit)
    beside = beside_it(asked, unit, neighbours(rows, unit), scale) | strengths_and_weaknesses(asked, here, between)
    shown = context | beside | over_time(asked, here) | why(asked, unit, between) | told(asked, here, rows)
    shown |= what_was_checked(index, unit)
    return render(request, "portal/indices/unit.html", shown)


def told(asked: Asked, here: Row, rows: Sequence[ResultRow]) -> dict[str, Any]:
    """What happened in plain sentences, and the documents that say it at length."""
    index, unit = asked.index, here.result.unit.pk
    tree = shown_of(explanation(index.run, unit, asked.period), index.hidden).tree
    before = earlier(asked.period, 1) if asked.has_before else ""
    return {
        "summary": summary_of(Seen(asked, here, rows, tree, before)),
        "documents": documents_of_unit(asked, unit),
        "card": href_of(asked, "unit_card", unit=unit, form="png"),
    }


def written_decline(asked: Asked, unit: str) -> str:
    """The three scores of a unit that declined two periods running; nothing for all others."""
    fall = asked.index.declines(asked.period, units=[unit]).get(unit)
    return " → ".join(number(score, asked.index.decimals) for score in fall) if fall else ""


def beside_it(asked: Asked, unit: str, rows: Sequence[ResultRow], scale: Scale) -> dict[str, Any]:
    """Those next to the unit in the table, and whether it is told apart from them."""
    has_imputed, sure = is_any_imputed(rows), sure_of(asked.index, asked.period)
    apart = told_apart_from(asked.index, asked.period, unit) if sure.is_estimated else {}
    columns = numbers_columns(_("Name"), _("Rank"), _("Score"), *titles_of_shares(has_imputed))
    return {
        "neighbours": [(line_of(asked, row, scale), sure.of(row.unit.pk), apart.get(row.unit.pk, "")) for row in rows],
        "neighbours_have_imputed": has_imputed,
        "neighbours_are_compared": bool(apart),
        "neighbour_columns": [*columns, Column(_("Beside this one"))] if apart else columns,
    }


def titles_of_shares(has_imputed: bool) -> list[str]:
    return [_("Share not counted"), _("Share imputed")] if has_imputed else [_("Share not counted")]


def why(asked: Asked, unit: str, between: Mapping[tuple[str, str], Between]) -> dict[str, Any]:
    """What the score is made of, what would change it, every value with its source."""
    index = asked.index
    explained = shown_of(explanation(index.run, unit, asked.period), index.hidden)
    file = index.file_href("explanation", asked.period, unit=unit)

    def href(node: NodeExplained) -> str:
        """An indicator leads to its walk on the same page, a dimension to its results."""
        return f"#{node.node}" if node.is_indicator else index.href(asked.period, node=node.node)

    def interval(node: NodeExplained) -> str:
        of = between.get((asked.period, node.node))
        if of is None or of.score_low is None or of.score_high is None:
            return ""
        return f"{number(of.score_low, index.decimals)}–{number(of.score_high, index.decimals)}"

    return {
        "tree": nodes_of(explained, explained.tree, href, interval),
        "losses": losses_of(explained.tree)[:5],
        "changes": changes_of(explained),
        "walks": walks_of(explained, lambda variable: reverse("portal:variable", kwargs={"variable": variable})),
        "explanation_files": [Download(_("This explanation as JSON"), file)],
    }


def over_time(asked: Asked, here: Row) -> dict[str, Any]:
    """The unit's score in every period, as a picture and as a table."""
    index, unit = asked.index, here.result.unit.pk
    points = index.trend(unit)
    has_imputed, between = is_any_imputed(points), intervals_over_time(index.by_period, unit)
    return {
        "period_links": [
            Link(period_text(point.period), index.unit_href(unit, point.period), current=point.period == asked.period)
            for point in reversed(points)
        ],
        "trend": trend_picture(index, here.result.unit, {point.period: point.score for point in points}),
        "points": [point_of(index, point, between.get(point.period)) for point in points],
        "trend_has_imputed": has_imputed,
        "trend_columns": numbers_columns(
            _("Period"), _("Score"), _("Rank"), *titles_of_shares(has_imputed), _("Mean of all")
        ),
    }


@require_safe
def explanation_file(request: HttpRequest, place: str, name: str, unit: str, period: str) -> HttpResponse:
    """The explanation as the engine gives it: its numbers alone are enough to compute the score again."""
    index = index_called(f"{place}/{name}", period)
    asked = Asked(index, index.period(period))
    row_of(rows_asked(asked), unit, asked)
    explained = shown_of(explanation(index.run, unit, period), index.hidden).to_dict()
    said = index.not_published.as_dict() if index.not_published else {}
    response = JsonResponse(explained | said, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{unit}-{period}-explanation.json"'
    return response


def row_of(rows: Sequence[ResultRow], unit: str, asked: Asked) -> ResultRow:
    """The unit's row. Raises NoPage where the index does not assess it in the period."""
    for row in rows:
        if row.unit.pk == unit:
            return row
    if unit in asked.index.hidden.units:
        message = _("%(unit)s is left out of this publication by a decision.")
        raise NoPage(message % {"unit": unit}, [Link(asked.index.title, asked.index.href(asked.period))])
    message = _("%(unit)s is not among those that this index assesses in %(period)s.")
    ways = [Link(asked.index.title, asked.index.href(asked.period))]
    raise NoPage(message % {"unit": unit, "period": asked.period}, ways)


def unit_trail(index: Index, period: str, name: str) -> list[Link]:
    return trail(
        Link(_("Indices"), reverse("portal:indices")),
        Link(index.title_in(period), index.href(period)),
        Link(name, "", current=True),
    )


def point_of(index: Index, point: TrendPoint, between: Between | None) -> dict[str, Any]:
    """A row of the trend's table."""
    return {
        "sure": in_words(between, index.decimals) if between else HowSure(),
        "period": point.period,
        "score": point.score,
        "rank": point.rank,
        "why": reason_in_words(point.reason, language()) if point.reason else "",
        "not_counted": point.share_not_counted,
        "imputed": point.share_imputed,
        "mean": index.spreads[point.period].mean if point.period in index.spreads else None,
    }


def numbers_columns(first: str, *others: str) -> list[Column]:
    return [Column(first, row_head=True), *(Column(other, numeric=True) for other in others)]


def neighbours(rows: Sequence[ResultRow], unit: str) -> list[ResultRow]:
    """The unit between those that stand next to it in the table; nobody where it has no rank."""
    ranked = [row for row in rows if row.rank is not None]
    at = next((at for at, row in enumerate(ranked) if row.unit.pk == unit), None)
    if at is None:
        return []
    first = max(0, min(at - NEIGHBOURS, len(ranked) - 2 * NEIGHBOURS - 1))
    return ranked[first : first + 2 * NEIGHBOURS + 1]
