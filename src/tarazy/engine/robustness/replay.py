"""One replicate computed again, as any result is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.result import Result
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.refusals import check_can_vary
from tarazy.engine.robustness.uncertainty import replicates_of
from tarazy.engine.run import run
from tarazy.engine.words import Message, Problem, ProblemsFound, msg


def replayed(
    methodology: Methodology,
    inputs: Inputs,
    units: Units,
    periods: Sequence[str],
    replicate: int,
    *,
    replicates: int | None,
    seed: int,
) -> Result:
    """The result of one replicate, counted from 0. Raises ProblemsFound where there is no such replicate, and with what
    its methods refuse.
    """
    stated = run(methodology, inputs, units, periods)
    said = check_can_vary(methodology, stated, replicates, seed)
    drawn = replicates_of(said, methodology, inputs, units, replicates=replicates, seed=seed)
    if not 0 <= replicate < len(drawn):
        raise ProblemsFound([_no_such(replicate, len(drawn))])
    results = [drawn.replayed(replicate, period) for period in periods]
    return replace(results[0], periods=tuple(period for result in results for period in result.periods))


def _no_such(replicate: int, count: int) -> Problem:
    return Problem(
        Message(msg("There is no replicate {replicate}."), {"replicate": replicate}),
        "--replay",
        Message(msg("Replicates are counted from 0 to {last}."), {"last": count - 1}),
        Message(msg("Give a number within.")),
    )
