"""What cannot be compared, told to whoever asked."""

from __future__ import annotations

from tarazy.engine.model.period import is_period, length_of
from tarazy.engine.robustness.comparison.worlds import Side
from tarazy.engine.run.problems import LENGTHS
from tarazy.engine.words import Message, Problem, ProblemsFound, msg


def check_lengths(first: Side, second: Side) -> None:
    """Refuse periods that are none, and those of another length than their methodology assesses.

    Raises: ProblemsFound.
    """
    problems = _problems(first)
    problems += [problem for problem in _problems(second) if problem not in problems]
    if not problems and first.methodology.period != second.methodology.period:
        what = Message(
            msg("{first} and {second} assess periods of different lengths."),
            {"first": first.methodology.id, "second": second.methodology.id},
        )
        why = Message(msg("Figures of a year and of a month cannot stand for each other."))
        where = f"{first.period}, {second.period}"
        problems.append(Problem(what, where, why, Message(msg("Compare methodologies of one length of periods."))))
    if problems:
        raise ProblemsFound(problems)


def _problems(side: Side) -> list[Problem]:
    if not is_period(side.period):
        what = Message(msg("{period} is not a period."), {"period": side.period})
        why = Message(msg("A period is written 2023, 2023-Q1, 2023-07 or 2022/2024."))
        return [Problem(what, side.period, why, Message(msg("Write the period in one of these ways.")))]
    if length_of(side.period) != side.methodology.period:
        what = Message(
            msg("{period} is a period of another length than the methodology assesses."), {"period": side.period}
        )
        mend = Message(msg("Give a period of this length, or take another methodology."))
        return [Problem(what, side.period, Message(LENGTHS[side.methodology.period]), mend)]
    return []
