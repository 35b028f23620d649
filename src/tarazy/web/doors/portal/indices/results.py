"""The page of an index: a period's results as a table, maps and a picture of their spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from tarazy.engine.model.methodology import INDEX
from tarazy.engine.model.period import earlier
from tarazy.web.doors.portal import tables
from tarazy.web.doors.portal.datasets import Said, dataset, time_covered
from tarazy.web.doors.portal.indices.facts import key_facts
from tarazy.web.doors.portal.indices.files import FORMS
from tarazy.web.doors.portal.indices.index import choices_of_nodes, family_of, index_called
from tarazy.web.doors.portal.indices.offered import documents_of_publication, href_of
from tarazy.web.doors.portal.indices.pictures import maps_of_rows, ranks_picture, spread_picture
from tarazy.web.doors.portal.indices.recompute import recompute_of, version_href
from tarazy.web.doors.portal.indices.rows import Asked, asked_by, chosen_rows, is_any_imputed, line_of, rows_asked
from tarazy.web.doors.portal.indices.sure import Sure, sure_of
from tarazy.web.doors.portal.indices.table_written import rows_written
from tarazy.web.doors.portal.kept_pages import kept_page
from tarazy.web.doors.portal.maps import Maps, has_map
from tarazy.web.doors.portal.scales import Scale
from tarazy.web.doors.portal.trails import trail
from tarazy.web.rooms.results.queries.tables import ResultRow
from tarazy.web.rooms.units.models import Kind
from tarazy.web.rooms.units.queries import kinds
from tarazy.web.ui.parts import Column, Download, Link
from tarazy.web.ui.written import in_language
from tarazy.web.ui.written import period as period_text

ROWS_A_PAGE = 50


@require_safe
@kept_page
def results(request: HttpRequest, place: str, name: str, period: str = "") -> HttpResponse:
    """Every unit's score at one node in one period, with all that must stand beside it."""
    index = index_called(f"{place}/{name}", period)
    known = kinds()
    asked = asked_by(request, index, period, known)
    rows = rows_asked(asked)
    scale = index.scale(asked.node)
    chosen = chosen_rows(asked, rows)
    page = Paginator(chosen, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "index": index,
        "asked": asked,
        "trail": trail(Link(_("Indices"), reverse("portal:indices")), Link(index.title, "", current=True)),
        "canonical": index.href(asked.period),
        "scale": scale,
        "facts": key_facts(asked, rows),
        "page": page,
        "maps": drawn_maps(asked, rows, scale),
        "spread": spread_picture(asked, rows, scale),
        "downloads": downloads_of(asked),
        "documents": documents_of_publication(asked),
        "briefing": href_of(asked, "briefing"),
        "how_sure": href_of(asked, "how_sure"),
        "card": href_of(asked, "card", form="png"),
        "recompute": recompute_of(index),
        "dataset": dataset_of(request, asked),
    }
    context |= choices(asked, known, rows) | table_of(asked, list(page.object_list), scale, is_any_imputed(rows))
    context |= surely_of(asked, list(page.object_list))
    return render(request, "portal/indices/results.html", context)


def table_of(asked: Asked, rows: Sequence[ResultRow], scale: Scale, has_imputed: bool) -> dict[str, Any]:
    """The rows of one page of the table, and its columns; `has_imputed`: whether any page of it shows that column."""
    declining = asked.index.declines(asked.period, asked.node, [row.unit.pk for row in rows])
    lines = [line_of(asked, row, scale) for row in rows]
    sure = sure_of(asked.index, asked.period, asked.node)
    return {
        "page_rows": rows_written(asked, sure, lines, declining=declining, has_imputed=has_imputed),
        "columns": columns_of(asked, sure, has_imputed),
        "has_imputed": has_imputed,
    }


def surely_of(asked: Asked, rows: Sequence[ResultRow]) -> dict[str, Any]:
    """How sure the rows of one page of the table are, as a picture and in words."""
    sure = sure_of(asked.index, asked.period, asked.node)
    return {"sure": sure, "ranges": ranks_picture(asked, rows, sure)}


