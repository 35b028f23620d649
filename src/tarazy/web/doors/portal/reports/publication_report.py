"""The consolidated report of a publication: everybody by rank, each part, what moved, points lost, proofs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
from tarazy.web.doors.portal.reports.moved import movers, named_movers, where_lost, whole_moved
from tarazy.web.doors.portal.reports.places import places
from tarazy.web.doors.portal.reports.published import before_of, rows_of
from tarazy.web.doors.portal.reports.sureness import (
    Sureness,
    rank_span,
    score_between,
    score_span,
    sureness_in,
    sureness_of,
)
from tarazy.web.doors.portal.scales import Scale
from tarazy.web.rooms.results.queries.tables import ResultRow
from tarazy.web.ui.tags.data import share_text
from tarazy.web.ui.written import number, rounded, signed
from tarazy.web.ui.written import period as period_text

ENDS = 5  # so many first and last ones are named at each part
MOST_SWATCHES = 300
MOST_PARTS = 8  # so many parts have room in the annex
BESIDE_INTERVALS = 4  # and so many beside the intervals


@dataclass(frozen=True)
class OfAll:
    """Everything that the report of a publication is written from."""

    asked: Asked
    rows: Sequence[ResultRow]
    scale: Scale
    sure: Sureness

    @property
    def decimals(self) -> int:
        return self.asked.index.decimals

    @property
    def parts(self) -> list[str]:
        """The nodes right below the index that are shown."""
        return [id for id in self.asked.index.methodology.index.children if id in self.asked.index.nodes]


def publication_report(asked: Asked) -> Document:
    """The report in the language that is spoken."""
    of = OfAll(asked, rows_of(asked), asked.index.scale(), sureness_of(asked))
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
    figures = [
        Figure(fact.label, fact.figure, fact.note)
        for fact in key_facts(of.asked, named_movers(of.asked, of.sure, of.rows))
    ]
    spread = pictures.dots(of.asked, of.rows, of.scale)
    return [
        *standing_of(of.asked),
        *([Figures(figures)] if figures else []),
        Heading(_("In brief")),
        Points(list(whole_moved(of.asked, of.sure, of.rows))),
        *([spread] if spread else []),
        Contents(_("Contents")),
    ]


def ranking(of: OfAll) -> list[Block]:
    """Everybody as bars, or the first and the last where they are many; the map."""
    ranked = [row for row in of.rows if row.rank is not None]
    drawn = pictures.peers(of.asked, of.rows, of.sure) if len(ranked) <= pictures.MOST_BARS else None
    shown = pictures.region_map(of.asked, of.rows, of.scale)
    tables = [] if drawn else [
        ends_table(of, _("First by rank"), ranked[: 2 * ENDS]),
        ends_table(of, _("Last by rank"), ranked[-2 * ENDS :]),
    ]  # fmt: skip
    drawn_places = places(of.sure, ranked)
    note = _("Rank: the place among all who are compared, also where the table shows one kind only.")
    return [
        Heading(_("Everybody by rank"), new_page=True),
        Paragraph(note, True),
        *([Paragraph(of.sure.why_not, True)] if of.sure.why_not else []),
        *([drawn] if drawn else tables if ranked else []),
        *([drawn_places] if drawn_places else []),
        *([shown] if shown else []),
    ]


def ends_table(of: OfAll, caption: str, rows: Sequence[ResultRow]) -> Table:
    columns = [
        Column(_("Rank"), True),
        *([Column(_("Places in the interval"), True)] if of.sure.is_estimated else []),
        Column(_("Name"), share=2),
        Column(_("Score"), True, 1.4),
        *([Column(_("Interval"), True)] if of.sure.is_estimated else []),
    ]
    return Table(caption, columns, [ends_row(of, row) for row in rows])


def ends_row(of: OfAll, row: ResultRow) -> list[str | Cell]:
    one = of.sure.intervals.get(row.unit.pk)
    ends = [[rank_span(one) or "—"], [score_span(one, of.decimals) or "—"]] if of.sure.is_estimated else [[], []]
    return [number(row.rank), *ends[0], str(row.unit.name), score_cell(of, row), *ends[1]]


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
            found.append(Points(list(ends_in_words(asked, rows))))
    return found


def ends_in_words(asked: Asked, rows: Sequence[ResultRow]) -> Iterator[str]:
    """Who stands first and last at a part, with the intervals of their scores."""
    ordered = sorted(rows, key=lambda row: row.score or 0.0, reverse=asked.better == "higher")
    ends = ordered[:ENDS], ordered[-ENDS:]
    sure = sureness_in(asked.index, asked.period, asked.node, [row.unit.pk for some in ends for row in some])

    def listed(some: Sequence[ResultRow]) -> str:
        places = asked.index.decimals
        return "; ".join(
            f"{row.unit.name} {score_between(row.score, sure.intervals.get(row.unit.pk), places)}" for row in some
        )

    yield _("First: %(list)s.") % {"list": listed(ends[0])}
    yield _("Last: %(list)s.") % {"list": listed(ends[1])}


def moved(of: OfAll) -> list[Block]:
    """Whose score rose and fell most against the period before."""
    before = before_of(of.asked)
    heading = Heading(_("What moved"), new_page=True)
    if not before:
        return [heading, Paragraph(_("There is no period before with which these scores could be compared."))]
    sure = of.sure.is_estimated
    rises, falls = (movers(of.asked, of.sure, of.rows, sign) for sign in (1, -1))
    drawn: list[Block | None] = [
        changes(of, _("Greatest reliable rises") if sure else _("Greatest rises"), rises, "got"),
        changes(of, _("Greatest reliable falls") if sure else _("Greatest falls"), falls, "lost-strong"),
    ]
    nothing = _("No score has changed reliably.") if sure else _("No score has changed in its published digits.")
    return [
        heading,
        Paragraph(alone(of) if sure else of.sure.why_not, True),
        *([one for one in drawn if one] or [Paragraph(nothing)]),
    ]


def changes(of: OfAll, title: str, rows: Sequence[ResultRow], colour: str) -> Bars | None:
    """The changes of those who moved, the longest bar the greatest."""
    if not rows:
        return None
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
    about = _("In points, since %(period)s.") % {"period": period_text(before_of(of.asked))}
    return Bars(title, spoken, bars, about)


def alone(of: OfAll) -> str:
    """Whom the pictures of changes show."""
    return _(
        "Only those whose score moved reliably: the whole interval of the change, which holds %(level)s of the "
        "replicates, lies on one side of zero. Every other change may be chance."
    ) % {"level": of.sure.level}


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
    """Every score that the publication shows in the period: the whole index and its parts, in a table of their own
    where both have no room beside each other.
    """
    chosen = of.parts[:MOST_PARTS]
    legend = "; ".join(f"{place}: {of.asked.index.node_title(id)}" for place, id in enumerate(chosen, start=1))
    notes: list[Block] = [Paragraph(legend, True)] if legend else []
    heading = Heading(_("Annex: all scores"), new_page=True)
    of_parts = part_cells(of, chosen)
    if not of.sure.is_estimated or len(chosen) <= BESIDE_INTERVALS:
        rows = [[*annex_row(of, row), *of_parts(row)] for row in of.rows]
        return [heading, *notes, Table("", [*annex_columns(of), *part_columns(chosen)], rows, small=True)]
    whole = Table("", annex_columns(of), [annex_row(of, row) for row in of.rows], small=True)
    columns = [Column(_("Rank"), True), Column(_("Name"), share=1), *part_columns(chosen)]
    rows = [[number(row.rank) or "—", str(row.unit.name), *of_parts(row)] for row in of.rows]
    return [heading, whole, Heading(_("Each part of the index"), 2), *notes, Table("", columns, rows, small=True)]


def annex_columns(of: OfAll) -> list[Column]:
    interval = [Column(_("Interval"), True)] if of.sure.is_estimated else []
    others = (Column(head, True) for head in (_("Change"), _("Not counted")))
    rank, name, score = Column(_("Rank"), True), Column(_("Name"), share=1), Column(_("Score"), True)
    return [rank, *interval, name, score, *interval, *others]


def part_columns(chosen: Sequence[str]) -> list[Column]:
    return [Column(str(place), True) for place, _id in enumerate(chosen, start=1)]


def part_cells(of: OfAll, chosen: Sequence[str]) -> Callable[[ResultRow], list[str | Cell]]:
    """What writes the scores of a unit at parts of the index."""
    shown = [{row.unit.pk: row.score for row in rows_of(Asked(of.asked.index, of.asked.period, id))} for id in chosen]
    return lambda row: [number(scores.get(row.unit.pk), of.decimals) or "—" for scores in shown]


def annex_row(of: OfAll, row: ResultRow) -> list[str | Cell]:
    """The whole index. Where units are many, their names go without colours: those would take most of the time."""
    name, between = str(row.unit.name), of.sure.intervals.get(row.unit.pk)
    return [
        number(row.rank) or "—",
        *([rank_span(between) or "—"] if of.sure.is_estimated else []),
        name if len(of.rows) > MOST_SWATCHES else Cell(name, swatch=of.scale.at(row.score).css),
        number(row.score, of.decimals) or "—",
        *([score_span(between, of.decimals) or "—"] if of.sure.is_estimated else []),
        changed(of, row) if before_of(of.asked) else "—",
        share_text(row.share_not_counted) or "—",
    ]


def changed(of: OfAll, row: ResultRow) -> str:
    if row.score_change is None:
        return "—"
    return signed(row.score_change, of.decimals) if rounded(row.score_change, of.decimals) else number(0.0, of.decimals)
