"""Maps and charts of an index."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tarazy.engine.model.methodology import INDEX
from tarazy.reports.plots.distribution import Mark, Mean, distribution
from tarazy.reports.plots.lines import Trace, lines
from tarazy.reports.plots.ranges import Range, ranges
from tarazy.web.doors.portal.indices.index import Index
from tarazy.web.doors.portal.indices.rows import Asked
from tarazy.web.doors.portal.indices.sure import Sure, sure_of
from tarazy.web.doors.portal.maps import Maps, Seen, maps_of
from tarazy.web.doors.portal.scales import Scale
from tarazy.web.rooms.observatory.queries.about_unit import flags_of
from tarazy.web.rooms.publication.queries.intervals import intervals_over_time
from tarazy.web.rooms.results.queries.estimates import Between
from tarazy.web.rooms.results.queries.tables import ResultRow
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.parts import NARROW, WHOLE_PAGE, WIDE, HowSure, Picture
from tarazy.web.ui.written import language, number, numbers
from tarazy.web.ui.written import period as period_text

SPREAD_HEIGHT, TREND_HEIGHT = 150, 240


def maps_of_rows(asked: Asked, rows: Sequence[ResultRow], scale: Scale, here: str = "") -> Maps:
    """The maps of the place, each unit coloured by its score."""
    index, spoken, written = asked.index, language(), numbers(asked.index.decimals)
    sure = sure_of(index, asked.period, asked.node)
    seen = {
        row.unit.pk: Seen(
            name=row.unit.name.in_language(spoken),
            value=written(row.score),
            band=scale.at(row.score).css,
            band_label=index.band_titles.get(row.band, ""),
            href=index.unit_href(row.unit.pk, asked.period),
            here=row.unit.pk == here,
            spoken=spoken_of(written(row.score), sure.of(row.unit.pk)),
        )
        for row in rows
    }
    return maps_of(index.run.version.place, seen)


def spoken_of(score: str, sure: HowSure) -> str:
    """What a map says of a score where its interval was estimated; else it says the score alone."""
    if not score or not sure.score:
        return score
    said = {"score": score, "scores": sure.score, "places": sure.places}
    return _("%(score)s (%(scores)s), place: %(places)s") % said if sure.places else f"{score} ({sure.score})"


def spread_picture(asked: Asked, rows: Sequence[ResultRow], scale: Scale) -> Picture | None:
    """How the scores spread; None where there are too few to show."""
    scores = [row.score for row in rows if row.score is not None]
    if len(scores) < 3:
        return None
    marks = [Mark(score, f"var(--{scale.at(score).css})") for score in scores]
    value = sum(scores) / len(scores)
    mean = Mean(value, _("mean %(mean)s") % {"mean": number(value, asked.index.decimals)})
    title = _("How the scores spread, %(period)s") % {"period": period_text(asked.period)}
    wide, narrow = (distribution(title, marks, mean, (width, SPREAD_HEIGHT), number) for width in (WHOLE_PAGE, NARROW))
    return Picture(title, asked.index.node_title(asked.node), wide, narrow)


def ranks_picture(asked: Asked, rows: Sequence[ResultRow], sure: Sure) -> Picture | None:
    """The places of the rows with their intervals, by place; None where nothing was estimated of them."""
    known = [Range(str(row.unit.name), row.rank, between.rank_low, between.rank_high)
             for row in rows
             if (between := sure.intervals.get(row.unit.pk)) is not None
             and row.rank is not None and between.rank_low is not None and between.rank_high is not None]  # fmt: skip
    if not known:
        return None
    known.sort(key=lambda one: one.at)
    title = _("Places and how sure they are, %(period)s") % {"period": period_text(asked.period)}
    wide, narrow = (ranges(title, known, width, number) for width in (WHOLE_PAGE, NARROW))
    said = {"title": asked.index.node_title(asked.node), "level": sure.level}
    about = _(
        "%(title)s. Dot: the place. Line: from which place to which in %(level)s percent of all computations. "
        "Where lines overlap far, who stands before whom is not sure."
    )
    return Picture(title, about % said, wide, narrow)


def scores_picture(asked: Asked, rows: Sequence[ResultRow], sure: Sure) -> Picture | None:
    """The scores of the rows with their intervals, as the rows stand; None where nothing was estimated of them."""
    known = [Range(str(row.unit.name), row.score, *ends)
             for row in rows
             if row.score is not None and (ends := ends_of(sure.intervals.get(row.unit.pk))) is not None]  # fmt: skip
    if not known:
        return None
    title = _("Scores and how sure they are, %(period)s") % {"period": period_text(asked.period)}
    wide, narrow = (ranges(title, known, width, number) for width in (WHOLE_PAGE, NARROW))
    said = {"title": asked.index.node_title(asked.node), "level": sure.level}
    about = _("%(title)s. Dot: the score. Line: between which scores in %(level)s percent of all computations.")
    return Picture(title, about % said, wide, narrow)


def trend_picture(index: Index, unit: Unit, scores: dict[str, float | None]) -> Picture | None:
    """A unit's score at the index over the periods, beside the mean of all; None with fewer than two scores.

    The line is interrupted where a series that the index reads breaks.
    """
    given = [period for period in index.periods if scores.get(period) is not None]
    if len(given) < 2:
        return None
    means = [index.spreads[period].mean if period in index.spreads else None for period in index.periods]
    own = [scores.get(period) for period in index.periods]
    broken = breaks_between(index, unit.pk, given)
    places = [at for at, period in enumerate(index.periods) if period_text(period) in broken]
    last = number(scores[given[-1]], index.decimals)
    between = intervals_over_time(index.by_period, unit.pk)
    whiskers = [ends_of(between.get(period)) for period in index.periods]
    traces = [
        Trace(str(unit.name), own, breaks=places, written=last, whiskers=whiskers),
        Trace(_("mean of all"), means),
    ]
    title = _("Score by period")
    periods = [period_text(period) for period in index.periods]
    wide, narrow = (lines(title, periods, traces, (width, TREND_HEIGHT), number) for width in (WIDE, NARROW))
    about = index.node_title(INDEX)
    if between:
        about = _("%(title)s. Upright lines: between which scores it lies, where that was estimated") % {"title": about}
    if broken:
        about = _("%(title)s. Dashed line: a series that the index reads breaks here.") % {"title": about}
    return Picture(title, about, wide, narrow)


def ends_of(between: Between | None) -> tuple[float, float] | None:
    return between.score_ends if between else None


def breaks_between(index: Index, unit: str, scored: Sequence[str]) -> list[str]:
    """The periods, as they are written, from which on the scores cannot be compared with earlier ones without care."""
    read = {variable.observed.variable for variable in index.methodology.variables}
    periods = {period for _variable, period in flags_of(unit, read).breaks}
    return [period_text(period) for period in index.periods if period in periods and period > scored[0]]