def dataset_of(request: HttpRequest, asked: Asked) -> Said:
    """The scores of a period as a dataset; who made them is this site, by the methodology named."""
    index = asked.index
    return dataset(
        request,
        asked.title,
        _("%(title)s: score, rank, change and share not counted of each, with map and downloads.")
        % {"title": asked.title},
        downloads_of(asked),
        temporalCoverage=time_covered([asked.period]),
        isBasedOn=[request.build_absolute_uri(version_href(index.methodology))],
        version=index.run.version.version,
        datePublished=index.publication.published_at.date().isoformat(),
    )


def drawn_maps(asked: Asked, rows: Sequence[ResultRow], scale: Scale) -> Maps:
    if not has_map(asked.index.run.version.place):
        return Maps()
    return maps_of_rows(asked, rows, scale)


def choices(asked: Asked, known: Mapping[str, Kind], rows: Sequence[ResultRow]) -> dict[str, Any]:
    """The links that ask otherwise: another period, node or kind of unit."""
    index = asked.index
    there = [kind for kind, _count in Counter(row.unit.kind_id for row in rows).most_common()]
    beside, family = choices_of_nodes(index, asked.node), family_of(index, asked.node)
    titles = {id: _("Whole index") if id == INDEX else index.node_title(id) for id in {*beside, *family}}
    of_all = Link(pgettext("kinds of units", "all"), asked.href(kind=""), current=not asked.kind)
    return {
        "period_links": [
            Link(period_text(one), asked.href(period=one), current=one == asked.period)
            for one in reversed(index.periods)
        ],
        "node_links": [
            Link(titles[id], asked.href(node=id), current=id == asked.node or id in family[:1]) for id in beside
        ],
        "family_links": [
            Link(_("Together") if id == family[0] else titles[id], asked.href(node=id), current=id == asked.node)
            for id in family
        ],
        "kind_links": [
            of_all,
            *(Link(in_language(known[id].plural), asked.href(kind=id), current=id == asked.kind) for id in there),
        ]
        if len(there) > 1
        else [],
    }


def columns_of(asked: Asked, sure: Sure, has_imputed: bool) -> list[Column]:
    """The columns of the table; every head is a link that sorts, the other way when it sorts already."""
    titles = {
        "name": (_("Name"), ""),
        "value": (_("Value"), unit_of_value(asked)) if asked.is_indicator else None,
        "score": (_("Score"), _("interval of %(level)s percent") % {"level": sure.level} if sure.is_estimated else ""),
        "rank": (_("Rank"), _("from which place to which") if sure.is_estimated else sure.why_not),
        "not_apart": (_("No significant difference"), "") if sure.not_apart is not None else None,
        "band": (_("Band"), "") if asked.index.band_titles else None,
        "change": (_("Change from %(period)s") % {"period": period_text(earlier(asked.period, 1))}, "")
        if asked.has_before
        else None,
        "not_counted": (_("Share not counted"), ""),
        "imputed": (_("Share imputed"), "") if has_imputed else None,
    }
    return [
        Column(said[0]) if key in ("band", "not_apart") else column(asked, key, *said)
        for key, said in titles.items()
        if said is not None
    ]


FIRST_DESCENDING = ("value", "score", "change", "not_counted", "imputed")


def column(asked: Asked, key: str, label: str, note: str) -> Column:
    is_now, is_down = asked.sort.removeprefix("-") == key, asked.sort.startswith("-")
    downwards = not is_down if is_now else key in FIRST_DESCENDING
    return Column(
        label,
        numeric=key != "name",
        row_head=key == "name",
        href=asked.href(sort=f"-{key}" if downwards else key),
        sorted=("descending" if is_down else "ascending") if is_now else "",
        note=note,
    )


def unit_of_value(asked: Asked) -> str:
    node = asked.index.methodology.nodes[asked.node]
    unit = asked.index.methodology.units_of_measure_by_id[getattr(node, "unit_of_measure", "")]
    return in_language(unit.symbol)


def downloads_of(asked: Asked) -> list[Download]:
    """The table as shown, all its pages, in every form."""
    query = asked.href().partition("?")[2]
    return tables.downloads(
        (form, asked.index.file_href("results_table", asked.period, form=form) + (f"?{query}" if query else ""))
        for form in FORMS
    )
