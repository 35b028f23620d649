"""Round numbers one after another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.checks.digits import one_in, whole_numbers
from tarazy.engine.model.finding import Finding, Numbers
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("round_numbers", msg("No runs of round numbers"), "note")
_SENTENCES: Final = Sentences(
    msg(
        "{run} of {count} numbers stand in a row and end in 0. By chance that happens in one sheet of {one_in} at most."
    ),
    msg("Counted numbers are seldom round; estimated ones often are."),
    msg("Look whether the numbers were rounded or estimated; then say so with the status E."),
)


def findings(sheet: Sheet) -> Iterator[Finding]:
    """The longest run of numbers that end in 0, if chance makes one as long more seldom than `digits_chance`.

    Formula: of n numbers at most n - k + 1 runs of k can begin, each with a chance of 0.1 ** k, so that their product
    is at least the chance of such a run. Only whole numbers from `digits_from` on are looked at.
    """
    numbers = whole_numbers(sheet)
    longest: list[int] = []
    run: list[int] = []
    for at, (_, number) in enumerate(numbers):
        run = [] if number % 10 else [*run, at]
        longest = max(longest, run, key=len)
    expected = (len(numbers) - len(longest) + 1) * 0.1 ** len(longest)
    if not longest or expected >= sheet.thresholds.digits_chance:
        return
    told: Numbers = {
        "run": len(longest),
        "count": len(numbers),
        "one_in": one_in(expected),
        "threshold": sheet.thresholds.digits_chance,
    }
    yield CHECK.finding(sheet, tuple(numbers[at][0] for at in longest), _SENTENCES, told)
