"""The page “how sure are we” of a publication: in plain words, as pictures and tables, and by an examination."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.web.doors.portal import tables
from tarazy.web.doors.portal.attachments import attached
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.how_sure.again import again_of
from tarazy.web.doors.portal.how_sure.examined import (
    DOCUMENTS,
    Examined,
    asked_examined,
    kept_document,
    kept_examination,
)
from tarazy.web.doors.portal.how_sure.tables import COLUMNS, groups_shown, table_of
from tarazy.web.doors.portal.how_sure.told import Told, in_brief, moved
from tarazy.web.doors.portal.indices.history import history_trail, no_publications, publication_href
from tarazy.web.doors.portal.indices.pictures import ranks_picture, scores_picture
from tarazy.web.doors.portal.indices.rows import Asked, rows_asked
from tarazy.web.doors.portal.indices.sure import Sure, change_between, sure_of
from tarazy.web.doors.portal.indices.unit import numbers_columns
from tarazy.web.doors.portal.methodologies.uncertainty import uncertainty_of
from tarazy.web.doors.portal.reports.published import asked_in, before_of
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.standing import publications_of
from tarazy.web.rooms.results.queries.tables import ResultRow
from tarazy.web.rooms.units.queries import kinds
from tarazy.web.ui.parts import Column, Download, HowSure, Link
from tarazy.web.ui.written import number, signed
from tarazy.web.ui.written import period as period_text

ROWS_A_PAGE: Final = 50
MOST_GROUPS: Final = 20


@dataclass(frozen=True)
class Line:
    """A unit with what was estimated of it, in words."""

    name: str
    href: str
    rank: str
    score: str
    change: str
    ends: str
    apart: str
    sure: HowSure


@require_safe
def how_sure(request: HttpRequest, place: str, name: str, publication: int, period: str = "") -> HttpResponse:
    """Not kept as other pages are: the examination becomes ready without an act."""
    asked = asked_of(place, name, publication, period)
    sure = sure_of(asked.index, asked.period)
    rows = rows_asked(asked)
    told = Told(asked, sure, rows)
    page = Paginator([row for row in rows if row.unit.pk in sure.intervals], ROWS_A_PAGE).get_page(
        request.GET.get("page")
    )
    of = asked.index.publication
    context = {
        "asked": asked,
        "index": asked.index,
        "of": of,
        "publication_href": publication_href(of),
        "trail": trail_of(of),
        "sure": sure,
        "period_links": [
            Link(period_text(one), href_of(asked, "how_sure", one), current=one == asked.period)
            for one in reversed(of.computed.periods)
        ],
        "page": page,
        "uncertainty": uncertainty_of(asked.index.methodology, kinds()),
        "again": again_of(asked),
        "driver_columns": numbers_columns(_("Assumption"), _("Alone, %"), _("With others, %")),
    }
    context |= estimated(told, list(page.object_list)) if sure.is_estimated else {}
    return render(request, "portal/how_sure/page.html", context | examination(asked))


def trail_of(of: Publication) -> list[Link]:
    alone = Link(_("Publication %(number)s") % {"number": of.pk}, publication_href(of))
    return history_trail(of, alone, Link(_("How sure are we"), "", current=True))


def asked_of(place: str, name: str, publication: int, period: str) -> Asked:
    """Without a period the last with scores. Raises NoPage."""
    if period:
        return asked_in(place, name, publication, period)
    found = publications_of(f"{place}/{name}").filter(pk=publication).first()
    if found is None or found.run is None:
        raise no_publications(place, name)
    return asked_examined(found)


def estimated(told: Told, rows: Sequence[ResultRow]) -> dict[str, Any]:
    """What was estimated: in brief, as pictures, row by row, in groups."""
    asked, sure = told.asked, told.sure
    estimate = asked.index.estimate
    assert estimate is not None
    groups = groups_shown(asked, estimate, sure)
    names = {row.unit.pk: str(row.unit.name) for row in told.rows}
    has_change = bool(before_of(asked))
    return {
        "brief": in_brief(told),
        "moved": moved(told),
        "ranges": ranks_picture(asked, rows, sure),
        "scores": scores_picture(asked, rows, sure),
        "lines": [_line(asked, sure, row) for row in rows],
        "columns": _columns(asked, sure, has_change),
        "are_compared": sure.not_apart is not None,
        "has_change": has_change,
        "groups": [[names[unit] for unit in units] for _peers, units in groups[:MOST_GROUPS]],
        "groups_left": max(0, len(groups) - MOST_GROUPS),
        "files": [(title, files_of(asked, name)) for name, title in titles_kept(told, bool(groups)).items()],
    }


def titles() -> dict[str, str]:
    return {
        "intervals": _("Intervals of scores and places, of all parts"),
        "changes": _("Changes since the period before"),
        "groups": _("Groups without significant difference"),
        "pairs": _("Who stands before whom, how often"),
    }


def titles_kept(told: Told, has_groups: bool) -> dict[str, str]:
    """The tables that hold anything: of too many units no pairs are kept."""
    empty = {
        *(() if before_of(told.asked) else ("changes",)),
        *(() if has_groups else ("groups",)),
        *(() if told.sure.not_apart is not None else ("pairs",)),
    }
    return {name: title for name, title in titles().items() if name not in empty}


def _columns(asked: Asked, sure: Sure, has_change: bool) -> list[Column]:
    heads = [_("Rank"), _("Places"), _("Score"), _("Scores")]
    heads += [_("Change from %(period)s") % {"period": period_text(before_of(asked))}] if has_change else []
    numeric = (Column(one, numeric=True) for one in heads)
    compared = [Column(_("No significant difference"))] if sure.not_apart is not None else []
    return [Column(_("Name"), row_head=True), *numeric, *compared]


def _line(asked: Asked, sure: Sure, row: ResultRow) -> Line:
    places, between = asked.index.decimals, sure.intervals[row.unit.pk]
    return Line(
        name=str(row.unit.name),
        href=reverse("portal:unit", kwargs={"unit": row.unit.pk}),
        rank=number(row.rank),
        score=number(row.score, places),
        change=signed(row.score_change, places),
        ends=change_between(between, places),
        apart=sure.told_apart(row.unit.pk) if row.rank is not None else "",
        sure=sure.of(row.unit.pk),
    )


def examination(asked: Asked) -> dict[str, Any]:
    """The findings when they are made; a publication that hides anything shows none, since they would tell it."""
    if asked.index.hidden:
        return {"is_examination_hidden": True}
    about = asked_examined(asked.index.publication)
    found: Examined | None = kept_examination(about)
    if found is None:
        return {"is_being_examined": True}
    files = [Download(form.upper(), href_of(about, "how_sure_file", table="examination", form=form))
             for form in DOCUMENTS]  # fmt: skip
    return {"examined": found, "examined_period": period_text(found.period),
            "examination_files": [] if found.refusal else files}  # fmt: skip


def href_of(asked: Asked, name: str, period: str = "", **more: str) -> str:
    place, short = asked.index.publication.methodology.split("/", 1)
    parts = {"place": place, "name": short, "publication": asked.index.publication.pk, "period": period or asked.period}
    return reverse(f"portal:{name}", kwargs=parts | more)


def files_of(asked: Asked, table: str) -> list[Download]:
    return tables.downloads((form, href_of(asked, "how_sure_file", table=table, form=form)) for form in tables.FORMS)


@require_safe
def how_sure_file(
    request: HttpRequest, place: str, name: str, publication: int, period: str, table: str, form: str
) -> HttpResponse:
    """A table of what was estimated in a period, or the document of the examination."""
    asked = asked_in(place, name, publication, period)
    stem = f"{place}-{name}-{publication}-{asked.period}-{table}".replace("/", "-")
    if table in COLUMNS and form in tables.FORMS:
        title = f"{asked.title}. {titles()[table]}"
        return tables.answered(table_of(asked, table, title), form, stem)
    if table == "examination" and form in DOCUMENTS and not asked.index.hidden:
        about = asked_examined(asked.index.publication)
        content = kept_document(about, form) if about.period == asked.period else None
        if content is not None:
            return attached(content, f"{stem}.{form}", "text/html; charset=utf-8" if form == "html" else "")
    message = _("There is no file %(file)s.") % {"file": f"{table}.{form}"[:80]}
    raise NoPage(message, [Link(_("How sure are we"), href_of(asked, "how_sure"))])
