"""A share card, 1200 x 630: a title, a few figures, and what must be said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from tarazy.reports.document import made

PIXELS_AN_INCH = 72.0  # a point is a pixel


@dataclass(frozen=True)
class Card:
    """What stands on it, written in its language. `note`: a line under the figures; `warning`: what must be read with
    them.
    """

    language: Literal["kk", "ru", "en"]
    brand: str
    title: str
    under: str
    figures: Sequence[tuple[str, str]]
    warning: str
    note: str = ""


def card_as(card: Card, form: str, moment: int) -> bytes:
    """The card as `png` or `svg`."""
    if form == "png":
        return made("card.typ", asdict(card), moment, format="png", ppi=PIXELS_AN_INCH)
    return made("card.typ", asdict(card), moment, format="svg")
