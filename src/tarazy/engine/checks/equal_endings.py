"""Numbers of one body that end alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.checks.digits import one_in, whole_numbers
from tarazy.engine.model.finding import Finding, Numbers
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("equal_endings", msg("Numbers that do not end alike"), "note")
_SENTENCES: Final = Sentences(
    msg(
        "{often} of {count} different numbers end in {ending}. By chance so many end alike in one sheet of {one_in} "
        "at most."
    ),
    msg("Two last digits are alike by chance in one number of a hundred; of invented numbers they often are."),
    msg("Look at these numbers again; if each of them was counted, nothing need be done."),
)


def findings(sheet: Sheet) -> Iterator[Finding]:
    """The most frequent pair of last digits, if chance makes one as frequent more seldom than `digits_chance`.

    Formula: 100 * P(X >= k), X binomial with n different numbers and a chance of 0.01 each: at least the chance that
    any of the hundred endings occurs k times. The same number in several cells counts once. Only whole numbers from
    `digits_from` on are looked at.
    """
    different = {number: key for key, number in reversed(whole_numbers(sheet))}
    if not different:
        return
    ending, often = min(Counter(number % 100 for number in different).items(), key=lambda pair: (-pair[1], pair[0]))
    probability = min(1.0, 100 * probability_of_at_least(often, len(different)))
    if probability >= sheet.thresholds.digits_chance:
        return
    alike = {key for number, key in different.items() if number % 100 == ending}
    told: Numbers = {
        "often": often,
        "count": len(different),
        "ending": f"{ending:02d}",
        "one_in": one_in(probability),
        "threshold": sheet.thresholds.digits_chance,
    }
    yield CHECK.finding(sheet, tuple(cell.key for cell in sheet.cells if cell.key in alike), _SENTENCES, told)


def probability_of_at_least(often: int, count: int) -> float:
    """That at least so many of `count` numbers have one given ending of a hundred.

    >>> round(probability_of_at_least(1, 2), 6), round(probability_of_at_least(2, 2), 6)
    (0.0199, 0.0001)
    """
    term, total = 0.99**count, 0.0
    for k in range(count + 1):
        total += term if k >= often else 0.0
        term *= (count - k) / (k + 1) * 0.01 / 0.99
    return total
