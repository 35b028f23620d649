"""The page of the gallery."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal.gallery import form, regions, scores
from tarazy.web.doors.portal.gallery.words import said
from tarazy.web.ui.icons import PATHS
from tarazy.web.ui.parts import Column, Download, Fact, Link
from tarazy.web.ui.tags.forms import problems_of


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component once, with invented data, in the language and the colours of the visitor."""
    return render(request, "portal/gallery.html", page_parts() | figures() | pictures() | sample_of_form())


def page_parts() -> dict[str, Any]:
    return {
        "trail": [
            Link(said("Басты бет", "Главная", "Home"), "#main"),
            Link(said("Компоненттер", "Компоненты", "Components"), "", current=True),
        ],
        "head_facts": [
            Fact(said("Кезең", "Период", "Period"), "2024"),
            Fact(said("Мәліметтер", "Данные", "Data"), said("ойдан шығарылған", "вымышлены", "invented")),
        ],
        "years": [Link(str(year), f"?year={year}", current=year == 2024) for year in (2022, 2023, 2024)],
        "kinds": [
            Link(said("барлығы", "все", "all"), "?kind=", current=True),
            Link(said("облыстар", "области", "oblasts"), "?kind=oblast"),
            Link(said("қалалар", "города", "cities"), "?kind=city"),
        ],
        "tabs": [
            Link(said("Карта", "Карта", "Map"), "#maps", current=True),
            Link(said("Кесте", "Таблица", "Table"), "#table"),
            Link(said("Үрдіс", "Динамика", "Trend"), "#charts"),
        ],
        "page": Paginator(range(191), 20).get_page(4),
        "files": [Download("CSV", "#downloads", said("12 КБ", "12 КБ", "12 kB")), Download("Parquet", "#downloads")],
        "digest": sha256(b"a sample").hexdigest(),
        "sample_date": date(2026, 1, 5),
    }


def figures() -> dict[str, Any]:
    return {
        "columns": [
            Column(said("Өңір", "Регион", "Region"), row_head=True, href="?sort=name"),
            Column(said("Орын", "Место", "Rank"), numeric=True),
            Column(said("Балл", "Балл", "Score"), numeric=True, href="?sort=score", sorted="descending"),
            Column(said("Үлесі", "Доля", "Part")),
            Column(said("Жылдық өзгеріс", "Изменение за год", "Change in a year"), numeric=True, href="?sort=change"),
            Column(said("Есепке алынбаған үлес", "Доля неучтённого", "Share not counted"), numeric=True),
        ],
        "rows": regions.rows(),
        "tree": scores.tree(),
        "losses": scores.losses(),
        "steps": scores.steps(),
        "walked": scores.walked_part(),
        "changes": scores.changes(),
        "facts": scores.facts(),
        "trend": scores.TREND,
        "trend_columns": [
            Column(said("Жыл", "Год", "Year"), row_head=True),
            Column(said("Балл", "Балл", "Score"), numeric=True),
        ],
    }


def pictures() -> dict[str, Any]:
    return {
        "tiles": regions.tiles(),
        "areas": regions.areas(),
        "bands": regions.bands(),
        "map_width": regions.MAP_WIDTH,
        "map_height": regions.MAP_HEIGHT,
        "map_edge": regions.MAP_EDGE,
        "chart": scores.trend_chart(),
        "narrow_chart": scores.trend_chart(340, 200),
        "small_chart": scores.trend_chart(260, 150),
        "icons": sorted(PATHS),
    }


def sample_of_form() -> dict[str, Any]:
    sample = form.sample_form()
    return {"form": sample, "problems": problems_of(sample)}
