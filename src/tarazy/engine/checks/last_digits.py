"""Last digits that are not spread as chance spreads them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.checks.digits import one_in, whole_numbers
from tarazy.engine.model.finding import Finding, Numbers
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("last_digits", msg("Last digits as chance makes them"), "note")
_SENTENCES: Final = Sentences(
    msg(
        "Of {count} numbers {often} end in {digit}. By chance last digits are spread so unevenly in one sheet of "
        "{one_in} (chi-square {chi_square})."
    ),
    msg("Each digit stands about as often at the end of counted numbers; of invented or rounded ones it does not."),
    msg("Look whether the numbers were rounded or estimated; then say so with the status E."),
)


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Sheets whose last digits are so uneven that honest numbers are it more seldom than `digits_chance`.

    Formula: chi-square of ten digits against equal shares, 9 degrees of freedom; needs `last_digits_at_least` numbers.
    Source: B. Beber, A. Scacco, What the Numbers Say: A Digit-Based Test for Election Fraud, Political Analysis 20
    (2012).
    """
    numbers = whole_numbers(sheet)
    if len(numbers) < sheet.thresholds.last_digits_at_least:
        return
    counts = [0] * 10
    for _, number in numbers:
        counts[number % 10] += 1
    expected = len(numbers) / 10
    chi_square = sum((count - expected) ** 2 for count in counts) / expected
    probability = probability_above(chi_square)
    if probability >= sheet.thresholds.digits_chance:
        return
    often = max(counts)
    told: Numbers = {
        "count": len(numbers),
        "often": often,
        "digit": counts.index(often),
        "counts": " ".join(map(str, counts)),
        "chi_square": round(chi_square, 2),
        "one_in": one_in(probability),
        "threshold": sheet.thresholds.digits_chance,
    }
    yield CHECK.finding(sheet, tuple(key for key, _ in numbers), _SENTENCES, told)


def probability_above(chi_square: float) -> float:
    """How often a chi-square of 9 degrees of freedom is greater: for an odd number of them a finite sum.

    >>> round(probability_above(27.877), 6)
    0.001
    """
    root = math.sqrt(chi_square)
    terms = root + root**3 / 3 + root**5 / 15 + root**7 / 105
    return math.erfc(root / math.sqrt(2)) + math.sqrt(2 / math.pi) * math.exp(-chi_square / 2) * terms
