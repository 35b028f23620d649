"""How sure the score and the place of a unit are: the chapter of its report that says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _

from tarazy.reports.blocks import Block, Heading, Paragraph, Points
from tarazy.web.doors.portal.indices.rows import Asked
from tarazy.web.doors.portal.reports.places import places
from tarazy.web.doors.portal.reports.published import before_of
from tarazy.web.doors.portal.reports.sureness import Sureness
from tarazy.web.rooms.results.models import Estimate
from tarazy.web.rooms.results.queries.certainty import beside
from tarazy.web.rooms.results.queries.estimates import Between
from tarazy.web.rooms.results.queries.tables import ResultRow
from tarazy.web.ui.tags.data import share_text
from tarazy.web.ui.written import number, signed
from tarazy.web.ui.written import period as period_text

MOST_NAMED: Final = 12
FIRST_TEN: Final = 10


def sure_chapter(asked: Asked, sure: Sureness, among: Sequence[ResultRow], here: ResultRow) -> list[Block]:
    """The intervals, the picture of the places, from whom the unit is not told apart, how it was estimated. `among`:
    those with whom it is compared.
    """
    heading = Heading(_("How sure this is"), new_page=sure.is_estimated)
    if not sure.is_estimated:
        return [heading, Paragraph(sure.why_not)]
    assert sure.estimate is not None
    between = sure.intervals.get(here.unit.pk)
    said = list(sentences(asked, sure, among, here, between)) if between and here.score is not None else []
    drawn = places(sure, among, here.unit.pk)
    nothing = Paragraph(_("It has no score, so nothing of it could be otherwise."))
    return [
        heading,
        *([Points(said)] if said else [nothing]),
        *([drawn] if drawn else []),
        Paragraph(drawn_how(sure.estimate, sure.level), True),
    ]


def sentences(
    asked: Asked, sure: Sureness, among: Sequence[ResultRow], here: ResultRow, between: Between
) -> Iterator[str]:
    """What the replicates say, each a whole sentence."""
    yield from _score(asked, sure, between)
    yield from _place(asked, sure, among, here, between)
    yield from _change(asked, sure, here, between)
    yield from _others(asked, sure, among, here)
    if between.p_scored is not None and between.p_scored < 1:
        yield _("It has a score at all in %(share)s of the replicates.") % {"share": share_text(between.p_scored)}


def _score(asked: Asked, sure: Sureness, between: Between) -> Iterator[str]:
    if between.score_low is not None:
        ends = (between.score_low, between.score_high, between.score_median)
        low, high, middle = (number(end, asked.index.decimals) for end in ends)
        said = {"level": sure.level, "low": low, "high": high, "middle": middle}
        yield (
            _(
                "The score lies between %(low)s and %(high)s points in %(level)s of the replicates; half are above "
                "%(middle)s."
            )
            % said
        )


def _place(
    asked: Asked, sure: Sureness, among: Sequence[ResultRow], here: ResultRow, between: Between
) -> Iterator[str]:
    ranked = sum(row.rank is not None for row in among)
    if between.rank_low is not None:
        said = {"level": sure.level, "low": number(between.rank_low), "high": number(between.rank_high),
                "count": number(ranked, 0)}  # fmt: skip
        if between.rank_low == between.rank_high:
            yield _("It takes place %(low)s of %(count)s in %(level)s of the replicates.") % said
        else:
            yield _("It takes a place from %(low)s to %(high)s of %(count)s in %(level)s of the replicates.") % said
    if between.p_top_10 is not None and ranked > FIRST_TEN:
        yield _("It is among the first ten in %(share)s of the replicates.") % {"share": share_text(between.p_top_10)}
    share = in_its_band(asked, here, between)
    if share is not None:
        said = {"share": share_text(share), "band": asked.index.band_titles.get(here.band, here.band)}
        yield _("It comes into its band, “%(band)s”, in %(share)s of the replicates.") % said


def in_its_band(asked: Asked, here: ResultRow, between: Between) -> float | None:
    """How often it comes into the band that it has; None where there are no bands."""
    bands = list(asked.index.band_titles)  # in the order of the methodology, as the shares are
    if not here.band or between.p_bands is None or here.band not in bands:
        return None
    return between.p_bands[bands.index(here.band)]


def _change(asked: Asked, sure: Sureness, here: ResultRow, between: Between) -> Iterator[str]:
    before = before_of(asked)
    if not before or here.score_change is None or between.change_low is None:
        return
    points = asked.index.decimals
    said = {"period": period_text(before), "change": signed(here.score_change, points),
            "low": signed(between.change_low, points), "high": signed(between.change_high, points),
            "level": sure.level}  # fmt: skip
    yield _change_said(sure, here.unit.pk) % said


def _change_said(sure: Sureness, unit: str) -> str:
    if sure.moved_surely(unit, 1):
        return _(
            "The score has reliably risen since %(period)s: by %(change)s points, from %(low)s to %(high)s in "
            "%(level)s of the replicates."
        )
    if sure.moved_surely(unit, -1):
        return _(
            "The score has reliably fallen since %(period)s: by %(change)s points, from %(low)s to %(high)s in "
            "%(level)s of the replicates."
        )
    return _(
        "The change since %(period)s, %(change)s points, may be chance: in %(level)s of the replicates it lies from "
        "%(low)s to %(high)s."
    )


def _others(asked: Asked, sure: Sureness, among: Sequence[ResultRow], here: ResultRow) -> Iterator[str]:
    """From whom it is not told apart; who is hidden is not named."""
    if sure.estimate is None or here.rank is None:
        return
    alike = set(beside(sure.estimate, asked.period, here.unit.pk))
    named = [str(row.unit.name) for row in among if row.unit.pk in alike]
    if not named:
        yield _("It is told apart from everybody with whom it is compared.")
        return
    said = {"count": number(len(named), 0), "list": "; ".join(named[:MOST_NAMED])}
    if len(named) > MOST_NAMED:
        yield _("No significant difference from %(count)s others, among them: %(list)s.") % said
    else:
        yield _("No significant difference from: %(list)s.") % said


def drawn_how(estimate: Estimate, level: str) -> str:
    """How many replicates there were and of what, for anybody to draw them again."""
    said = {"replicates": number(estimate.replicates, 0), "level": level, "seed": estimate.seed,
            "failed": number(estimate.failed, 0), "engine": estimate.engine_version}  # fmt: skip
    return (
        _(
            "Replicates: %(replicates)s, in each of them everything that may vary by the methodology is drawn anew; an "
            "interval holds %(level)s of them. Failed: %(failed)s; seed: %(seed)s; engine: %(engine)s."
        )
        % said
    )
