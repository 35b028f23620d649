"""The five colours of maps and tables: by a methodology's bands where it has some, else a fifth of the units each."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tarazy.engine.model.methodology import Methodology
from tarazy.web.ui.parts import BANDS, NO_BAND, Band, band_class
from tarazy.web.ui.written import in_language, number

Write = Callable[[float], str]


@dataclass(frozen=True)
class Scale:
    """Classes from the lowest; `begins` holds the value at which each class after the first begins."""

    classes: tuple[Band, ...]
    begins: tuple[float, ...]
    by_band: dict[str, Band]
    title: str

    def at(self, value: float | None, band: str = "") -> Band:
        """The class of a value, or of a band where the methodology says the band."""
        if value is None or not self.classes:
            return Band(NO_BAND, "")
        if self.by_band:
            return self.by_band.get(band, Band(NO_BAND, ""))
        return self.classes[sum(value >= begin for begin in self.begins)]


def bands_of(methodology: Methodology) -> list[Any]:
    """The bands of a methodology from the lowest, as its text gives them: `band`, `title`, `from_`."""
    return list(getattr(methodology.methods.get("band"), "bands", ()))


def scale_of(methodology: Methodology, values: Sequence[float]) -> Scale:
    """The colours for scores of a methodology."""
    bands = bands_of(methodology)
    decimals = methodology.points.decimals
    if not 1 < len(bands) <= BANDS:
        return fifths(values, lambda value: number(value, decimals))
    limits = [number(band.from_) for band in bands]
    classes = tuple(
        Band(band_class(place, len(bands)), in_language(band.title), range_text(place - 1, limits))
        for place, band in enumerate(bands, start=1)
    )
    by_band = {band.band: css for band, css in zip(bands, classes, strict=True)}
    return Scale(classes, tuple(band.from_ for band in bands[1:]), by_band, _("Band, by score"))


def even_steps(low: float, high: float, places: int) -> Scale:
    """Four round limits, equally far apart, in the middle of what lies between `low` and `high`: five classes."""
    step = round_step((high - low) / BANDS or 10.0**-places)
    first = round(((low + high) / 2 - 1.5 * step) / step) * step
    limits = tuple(round(first + place * step, 10) for place in range(BANDS - 1))
    written = ["", *(number(limit, decimals_of(step)) for limit in limits)]
    classes = tuple(Band(band_class(place), range_text(place - 1, written)) for place in range(1, BANDS + 1))
    return Scale(classes, limits, {}, _("By score"))


def round_step(least: float) -> float:
    """The smallest of 1, 2, 2.5, 5, 10, 20, ... (and their tenths) that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= least * (1 - 1e-9))


def decimals_of(step: float) -> int:
    return next(places for places in range(12) if math.isclose(round(step, places), step, rel_tol=1e-9))


def range_text(place: int, limits: Sequence[str]) -> str:
    """What the class at `place` covers, given where each class begins."""
    if place + 1 == len(limits):
        return _("from %(low)s") % {"low": limits[place]}
    if place == 0:
        return _("below %(high)s") % {"high": limits[1]}
    return _("%(low)s to below %(high)s") % {"low": limits[place], "high": limits[place + 1]}


def fifths(values: Sequence[float], write: Write) -> Scale:
    """Five classes with a fifth of the units each; fewer where many values are equal."""
    ordered = sorted(values)
    limits = sorted({ordered[len(ordered) * part // BANDS] for part in range(BANDS)}) if ordered else []
    written = [write(limit) for limit in limits]
    classes = tuple(
        Band(band_class(place, max(2, len(limits))), range_text(place - 1, written) if len(limits) > 1 else written[0])
        for place in range(1, len(limits) + 1)
    )
    return Scale(classes, tuple(limits[1:]), {}, _("By value, a fifth of them in each colour"))
