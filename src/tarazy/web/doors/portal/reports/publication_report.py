"""The consolidated report of a publication: everybody by rank, each part, what moved, points lost, proofs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tarazy.reports.blocks import (
    Bar,
    Bars,
    Block,
    Cell,
    Column,
    Contents,
    Document,
    Figure,
    Figures,
    Heading,
    Paragraph,
    Points,
    Table,
)  # fmt: skip
from tarazy.web.doors.portal.indices.facts import key_facts
from tarazy.web.doors.portal.indices.rows import Asked
from tarazy.web.doors.portal.reports import pictures
from tarazy.web.doors.portal.reports.chapters import (
    document,
    methodology_chapter,
    proofs,
    published_line,
    standing_of,
)
from tarazy.web.doors.portal.reports.moved import movers, reliability, where_lost, whole_moved
from tarazy.web.doors.portal.reports.published import before_of, rows_of
from tarazy.web.doors.portal.scales import Scale
from tarazy.web.rooms.results.queries.tables import ResultRow
from tarazy.web.ui.tags.data import share_text
from tarazy.web.ui.written import number, rounded, signed
from tarazy.web.ui.written import period as period_text

ENDS = 5  # so many first and last ones are named at each part
MOST_SWATCHES = 300
MOST_PARTS = 8  # so many parts have room in the annex


@dataclass(frozen=True)
class OfAll:
    """Everything that the report of a publication is written from."""

    asked: Asked
    rows: Sequence[ResultRow]
    scale: Scale

    @property
    def decimals(self) -> int:
        return self.asked.index.decimals

    @property
    def parts(self) -> list[str]:
        """The nodes right below the index that are shown."""
        return [id for id in self.asked.index.methodology.index.children if id in self.asked.index.nodes]


def publication_report(asked: Asked) -> Document:
    """The report in the language that is spoken."""
    of = OfAll(asked, rows_of(asked), asked.index.scale())
    title = asked.index.title_in(asked.period)
    about = _("Consolidated report: %(title)s") % {"title": title}
    blocks = [
        *first_page(of),
        *ranking(of),
        *parts(of),
        *moved(of),
        *lost(of),
        *methodology_chapter(asked),
        *annex(of),
        *proofs(asked, asked.index.href(asked.period)),
    ]
    return document(asked, title, about, [_("Consolidated report"), published_line(asked)], blocks)


def first_page(of: OfAll) -> list[Block]:
    figures = [Figure(fact.label, fact.figure, fact.note) for fact in key_facts(of.asked, of.rows)]
    spread = pictures.dots(of.asked, of.rows, of.scale)
    return [
        *standing_of(of.asked),
        *([Figures(figures)] if figures else []),
        Heading(_("In brief")),
        Points([*whole_moved(of.asked, of.rows), reliability()]),
        *([spread] if spread else []),
        Contents(_("Contents")),
    ]


def ranking(of: OfAll) -> list[Block]:
    """Everybody as bars, or the first and the last where they are many; the map."""
    ranked = [row for row in of.rows if row.rank is not None]
    drawn = pictures.peers(of.asked, of.rows) if len(ranked) <= pictures.MOST_BARS else None
    shown = pictures.region_map(of.asked, of.rows, of.scale)
    tables = [] if drawn else [
        ends_table(of, _("First by rank"), ranked[: 2 * ENDS]),
        ends_table(of, _("Last by rank"), ranked[-2 * ENDS :]),
    ]  # fmt: skip
    note = _(
        "Rank: the place among all who are compared, also where the table shows one kind only. How uncertain a rank is "
        "has not yet been estimated; small differences may mean nothing."
    )
    return [
        Heading(_("Everybody by rank"), new_page=True),
        Paragraph(note, True),
        *([drawn] if drawn else tables if ranked else []),
        *([shown] if shown else []),
    ]


def ends_table(of: OfAll, caption: str, rows: Sequence[ResultRow]) -> Table:
    columns = [Column(_("Rank"), True), Column(_("Name"), share=2), Column(_("Score"), True, 1.4)]
    return Table(caption, columns, [[number(row.rank), str(row.unit.name), score_cell(of, row)] for row in rows])


def score_cell(of: OfAll, row: ResultRow) -> Cell:
    if row.score is None:
        return Cell("—")
    return Cell(number(row.score, of.decimals), bar=max(0.0, min(1.0, row.score / of.asked.index.best)))


def parts(of: OfAll) -> list[Block]:
    """Each part of the index: how its scores spread, who is first and last."""
    found: list[Block] = [Heading(_("Each part of the index"), new_page=True)]
    for id in of.parts:
        asked = Asked(of.asked.index, of.asked.period, id)
        rows = [row for row in rows_of(asked) if row.score is not None]
        found.append(Heading(asked.index.node_title(id), 2))
        spread = pictures.dots(asked, rows, asked.index.scale(id))
        found += [spread] if spread else [Paragraph(_("Too few have a score here to show how they spread."))]
        if len(rows) > 2 * ENDS:
            found.append(Points(list(ends_in_words(of, rows))))
    return found


def ends_in_words(of: OfAll, rows: Sequence[ResultRow]) -> Iterator[str]:
    """Who stands first and last at a part."""
    ordered = sorted(rows, key=lambda row: row.score or 0.0, reverse=of.asked.better == "higher")

    def listed(some: Sequence[ResultRow]) -> str:
        return "; ".join(f"{row.unit.name} {number(row.score, of.decimals)}" for row in some)

    yield _("First: %(list)s.") % {"list": listed(ordered[:ENDS])}
    yield _("Last: %(list)s.") % {"list": listed(ordered[-ENDS:])}


def moved(of: OfAll) -> list[Block]:
    """Whose score rose and fell most against the period before."""
    before = before_of(of.asked)
    heading = Heading(_("What moved"), new_page=True)
    if not before:
        return [heading, Paragraph(_("There is no period before with which these scores could be compared."))]
    blocks: list[Block] = [heading, Paragraph(reliability(), True)]
    for title, rows, colour in (
        (_("Greatest rises"), movers(of.asked, of.rows, 1), "got"),
        (_("Greatest falls"), movers(of.asked, of.rows, -1), "lost-strong"),
    ):
        if rows:
            greatest = max(abs(row.score_change or 0.0) for row in rows)
            bars = [
                Bar(
                    str(row.unit.name),
                    abs(row.score_change or 0.0) / greatest,
                    signed(row.score_change, of.decimals),
                    colour,
                )
                for row in rows
            ]
            spoken = "; ".join(f"{bar.name}: {bar.written}" for bar in bars)
            about = _("In points, since %(period)s.") % {"period": period_text(before)}
            blocks.append(Bars(title, spoken, bars, about))
    if len(blocks) == 2:
        blocks.append(Paragraph(_("No score has changed in its published digits.")))
    return blocks


def lost(of: OfAll) -> list[Block]:
    """The mean of the points that all lost, by indicator."""
    found = pictures.losses(where_lost(of.asked), of.decimals, 20)
    under = _(
        "The mean of all who have a score: how much higher the index would be, before rounding, with the best possible "
        "score at this indicator alone."
    )
    shown = (
        [found, Paragraph(under, True)]
        if found
        else [Paragraph(_("The index is not put together so that points lost could be told apart."))]
    )
    return [Heading(_("Where points were lost")), *shown]


def annex(of: OfAll) -> list[Block]:
    """Every score that the publication shows in the period: the whole index and its parts."""
    chosen = of.parts[:MOST_PARTS]
    shown = {
        id: {row.unit.pk: row.score for row in rows_of(Asked(of.asked.index, of.asked.period, id))} for id in chosen
    }
    rows = [
        [*annex_row(of, row), *(number(shown[id].get(row.unit.pk), of.decimals) or "—" for id in chosen)]
        for row in of.rows
    ]
    columns = [
        Column(_("Rank"), True),
        Column(_("Name"), share=1),
        *(Column(head, True) for head in (_("Score"), _("Change"), _("Not counted"))),
        *(Column(str(place), True) for place, _id in enumerate(chosen, start=1)),
    ]
    legend = "; ".join(f"{place}: {of.asked.index.node_title(id)}" for place, id in enumerate(chosen, start=1))
    notes = [Paragraph(legend, True)] if legend else []
    return [Heading(_("Annex: all scores"), new_page=True), *notes, Table("", columns, rows, small=True)]


def scores_at(of: OfAll, node: str) -> dict[str, float | None]:
    return {row.unit.pk: row.score for row in rows_of(Asked(of.asked.index, of.asked.period, node))}


def annex_row(of: OfAll, row: ResultRow) -> list[str | Cell]:
    """The whole index. Where units are many, their names go without colours: those would take most of the time."""
    name = str(row.unit.name)
    return [
        number(row.rank) or "—",
        name if len(of.rows) > MOST_SWATCHES else Cell(name, swatch=of.scale.at(row.score).css),
        number(row.score, of.decimals) or "—",
        changed(of, row) if before_of(of.asked) else "—",
        share_text(row.share_not_counted) or "—",
    ]


def changed(of: OfAll, row: ResultRow) -> str:
    if row.score_change is None:
        return "—"
    return signed(row.score_change, of.decimals) if rounded(row.score_change, of.decimals) else number(0.0, of.decimals)
