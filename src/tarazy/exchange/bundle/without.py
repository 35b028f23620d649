"""The scores of a bundle, computed without the values that are withheld."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from tarazy.engine import Scores, score
from tarazy.engine.model.coded import Coded
from tarazy.engine.model.observations import Observations, union
from tarazy.engine.words import Message, Problem, ProblemsFound, msg
from tarazy.exchange.bundle import manifest as parts
from tarazy.exchange.bundle.read import Checked, Content, checked_nodes
from tarazy.exchange.bundle.rows import Key

_WHO_CAN: Final = msg("Only who knows the withheld values can compute this publication again.")
_APART: Final = (0.0, 0.01, 0.1)  # where equal stand-ins are refused, others are tried


def scored_without(checked: Checked, content: Content) -> Scores:
    """The scores without the withheld values. Where the methodology refuses to go on without them, others stand in for
    them: no number that depends on them is compared.
    """
    run = content.run
    nodes = checked_nodes(run.options, checked.place(parts.RUN))
    if content.observations is None:
        raise ProblemsFound(
            [
                Problem(
                    Message(msg("All observations are withheld.")),
                    checked.name,
                    Message(msg("Nothing can be recomputed without a single value.")),
                    Message(_WHO_CAN),
                )
            ]
        )
    options: dict[str, Any] = {"units": content.units, "periods": run.options.periods, "nodes": nodes}
    try:
        return score(content.methodology, content.observations, **options)
    except ProblemsFound:
        if not checked.withheld:
            raise
    for apart in _APART:
        stand_ins = _stand_ins(content.observations, checked.withheld, apart)
        try:
            return score(content.methodology, union([content.observations, stand_ins]), **options)
        except ProblemsFound as still:
            refusal = still
    without = Problem(
        Message(msg("The methodology cannot be computed without the withheld values; what it refuses follows.")),
        checked.name,
        Message(msg("Some comparison has too little left to compare, so nothing can be recomputed.")),
        Message(_WHO_CAN),
    )
    raise ProblemsFound([without, *refusal.problems])


def _stand_ins(observations: Observations, keys: Sequence[Key], apart: float) -> Observations:
    """For the withheld values the public ones of the same variable, breakdown and series in turn, of the same period if
    there are any: a comparison of equal values is refused. `apart`: by which share each is larger than the one before.
    """
    values: dict[tuple[str, ...], dict[float, None]] = {}
    for row in np.flatnonzero(~np.isnan(observations.value)).tolist():
        told = tuple(getattr(observations, name).at(row) for name in ("variable", "breakdown", "series", "period"))
        for like in (told, told[:-1]):
            values.setdefault(like, {})[float(observations.value[row])] = None
    found: list[tuple[Key, float]] = []
    for number, key in enumerate(keys, start=1):
        like = (key.variable, key.breakdown, key.series)
        if public := [*(values.get((*like, key.period)) or values.get(like) or ())]:
            found.append((key, public[number % len(public)] * (1 + number * apart)))
    return Observations(
        unit=Coded.of([key.unit for key, _ in found]),
        variable=Coded.of([key.variable for key, _ in found]),
        period=Coded.of([key.period for key, _ in found]),
        value=np.array([value for _, value in found], dtype=np.float64),
        breakdown=Coded.of([key.breakdown for key, _ in found]),
        series=Coded.of([key.series for key, _ in found]),
    )
