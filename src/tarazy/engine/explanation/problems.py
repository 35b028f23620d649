"""What cannot be explained, told to whoever asked."""

from __future__ import annotations

from difflib import get_close_matches

import numpy as np

from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.period import last_day
from tarazy.engine.model.units import Units
from tarazy.engine.run import units_of_period
from tarazy.engine.run.problems import problems_of_nodes, problems_of_periods
from tarazy.engine.words import Message, Problem, ProblemsFound, msg


def refuse_unknown(methodology: Methodology, units: Units, unit: str, period: str, node: str) -> None:
    """Raise ProblemsFound if the period, the node or the unit cannot be explained, all of it at once."""
    of_period = list(problems_of_periods(methodology, units, [period]))
    problems = [
        *of_period,
        *problems_of_nodes(methodology, [node]),
        *_unit(methodology, units, unit, None if of_period else period),
    ]
    if problems:
        raise ProblemsFound(problems)


def _nearest(asked: str, known: list[str]) -> Message:
    near = get_close_matches(asked, known, n=1)
    if near:
        return Message(msg("Did you mean {near}?"), {"near": near[0]})
    return Message(msg("Give one of: {known}."), {"known": ", ".join(known[:20])})


def _unit(methodology: Methodology, units: Units, unit: str, period: str | None) -> list[Problem]:
    if not np.any(units.ids == unit):
        what = Message(msg("There is no unit {unit}."), {"unit": unit})
        why = Message(msg("Only units in the file of units, or without one in the data, can be explained."))
        return [Problem(what, unit, why, _nearest(unit, units.ids.tolist()))]
    if period is None or np.any(units.ids[units_of_period(methodology, units, period)] == unit):
        return []
    what = Message(msg("The unit {unit} is not assessed in {period}."), {"unit": unit, "period": period})
    kinds = methodology.assessed_kinds if methodology.assessed_kinds != "any" else ("any",)
    why = Message(
        msg("A unit is assessed if it is of an assessed kind ({kinds}) and exists on {day}."),
        {"kinds": ", ".join(kinds), "day": last_day(period).isoformat()},
    )
    mend = Message(msg("Ask for another period, or for a unit that is assessed in this one."))
    return [Problem(what, f"{unit}, {period}", why, mend)]
