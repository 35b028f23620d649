"""The report of a unit: its score, why, what moved, who stands beside it, every value with its source, the proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tarazy.engine.explanation import Explanation, NodeExplained
from tarazy.engine.explanation.render import reason_in_words
from tarazy.engine.model.methodology import INDEX
from tarazy.reports.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Figure,
    Figures,
    Heading,
    Paragraph,
    Points,
    Table,
)  # fmt: skip
from tarazy.web.doors.portal.indices.rows import Asked, Row, line_of
from tarazy.web.doors.portal.indices.summary import Seen, summary_of
from tarazy.web.doors.portal.indices.sure import sure_of_unit
from tarazy.web.doors.portal.reports import pictures
from tarazy.web.doors.portal.reports.chapters import (
    document,
    methodology_chapter,
    proofs,
    published_line,
    standing_of,
)
from tarazy.web.doors.portal.reports.published import before_of, row_in, rows_of
from tarazy.web.doors.portal.reports.sure_chapter import sure_chapter
from tarazy.web.doors.portal.reports.sureness import Sureness, rank_span, score_span, sureness_of
from tarazy.web.doors.portal.reports.values_chapter import values_chapter
from tarazy.web.doors.portal.scales import Scale
from tarazy.web.rooms.publication.queries.hidden import shown_of
from tarazy.web.rooms.publication.queries.intervals import intervals_over_time
from tarazy.web.rooms.results.queries.estimates import Between
from tarazy.web.rooms.results.queries.inputs import explanation
from tarazy.web.rooms.results.queries.tables import ResultRow, TrendPoint
from tarazy.web.rooms.results.queries.trees import losses_of
from tarazy.web.ui.tags.data import share_text
from tarazy.web.ui.written import in_language, language, number, percent, signed
from tarazy.web.ui.written import period as period_text


@dataclass(frozen=True)
class OfUnit:
    """Everything that the report of a unit is written from. `at_nodes`: what was estimated of it, by node."""

    asked: Asked
    rows: Sequence[ResultRow]
    here: Row
    scale: Scale
    explained: Explanation
    sure: Sureness
    at_nodes: Mapping[str, Between]

    @property
    def unit(self) -> str:
        return self.here.result.unit.pk

    @property
    def decimals(self) -> int:
        return self.asked.index.decimals

    @property
    def among(self) -> list[ResultRow]:
        """Those with whom it is compared, itself among them."""
        return [row for row in self.rows if row.peer_group == self.here.result.peer_group]

    @property
    def seen(self) -> Seen:
        return Seen(self.asked, self.here, self.rows, self.explained.tree, before_of(self.asked))


def read_of_unit(asked: Asked, unit: str) -> OfUnit:
    """Raises NoPage where the publication does not score the unit in the period."""
    rows, scale, index = rows_of(asked), asked.index.scale(), asked.index
    here = line_of(asked, row_in(rows, unit, asked), scale)
    explained = shown_of(explanation(index.run, unit, asked.period, what_if=False), index.hidden)
    at_nodes = {node: one for (period, node), one in sure_of_unit(index, unit).items() if period == asked.period}
    return OfUnit(asked, rows, here, scale, explained, sureness_of(asked), at_nodes)


def unit_report(asked: Asked, unit: str) -> Document:
    """The report in the language that is spoken."""
    of = read_of_unit(asked, unit)
    title = asked.index.title_in(asked.period)
    about = _("Report of %(unit)s: %(title)s") % {"unit": of.here.name, "title": title}
    page = asked.index.unit_href(unit, asked.period)
    blocks = [
        *first_page(of),
        *sure_chapter(asked, of.sure, of.among, of.here.result),
        *why(of),
        *over_time(of),
        *beside_others(of),
        *values_chapter(of.explained),
        *methodology_chapter(asked),
        *proofs(asked, page),
    ]
    return document(asked, of.here.name, about, [title, published_line(asked)], blocks)


def first_page(of: OfUnit) -> list[Block]:
    spread = pictures.dots(of.asked, of.rows, of.scale, of.unit)
    return [
        *standing_of(of.asked),
        Figures(list(key_figures(of))),
        Heading(_("In brief")),
        Points(in_brief(of)),
        *([spread] if spread else []),
    ]


def in_brief(of: OfUnit) -> list[str]:
    """The summary of the page. How sure the place is, this report says in a chapter of its own."""
    unsure = _("How certain this place is has not been estimated yet; small distances to others may mean nothing.")
    return [one for one in summary_of(of.seen) if one != unsure]


def key_figures(of: OfUnit) -> Iterator[Figure]:
    result, between = of.here.result, of.sure.intervals.get(of.unit)
    yield Figure(_("Score"), number(result.score, of.decimals) or "—", score_note(of, between))
    yield Figure(_("Rank"), number(result.rank) or "—", rank_note(of, between))
    if before := before_of(of.asked):
        yield Figure(_("Change"), signed(result.score_change, of.decimals) or "—", change_note(of, before))
    yield Figure(
        _("Share not counted"), share_text(result.share_not_counted) or "—", _("of the weight, for want of data")
    )
    if of.here.band:
        yield Figure(_("Band"), of.here.band)
    if result.share_imputed:
        yield Figure(_("Share imputed"), share_text(result.share_imputed))


def score_note(of: OfUnit, between: Between | None) -> str:
    said = {"best": number(of.asked.index.best), "interval": score_span(between, of.decimals)}
    if of.here.result.score is None:
        return of.here.reason
    return _("of %(best)s; interval %(interval)s") % said if said["interval"] else _("of %(best)s") % said


def rank_note(of: OfUnit, between: Between | None) -> str:
    said = {"ranked": number(len(of.seen.peers), 0), "interval": rank_span(between)}
    if said["interval"] and of.here.result.rank is not None:
        return _("of %(ranked)s; interval %(interval)s") % said
    return _("of %(ranked)s; interval not estimated") % said


def change_note(of: OfUnit, before: str) -> str:
    """Since when, and whether the change is reliable where that was estimated."""
    said = {"period": period_text(before)}
    if not of.sure.is_estimated or of.here.result.score_change is None:
        return _("since %(period)s") % said
    if any(of.sure.moved_surely(of.unit, sign) for sign in (1, -1)):
        return _("since %(period)s; reliable") % said
    return _("since %(period)s; may be chance") % said


def why(of: OfUnit) -> list[Block]:
    """The tree of the score, and where its points were lost."""
    rows = [tree_row(of, node, depth) for node, depth in walked(of.explained.tree.children, 0)]
    columns = [
        Column(_("Part of the index"), share=2.6),
        Column(_("Score"), True, 1.4),
        *([Column(_("Interval"), True)] if of.at_nodes else []),
        Column(_("Weight"), True),
        Column(_("Points lost"), True),
    ]
    lost = pictures.losses(losses_of(of.explained.tree), of.decimals)
    title = _("What the score is made of and where points were lost")
    under = _(
        "Points lost: how much higher the index would be, before rounding, if this part alone had the best possible "
        "score."
    )
    return [Heading(title, new_page=True), Table("", columns, rows), Paragraph(under, True), *([lost] if lost else [])]


def walked(nodes: Sequence[NodeExplained], depth: int) -> Iterator[tuple[NodeExplained, int]]:
    for node in nodes:
        yield node, depth
        yield from walked(node.children, depth + 1)


def tree_row(of: OfUnit, node: NodeExplained, depth: int) -> list[str | Cell]:
    """A part of the index. One without a score says why."""
    reason = reason_in_words(node.reason, language()) if node.reason else ""
    best = of.explained.points_high
    score = (
        Cell(number(node.score, of.decimals), bar=max(0.0, min(1.0, node.score / best)), strong=depth == 0)
        if node.score is not None
        else Cell("—")
    )
    return [
        Cell(in_language(node.title), depth=depth, strong=depth == 0, note=reason),
        score,
        *([score_span(of.at_nodes.get(node.node), of.decimals) or "—"] if of.at_nodes else []),
        percent(node.index_weight, 1) or "—",
        number(-node.points_lost, of.decimals) if node.points_lost is not None else "—",
    ]


def over_time(of: OfUnit) -> list[Block]:
    points = [point for point in of.asked.index.trend(of.unit) if point.period <= of.asked.period]
    drawn = pictures.lines(of.asked, of.here.name, of.unit, points)
    between = intervals_over_time(of.asked.index.by_period, of.unit)
    rows = [time_row(of, point, between) for point in points]
    of_score, of_rank = ([_("Interval")], [_("Places in the interval")]) if between else ([], [])
    heads = [_("Score"), *of_score, _("Rank"), *of_rank, _("Share not counted"), _("Mean of all")]
    columns = [Column(_("Period"), share=1.2), *(Column(head, True, 1) for head in heads)]
    no_line = _("There are fewer than two periods with a score, so there is no line to draw.")
    under = _(
        "Share not counted: the weight of what could not be counted for want of data. Look at it before you compare "
        "two of them or two periods."
    )
    shown = drawn or Paragraph(no_line)
    return [Heading(_("Over time"), new_page=True), shown, Table("", columns, rows), Paragraph(under, True)]


def time_row(of: OfUnit, point: TrendPoint, between: Mapping[str, Between]) -> list[str]:
    spread, here = of.asked.index.spreads.get(point.period), between.get(point.period)
    return [
        period_text(point.period),
        number(point.score, of.decimals) or (reason_in_words(point.reason, language()) if point.reason else "—"),
        *([score_span(here, of.decimals) or "—"] if between else []),
        number(point.rank) or "—",
        *([rank_span(here) or "—"] if between else []),
        share_text(point.share_not_counted) or "—",
        number(spread.mean, of.decimals) if spread else "—",
    ]


def beside_others(of: OfUnit) -> list[Block]:
    """Everybody, or those next to it, by rank; each part beside the mean; the map."""
    ranking = pictures.peers(of.asked, of.among, of.sure, of.unit)
    shown = pictures.region_map(of.asked, of.rows, of.scale, of.unit)
    return [
        Heading(_("Beside others")),
        *([ranking] if ranking else []),
        *parts_beside_mean(of),
        *([shown] if shown else []),
    ]


def parts_beside_mean(of: OfUnit) -> list[Block]:
    """Each part of the index: this unit, the mean, the best of those among whom it is ranked."""
    rows: list[list[str | Cell]] = []
    for part in of.explained.tree.children:
        scores = [row.score for row in part_scores(of, part.node) if row.score is not None]
        if not scores:
            continue
        own, best = part.score, (max if of.asked.better == "higher" else min)(scores)
        mean = sum(scores) / len(scores)
        rank = (
            1 + sum(score > own if of.asked.better == "higher" else score < own for score in scores)
            if own is not None
            else None
        )
        between = of.at_nodes.get(part.node)
        of_score, of_rank = score_span(between, of.decimals), rank_span(between) if rank else ""
        rows.append([
            in_language(part.title), number(own, of.decimals) or "—", *([of_score or "—"] if of.at_nodes else []),
            *(number(one, of.decimals) or "—" for one in (mean, best)),
            number(rank, 0) or "—", *([of_rank or "—"] if of.at_nodes else []),
        ])  # fmt: skip
    of_scores, of_ranks = ([_("Interval")], [_("Places in the interval")]) if of.at_nodes else ([], [])
    heads = [_("Score"), *of_scores, _("Mean of all"), _("Best of all"), _("Rank"), *of_ranks]
    columns = [Column(_("Part of the index"), share=2), *(Column(head, True, 1) for head in heads)]
    return [Table(_("Each part beside all others"), columns, rows)] if rows else []


def part_scores(of: OfUnit, node: str) -> list[ResultRow]:
    if node == INDEX or node in of.asked.index.hidden.nodes:
        return []
    return [
        row
        for row in rows_of(Asked(of.asked.index, of.asked.period, node))
        if row.peer_group == of.here.result.peer_group
    ]
