"""What the steps of a methodology are called on the command line."""

from collections.abc import Mapping
from typing import Final

from tarazy.engine.words import msg

STEPS: Final[Mapping[str, str]] = {
    "apply": msg("To whom it applies"),
    "denominate": msg("Denominator"),
    "missing": msg("Missing data"),
    "treat": msg("Outliers"),
    "normalise": msg("Normalisation"),
    "weigh": msg("Weights"),
    "aggregate": msg("Aggregation"),
    "adjust": msg("Adjustment"),
    "round": msg("Rounding"),
    "rank": msg("Rank"),
    "band": msg("Bands"),
}
