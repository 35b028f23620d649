"""What a unit has to report itself: a question for each number that it says, in the block that reads it first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec
import numpy as np

from tarazy.engine.model.methodology import (
    INDEX,
    Better,
    Evidence,
    Indicator,
    Methodology,
    Node,
    Range,
    UnitOfMeasure,
    Variable,
    WithinYear,
)
from tarazy.engine.model.period import PeriodLength, is_as_often, last_day, length_of
from tarazy.engine.model.scene import Refused, Scene
from tarazy.engine.model.stated_checks import Held
from tarazy.engine.model.text import Text
from tarazy.engine.model.units import Units
from tarazy.engine.model.written import Series
from tarazy.engine.run.stage import method_of, units_of_period
from tarazy.engine.steps import methods

SELF_REPORT: Final[Series] = "self-report"


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One number that is asked for. `variable` and `breakdown` are the observatory's ("" is the total).

    `only_values`: the possible ones, empty where any is possible. `better`: which way is, of a number that is itself
    the value of an indicator. `counts_in`: what reads the number, in the order of the text; empty of a control figure,
    which only a check reads. `block`: the dimension directly under the index that reads it first, or the index itself.
    `within_year`: how it makes the year, where it is asked of a month or quarter of one.
    """

    variable: str
    breakdown: str
    period: str
    title: Text
    definition: Text
    unit_of_measure: UnitOfMeasure
    range: Range | None = None
    only_values: tuple[float, ...] = ()
    better: Better | None = None
    reported_by: Text
    why: Text | None = None
    collected: PeriodLength | None = None
    within_year: WithinYear | None = None
    evidence: Evidence | None = None
    counts_in: tuple[Text, ...] = ()
    block: str = INDEX


def questions(methodology: Methodology, units: Units, period: str) -> tuple[Question, ...]:
    """What one unit is asked for in a period: the variables that a node which applies to it reads, now or in a later
    period, and that accept what bodies say themselves. In a month or quarter of a longer period of the methodology:
    those of them that are collected as often.

    `units`: the one unit. Whether a node applies that looks at data is not known before the data are there, so it is
    asked.
    """
    if len(units) != 1:
        raise ValueError(f"{len(units)} units; questions are asked of one")
    if not units_of_period(methodology, units, period)[0]:
        return ()
    readers: dict[str, list[Node]] = {}
    for node in _applicable(methodology, units, period):
        for name in dict.fromkeys(read.variable for read in node.reads()):
            if _is_asked(methodology, methodology.variables_by_name[name], period):
                readers.setdefault(name, []).append(node)
    blocks = {name: _block(methodology, nodes[0].id) for name, nodes in readers.items()}
    blocks = _with_control_figures(methodology, blocks, period)
    asked: dict[tuple[str, str], Question] = {}
    for name, block in blocks.items():
        nodes = readers.get(name, [])
        for question in _questions(methodology, methodology.variables_by_name[name], nodes, block, period):
            key = question.variable, question.breakdown
            asked[key] = _both(asked[key], question) if key in asked else question
    return tuple(asked.values())


def _is_asked(methodology: Methodology, variable: Variable, period: str) -> bool:
    if SELF_REPORT not in variable.series:
        return False
    return length_of(period) == methodology.period or is_as_often(variable.collected or methodology.period, period)


def _applicable(methodology: Methodology, units: Units, period: str) -> list[Node]:
    found: dict[str, Node] = {}
    for id, node in methodology.nodes.items():
        if (id == INDEX or methodology.parents[id] in found) and _applies(methodology, node, units, period):
            found[id] = node
    return list(found.values())


def _applies(methodology: Methodology, node: Node, units: Units, period: str) -> bool:
    rule = method_of(node, "apply")
    if rule is None or rule[1].variables():
        return True
    scene = Scene(
        node=node.id,
        period=period,
        last_day=last_day(period),
        points=methodology.points,
        rising=True,
        units=units,
        groups=np.zeros(1, dtype=np.int32),
    )
    try:
        return bool(methods("apply")[rule[0]].compute(units, rule[1], scene)[0])
    except Refused:  # a run of the period would tell why; until that is mended too much is asked rather than too little
        return True


def _with_control_figures(methodology: Methodology, blocks: Mapping[str, str], period: str) -> dict[str, str]:
    """What only a check reads is asked where the check holds it against what is asked anyway, and in that block."""
    read = {read.variable for read in methodology.reads}
    held = [stated.held for stated in methodology.checks if isinstance(stated, Held)]
    found = dict(blocks)
    for _ in held:  # one control figure may be held against another
        for names in held:
            known = [found[name] for name in names if name in found]
            for name in names if known else ():
                if name not in read and _is_asked(methodology, methodology.variables_by_name[name], period):
                    found.setdefault(name, known[0])
    return found


def _questions(
    methodology: Methodology, variable: Variable, readers: list[Node], block: str, period: str
) -> list[Question]:
    only = [reader.only_values(variable.variable) for reader in readers if isinstance(reader, Indicator)]
    itself = [one for one in readers if isinstance(one, Indicator) and one.value.text == variable.variable]
    is_whole = variable.observed.breakdown is not None
    is_whole_period = length_of(period) == methodology.period
    return [
        Question(
            variable=variable.observed.variable,
            breakdown=breakdown,
            period=period,
            title=variable.title,
            definition=variable.definition,
            unit_of_measure=methodology.units_of_measure_by_id[variable.unit_of_measure],
            # What the text says of a sum holds for none of its parts.
            range=variable.range if is_whole else None,
            only_values=next((values for values in only if values), ()) if is_whole else (),
            better=itself[0].better if itself and is_whole else None,
            reported_by=variable.reported_by,
            why=variable.why,
            collected=variable.collected,
            within_year=None if is_whole_period else variable.within_year,
            # The document that proves a figure is one of the whole period.
            evidence=variable.evidence if is_whole_period else None,
            counts_in=tuple(reader.title for reader in readers),
            block=block,
        )
        for breakdown in variable.observed.breakdowns
    ]


def _block(methodology: Methodology, id: str) -> str:
    while methodology.depths[id] > 2:
        id = methodology.parents[id]
    return INDEX if isinstance(methodology.nodes[id], Indicator) else id


def _both(one: Question, other: Question) -> Question:
    """Two variables of the text that are one number of the observatory are asked once."""
    return msgspec.structs.replace(one, counts_in=tuple(dict.fromkeys((*one.counts_in, *other.counts_in))))
