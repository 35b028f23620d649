"""What cannot be analysed, told before the first replicate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.model.result import Result
from tarazy.engine.model.uncertainty import Uncertainty
from tarazy.engine.robustness.failures import Failures
from tarazy.engine.robustness.period import Period
from tarazy.engine.robustness.replicates import Replicates
from tarazy.engine.robustness.sensitivity_sample import MOST_COMBINATIONS, count_of_combinations, each_state
from tarazy.engine.robustness.varying.varies import Varies
from tarazy.engine.words import Message, Problem, ProblemsFound, msg

LEAST_UNITS: Final = 3
LEAST_REPLICATES: Final = 20
MOST_REPLICATES: Final = 1_000_000
LEAST_ROWS: Final = 16
MOST_ROWS: Final = 1 << 16


def check_can_vary(methodology: Methodology, stated: Result, replicates: int | None, seed: int) -> Uncertainty:
    """What the methodology says may vary. Raises ProblemsFound where it says nothing, or there is too little of it."""
    problems = [*_problems(methodology, stated, replicates, seed)]
    if problems or methodology.uncertainty is None:
        raise ProblemsFound(problems)
    return methodology.uncertainty


def _problems(methodology: Methodology, stated: Result, replicates: int | None, seed: int) -> Iterator[Problem]:
    if methodology.uncertainty is None:
        yield Problem(
            Message(msg("The methodology does not say what may vary.")),
            methodology.id,
            Message(msg("An interval is only worth what its assumptions are, and they are part of the methodology.")),
            Message(msg("Add the section «uncertainty» to methodology.yaml, or take a version that has it.")),
        )
    if replicates is not None:
        yield from _problems_of_replicates(methodology, replicates)
    if seed < 0:
        yield Problem(
            Message(msg("The seed is {seed}."), {"seed": seed}),
            "--seed",
            Message(msg("A seed is a whole number from 0 on.")),
            Message(msg("Give another seed.")),
        )
    for period in stated:
        scored = int(np.count_nonzero(~np.isnan(period.nodes[INDEX].score)))
        if scored < LEAST_UNITS:
            yield Problem(
                Message(msg("Units with a score of the index: {count}."), {"count": scored}),
                period.period,
                Message(msg("With fewer than {least} there is hardly an order."), {"least": LEAST_UNITS}),
                Message(msg("Complete the data, or leave the period out.")),
            )


def _problems_of_replicates(methodology: Methodology, replicates: int) -> Iterator[Problem]:
    what = Message(msg("The number of replicates is {count}."), {"count": replicates})
    if not LEAST_REPLICATES <= replicates <= MOST_REPLICATES:
        yield Problem(
            what,
            "--replicates",
            Message(msg("With fewer than {least} an interval has no ends."), {"least": LEAST_REPLICATES}),
            Message(msg("Give a number from {least} to {most}."), {"least": LEAST_REPLICATES, "most": MOST_REPLICATES}),
        )
        return
    level = 0.0 if methodology.uncertainty is None else methodology.uncertainty.level_percent
    if replicates * (100 - level) / 200 < 1:
        why = msg("Beyond each end of an interval of {level} % fewer than one of them lies.")
        yield Problem(what, "--replicates", Message(why, {"level": level}), Message(msg("Give more replicates.")))


def check_choices_work(drawn: Replicates, periods: Sequence[str]) -> None:
    """Raises ProblemsFound where a state of an assumption is refused though all else is as stated."""
    problems = []
    for one in drawn.varying:
        if one.shares is None:
            continue
        replicates = replace(drawn, varying=(one,), sample=each_state(one, 0))
        for period in periods:
            failures = Failures()
            Period(replicates, period, frozenset({INDEX}), failures).scores()
            for failure in failures.found.values():
                said = [replicates.effect(0, state).said for state in sorted(failure.replicates)]
                named = ", ".join(str(word) for which in said for word in which.values())
                problems.append(
                    Problem(
                        Message(
                            msg("The assumption «{assumption}» cannot be {named}."),
                            {"assumption": one.assumption.assumption, "named": named},
                        ),
                        f"{failure.node}, {period}",
                        failure.what,
                        Message(msg("Take another choice, or leave this one out.")),
                    )
                )
    if problems:
        raise ProblemsFound(problems)


def check_sensitivity(varying: Sequence[Varies], rows: int, draws: int | None) -> None:
    """Raises ProblemsFound where no variance could be shared out, or the numbers asked for cannot be."""
    problems = []
    if len(varying) < 2:
        problems.append(
            Problem(
                Message(msg("Of the methodology varies: {count}."), {"count": len(varying)}),
                "uncertainty",
                Message(msg("All that moves then comes from one assumption; there is nothing to share out.")),
                Message(msg("State a second assumption.")),
            )
        )
    if rows < LEAST_ROWS or rows > MOST_ROWS or rows & (rows - 1):
        problems.append(
            Problem(
                Message(msg("The number of rows is {rows}."), {"rows": rows}),
                "--rows",
                Message(msg("Quasi-random points lie evenly only where their number is a power of 2.")),
                Message(msg("Give 16, 32, 64 and so on, up to {most}."), {"most": MOST_ROWS}),
            )
        )
    count = count_of_combinations(varying, draws) or 0
    if draws is not None and (draws < 2 or count > MOST_COMBINATIONS):
        problems.append(
            Problem(
                Message(msg("With {draws} draws there are {count} combinations."), {"draws": draws, "count": count}),
                "--draws",
                Message(
                    msg("At least 2 draws are needed, and {most} combinations at most are gone through."),
                    {"most": MOST_COMBINATIONS},
                ),
                Message(msg("Give another number, or leave it out: the indices are then estimated.")),
            )
        )
    if problems:
        raise ProblemsFound(problems)
