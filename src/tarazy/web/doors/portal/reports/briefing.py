"""The briefing for those who decide: what moved, where it was lost, what is overdue, which decisions are needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.reports.blocks import Block, Column, Document, Figure, Figures, Heading, Paragraph, Points, Table
from tarazy.reports.document import pdf_of
from tarazy.web.doors.portal.attachments import attached
from tarazy.web.doors.portal.indices.facts import KeyFact, key_facts
from tarazy.web.doors.portal.indices.history import history_trail, publication_href
from tarazy.web.doors.portal.indices.offered import documents_of_publication, href_of
from tarazy.web.doors.portal.indices.rows import Asked
from tarazy.web.doors.portal.kept_pages import kept_page
from tarazy.web.doors.portal.reports import pictures
from tarazy.web.doors.portal.reports.chapters import document, published_line, standing_of
from tarazy.web.doors.portal.reports.kept import kept
from tarazy.web.doors.portal.reports.made import name_of
from tarazy.web.doors.portal.reports.moved import named_movers, where_lost, whole_moved
from tarazy.web.doors.portal.reports.published import asked_in, on_the_site, rows_of
from tarazy.web.doors.portal.reports.sureness import Sureness, rank_span, score_span, sureness_of
from tarazy.web.rooms.followup.queries import counts_at
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.results.queries.estimates import Between
from tarazy.web.rooms.results.queries.tables import ResultRow
from tarazy.web.ui import parts
from tarazy.web.ui.parts import Link, Loss
from tarazy.web.ui.written import long_date, number, percent

MOST_LOSSES = 5
MOST_NAMED = 5
WORTH_A_DECISION = 0.05  # a mean share not counted from which somebody has to provide the data


@dataclass(frozen=True)
class First:
    """One of those who stand first: rank and score with the ends of their intervals, as they are written."""

    unit: str
    href: str
    rank: str
    ranks: str
    score: str
    scores: str


@dataclass(frozen=True)
class Briefing:
    """What the page and the document say alike."""

    asked: Asked
    facts: Sequence[KeyFact]
    moved: Sequence[str]
    first: Sequence[First]
    losses: Sequence[Loss]
    overdue: Sequence[str]
    decisions: Sequence[str]


def briefing_of(asked: Asked) -> Briefing:
    rows, lost, sure = rows_of(asked), where_lost(asked)[:MOST_LOSSES], sureness_of(asked)
    waiting, late = counts_at([row.unit.pk for row in rows], asked.index.publication.published_at)
    return Briefing(
        asked,
        key_facts(asked, named_movers(asked, sure, rows)),
        list(whole_moved(asked, sure, rows)),
        first_places(asked, sure, rows),
        lost,
        list(overdue(asked, waiting, late)),
        list(decisions(asked, sure, rows, lost, late)),
    )


def first_places(asked: Asked, sure: Sureness, rows: Sequence[ResultRow]) -> list[First]:
    """Who stands first, each with its intervals; nobody where nothing was estimated."""
    if not sure.is_estimated:
        return []
    ranked = [row for row in rows if row.rank is not None and row.unit.pk in sure.intervals]
    return [_first(asked, sure.intervals[row.unit.pk], row) for row in ranked[:MOST_NAMED]]


def _first(asked: Asked, between: Between, row: ResultRow) -> First:
    href, places = asked.index.unit_href(row.unit.pk, asked.period), asked.index.decimals
    scores = score_span(between, places)
    return First(str(row.unit.name), href, number(row.rank), rank_span(between), number(row.score, places), scores)


def overdue(asked: Asked, waiting: int, late: int) -> Iterator[str]:
    """How many recommendations and instructions were overdue when the publication was made; none is named in public."""
    said = {
        "day": long_date(asked.index.publication.published_at),
        "waiting": number(waiting, 0),
        "late": number(late, 0),
    }
    if waiting:
        yield (
            _(
                "Recommendations and instructions to those assessed here, open on %(day)s: %(waiting)s; overdue: "
                "%(late)s."
            )
            % said
        )
    else:
        yield _("On %(day)s no recommendation or instruction to those assessed here was open.") % said


def decisions(
    asked: Asked, sure: Sureness, rows: Sequence[ResultRow], lost: Sequence[Loss], late: int
) -> Iterator[str]:
    """What somebody has to decide, each from a figure of the publication."""
    if asked.index.publication.kind != Kind.OFFICIAL:
        yield _("These results are not an official assessment: no decision about a body may rest on them alone.")
    yield from _about_falls(asked, sure, rows)
    if lost:
        said = {"title": lost[0].label, "points": number(lost[0].points, asked.index.decimals)}
        yield _("Who answers for “%(title)s”, where most points were lost: %(points)s on average.") % said
    shares = [row.share_not_counted for row in rows if row.share_not_counted is not None]
    if shares and sum(shares) / len(shares) >= WORTH_A_DECISION:
        share = percent(sum(shares) / len(shares))
        yield _("Who provides the missing data: on average %(share)s of the weight was not counted.") % {"share": share}
    if late:
        yield _("What is done about what is overdue: %(late)s.") % {"late": number(late, 0)}


def _about_falls(asked: Asked, sure: Sureness, rows: Sequence[ResultRow]) -> Iterator[str]:
    """Whose score got worse twice in a row, the last time reliably where that was estimated."""
    falls, worse = asked.index.declines(asked.period), -1 if asked.better == "higher" else 1
    named = [str(row.unit.name) for row in rows
             if row.unit.pk in falls and (not sure.is_estimated or sure.moved_surely(row.unit.pk, worse))]  # fmt: skip
    if not named:
        return
    said = {"list": "; ".join(named[:MOST_NAMED]), "count": number(len(named), 0)}
    if sure.is_estimated:
        yield (
            _(
                "What follows for those whose score got worse twice in a row, the last time reliably (%(count)s): "
                "%(list)s."
            )
            % said
        )
    else:
        yield _("What follows for those whose score got worse twice in a row (%(count)s): %(list)s.") % said


def _first_table(told: Briefing) -> list[Block]:
    if not told.first:
        return []
    rows = [[one.rank, one.unit, one.ranks, one.score, one.scores] for one in told.first]
    rank, name, *others = _heads()
    columns = [Column(rank, True), Column(name, share=1), *(Column(head, True) for head in others)]
    return [Table(_("The first, with the intervals of their places and scores"), columns, rows, small=True)]


def _heads() -> list[str]:
    return [_("Rank"), _("Name"), _("Places in the interval"), _("Score"), _("Interval")]


def briefing_document(asked: Asked) -> Document:
    """The same on one sheet of paper."""
    told, title = briefing_of(asked), asked.index.title_in(asked.period)
    lost = pictures.losses(told.losses, asked.index.decimals, MOST_LOSSES)
    figures = [Figure(fact.label, fact.figure, fact.note) for fact in told.facts]
    where = on_the_site(href_of(asked, "briefing"))
    blocks: list[Block] = [
        *standing_of(asked),
        *([Figures(figures)] if figures else []),
        Heading(_("What moved")),
        Points(told.moved),
        *_first_table(told),
        Heading(_("Where points were lost")),
        lost or Paragraph(_("The index is not put together so that points lost could be told apart.")),
        Heading(_("What is overdue")),
        Points(told.overdue),
        Heading(_("Decisions needed")),
        Points(told.decisions or [_("No figure of this publication asks for a decision.")]),
        Paragraph(where, True),
    ]
    about = _("Briefing for those who decide: %(title)s") % {"title": title}
    return document(
        asked, title, about, [_("Briefing for those who decide"), published_line(asked)], blocks, compact=True
    )


def briefing_pdf(asked: Asked) -> bytes:
    return kept(asked, "briefing.pdf", lambda: pdf_of(briefing_document(asked)))


@require_safe
@kept_page
def briefing(request: HttpRequest, place: str, name: str, publication: int, period: str) -> HttpResponse:
    """The briefing as a page."""
    asked = asked_in(place, name, publication, period)
    of = asked.index.publication
    numbered = Link(_("Publication %(number)s") % {"number": of.pk}, publication_href(of))
    context = {
        "told": briefing_of(asked),
        "first_columns": [
            parts.Column(head, numeric=place != 1, row_head=place == 1) for place, head in enumerate(_heads())
        ],
        "asked": asked,
        "index": asked.index,
        "title": asked.index.title_in(period),
        "published": published_line(asked),
        "trail": history_trail(of, numbered, Link(_("Briefing for those who decide"), "", current=True)),
        "documents": documents_of_publication(asked),
    }
    return render(request, "portal/indices/briefing.html", context)


@require_safe
def briefing_file(request: HttpRequest, place: str, name: str, publication: int, period: str) -> HttpResponse:
    """The briefing as PDF."""
    asked = asked_in(place, name, publication, period)
    stem = name_of((f"{place}/{name}", publication, period), "briefing")
    return attached(briefing_pdf(asked), stem)
