"""What a run cannot do, told to whoever started it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches

import numpy as np

from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.period import PeriodLength, is_period, last_day, length_of
from tarazy.engine.model.scene import Fault, Refused
from tarazy.engine.model.units import Units
from tarazy.engine.run.stage import Stage, units_of_period
from tarazy.engine.words import Message, Problem, msg

# So many units are named one by one; the rest are counted.
NAMED = 20
LENGTHS: Mapping[PeriodLength, str] = {
    "year": msg("It assesses years, such as 2023."),
    "quarter": msg("It assesses quarters, such as 2023-Q1."),
    "month": msg("It assesses months, such as 2023-07."),
}


def problems_of_periods(methodology: Methodology, units: Units, periods: Sequence[str]) -> Iterator[Problem]:
    """Periods that the methodology does not assess, or in which there is nobody to assess."""
    for position, period in enumerate(periods):
        if not is_period(period):
            what = Message(msg("{period} is not a period."), {"period": period})
            why = Message(msg("A period is written 2023, 2023-Q1, 2023-07 or 2022/2024."))
            yield Problem(what, period, why, Message(msg("Write the period in one of these ways.")))
        elif length_of(period) != methodology.period:
            what = Message(
                msg("{period} is a period of another length than the methodology assesses."), {"period": period}
            )
            mend = Message(msg("Give a period of this length, or take another methodology."))
            yield Problem(what, period, Message(LENGTHS[methodology.period]), mend)
        elif not _assesses(methodology, period):
            yield _not_assessed(methodology, period)
        elif period in periods[:position]:
            what = Message(msg("The period {period} is given twice."), {"period": period})
            why = Message(msg("Each period is scored once."))
            yield Problem(what, period, why, Message(msg("Give it once.")))
        elif not units_of_period(methodology, units, period).any():
            what = Message(msg("There is no unit to assess in {period}."), {"period": period})
            kinds = methodology.assessed_kinds if methodology.assessed_kinds != "any" else ("any",)
            why = Message(
                msg("A unit is assessed if it is of an assessed kind ({kinds}) and exists on {day}."),
                {"kinds": ", ".join(kinds), "day": last_day(period).isoformat()},
            )
            yield Problem(what, period, why, Message(msg("Check the kinds and the dates in the file of units.")))


def _assesses(methodology: Methodology, period: str) -> bool:
    first, last = methodology.assessed_periods.from_, methodology.assessed_periods.to
    return first <= period and (last is None or period <= last)


def _not_assessed(methodology: Methodology, period: str) -> Problem:
    what = Message(
        msg("The methodology {methodology} does not assess {period}."),
        {"methodology": methodology.id, "period": period},
    )
    first, last = methodology.assessed_periods.from_, methodology.assessed_periods.to
    why = Message(msg("It assesses periods from {first} on."), {"first": first})
    if last is not None:
        why = Message(msg("It assesses periods from {first} to {last}."), {"first": first, "last": last})
    return Problem(what, period, why, Message(msg("Give a period that it assesses, or take another version.")))


def problems_of_nodes(methodology: Methodology, keep: Collection[str]) -> Iterator[Problem]:
    """Nodes asked for that the methodology does not have."""
    for id in sorted(set(keep) - set(methodology.nodes)):
        what = Message(
            msg("The methodology {methodology} has no node {node}."), {"methodology": methodology.id, "node": id}
        )
        why = Message(msg("Only nodes of the methodology's tree have scores."))
        near = get_close_matches(id, list(methodology.nodes), n=1)
        mend = (
            Message(msg("Did you mean {near}?"), {"near": near[0]}) if near else Message(msg("Give the id of a node."))
        )
        yield Problem(what, id, why, mend)


def problems_of_refusals(stage: Stage, refused: Mapping[str, Refused]) -> list[Problem]:
    """Everything that methods refused in the period, in the methodology's order of nodes."""
    return [
        Problem(fault.what, _where(stage, id, fault), fault.why, fault.mend)
        for id in stage.methodology.nodes
        if id in refused
        for fault in refused[id].faults
    ]


def _where(stage: Stage, id: str, fault: Fault) -> str:
    place = f"{id}, {stage.period}"
    if fault.units is None:
        return place
    at_fault = np.flatnonzero(fault.units)
    named = ", ".join(stage.units.ids[at_fault[:NAMED]].tolist())
    rest = len(at_fault) - NAMED
    return f"{place}: {named}" + (f" (+{rest})" if rest > 0 else "")
