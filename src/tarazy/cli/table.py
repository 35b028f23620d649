"""The index as a table for the eye."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tarazy.cli.language import told
from tarazy.engine import Scores
from tarazy.engine.explanation.render import reason_in_words
from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.model.result import PeriodResult
from tarazy.engine.model.units import Units
from tarazy.engine.words import in_words, msg, with_decimals

Row = tuple[str, ...]
_RIGHT = (True, False, True, False, True, True, False)  # numbers stand under each other by their last digit


def lines(scores: Scores, units: Units | None, lang: str) -> Iterator[str]:
    """For each period and peer group the units by rank, then those without a score with the reason."""
    yield from heading(scores.methodology, lang)
    names = names_of(units, lang)
    for period in scores.result:
        for group in sorted(set(period.peer_groups)):
            members = [i for i, of in enumerate(period.peer_groups) if of == group]
            yield ""
            yield " · ".join(part for part in (period.period, group) if part)
            yield from aligned([_header(), *_rows(scores, period, members, names, lang)], _RIGHT)


def heading(methodology: Methodology, lang: str) -> Iterator[str]:
    """By which methodology, and whether it is more than an illustration."""
    yield methodology.title.in_language(lang)
    yield f"{methodology.id}  SHA-256 {methodology.hash[:12]}…"
    if methodology.standing == "illustration":
        yield told(msg("An illustration, not an official assessment."))


def names_of(units: Units | None, lang: str) -> dict[str, str]:
    """The names of the units by id, where the list of units gives them."""
    if units is None or units.names is None:
        return {}
    return {str(unit): name.in_language(lang) for unit, name in zip(units.ids, units.names, strict=True)}


def _header() -> Row:
    return (
        told(msg("Place")),
        told(msg("Unit")),
        told(msg("Score")),
        told(msg("Band")),
        told(msg("Not counted")),
        told(msg("Imputed")),
        told(msg("Why there is no score")),
    )


def _rows(
    scores: Scores, period: PeriodResult, members: Sequence[int], names: dict[str, str], lang: str
) -> Iterator[Row]:
    index = period.nodes[INDEX]
    decimals = decimals_of(scores.methodology)
    bands = band_titles(scores, lang)
    any_imputed = bool(np.any(index.share_imputed > 0))

    def place(unit: int) -> tuple[float, str]:
        rank = float(index.rank[unit])
        return (np.inf if np.isnan(rank) else rank, period.units[unit])

    for unit in sorted(members, key=place):
        id = period.units[unit]
        yield (
            number(index.rank[unit], None, lang),
            f"{names[id]} ({id})" if id in names else id,
            number(index.score[unit], decimals, lang),
            bands[index.band[unit]] if index.band[unit] >= 0 else "",
            _percent(index.share_not_counted[unit], lang),
            _percent(index.share_imputed[unit], lang) if any_imputed else "",
            reason_in_words(period.reasons[index.reason[unit]], lang),
        )


def decimals_of(methodology: Methodology) -> int:
    """The decimals of a rounded score, else those that pages show."""
    rounding: Any = methodology.index.methods.get("round")
    return int(getattr(rounding, "decimals", methodology.points.decimals))


def band_titles(scores: Scores, lang: str) -> list[str]:
    """The titles of the methodology's bands in the order in which the result counts them."""
    parameters: Any = scores.methodology.methods.get("band")
    titles = {band.band: band.title for band in getattr(parameters, "bands", ())}
    return [titles[band].in_language(lang) if band in titles else band for band in scores.result.bands]


def number(value: float, decimals: int | None, lang: str) -> str:
    """With fixed decimals, so that the points stand under each other; a rank with as many as it has."""
    if np.isnan(value):
        return ""
    if decimals is None:
        return in_words(float(value), lang)
    return with_decimals(float(value), decimals, lang)


def _percent(share: float, lang: str) -> str:
    return "" if np.isnan(share) else f"{number(100 * share, 1, lang)} %"


def aligned(rows: Sequence[Row], to_the_right: Sequence[bool]) -> Iterator[str]:
    """Rows under each other, the first one a header; columns in which nothing stands are left out."""
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    shown = [column for column, width in enumerate(widths) if any(row[column] for row in rows[1:])]
    for number, row in enumerate(rows):
        cells = [_padded(row[column], widths[column], right=to_the_right[column]) for column in shown]
        yield "  ".join(cells).rstrip()
        if not number:
            yield "  ".join("─" * widths[column] for column in shown)


def _width(text: str) -> int:
    return sum(0 if unicodedata.combining(character) else 1 for character in text)


def _padded(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space
