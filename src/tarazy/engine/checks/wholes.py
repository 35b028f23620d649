"""Why parts must come to their whole."""

from __future__ import annotations

from tarazy.engine.model.sheet import Sum
from tarazy.engine.words import msg


def why_whole(sum: Sum) -> str:
    """The marked text, which names what rounding explains where the values are rounded."""
    if sum.rounded_to:
        return msg("The parts are all there is of the whole; rounding explains a difference of {tolerance} at most.")
    return msg("The parts are all there is of the whole.")
