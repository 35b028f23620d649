"""A small world to run: an index of two dimensions with two indicators each, and units U1, U2, ..."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from tarazy.engine.load.formula import parse
from tarazy.engine.model.formula import Formula
from tarazy.engine.model.inputs import CANNOT_EXIST, EXCLUDED, Inputs
from tarazy.engine.model.methodology import AssessedPeriods, Dimension, Indicator, InForce, Methodology, Points
from tarazy.engine.model.result import NodeColumns, Result
from tarazy.engine.model.text import Text
from tarazy.engine.model.units import Units
from tarazy.engine.run import run
from tarazy.engine.steps import methods

DAY = datetime.date(2020, 1, 1)
TEXT = Text(kk="мәтін", ru="текст", en="text")
LEAVES = ("roads", "water", "schools", "clinics")
Cell = float | str | None


def method(step: str, name: str, **parameters: Any) -> Any:
    return methods(step)[name].Parameters(**parameters)


def goalposts(outside: str = "cap") -> Any:
    fixed = methods("normalise")["goalposts"].Fixed(0, 100, "source", DAY)
    return method("normalise", "goalposts", scale="linear", outside=outside, fixed=fixed)


def leave() -> Any:
    return method("missing", "leave")


def exclude(floor: float) -> Any:
    return method("missing", "exclude", floor=floor, source="source", date=DAY)


def indicator(name: str, value: str | None = None, **steps: Any) -> Indicator:
    text = value or name
    tree = parse(text).tree
    assert tree is not None
    return Indicator(
        indicator=name,
        title=TEXT,
        unit_of_measure="percent",
        better="higher",
        value=Formula(text, tree),
        methods={"missing": leave(), "normalise": goalposts(), **steps},
    )


def dimension(name: str, children: Sequence[str], **steps: Any) -> Dimension:
    needed = {"missing": leave(), "weigh": method("weigh", "equal"), "aggregate": method("aggregate", "arithmetic")}
    return Dimension(dimension=name, title=TEXT, children=tuple(children), methods={**needed, **steps})


def methodology(*changed: Indicator | Dimension, kinds: Any = "any") -> Methodology:
    """The four indicators in two dimensions; nodes given take the place of those of the same id."""
    nodes = {one.id: one for one in (dimension("index", ("ways", "care")), dimension("ways", LEAVES[:2]))}
    nodes |= {one.id: one for one in (dimension("care", LEAVES[2:]), *(indicator(leaf) for leaf in LEAVES), *changed)}
    return Methodology(
        methodology="outland/small",
        version="1",
        standing="illustration",
        title=TEXT,
        description=TEXT,
        source="a test",
        in_force=InForce(from_=DAY),
        assessed_kinds=kinds,
        period="year",
        assessed_periods=AssessedPeriods(from_="2020", to="2030"),
        points=Points(low=0, high=100, decimals=1, source="source", date=DAY),
        better="higher",
        index=nodes["index"],
        dimensions=tuple(one for one in nodes.values() if isinstance(one, Dimension) and one.id != "index"),
        indicators=tuple(one for one in nodes.values() if isinstance(one, Indicator)),
        variables=(),
        units_of_measure=(),
        cases=(),
        methods={"rank": method("rank", "competition", order="highest_first")},
        files={},
        hash="",
    )


def units(count: int, kind: str = "province") -> Units:
    always = np.full(count, "NaT", dtype="datetime64[D]")
    ids = np.array([f"U{number:0{len(str(count))}}" for number in range(1, count + 1)])
    return Units(ids, np.full(count, kind), np.full(count, "all"), always, always)


def inputs(count: int, columns: Mapping[str, Sequence[Cell]], period: str = "2024") -> Inputs:
    """Columns by variable; a cell is a number, None, "M", or "X <source of the decision>". What is not given is 50."""
    found = {}
    decisions: dict[tuple[str, str], dict[int, str]] = {}
    for variable in (*columns, *(leaf for leaf in LEAVES if leaf not in columns)):
        cells = columns.get(variable, [50.0] * count)
        values = np.array([cell if isinstance(cell, float | int) else np.nan for cell in cells], dtype=np.float64)
        states = np.zeros(count, dtype=np.uint8)
        for at, cell in enumerate(cells):
            if isinstance(cell, str):
                states[at] = CANNOT_EXIST if cell == "M" else EXCLUDED
            if isinstance(cell, str) and cell != "M":
                decisions.setdefault((variable, period), {})[at] = cell.removeprefix("X ")
        found[variable, period] = values, states
    return Inputs(count, found, decisions)


def scored(text: Methodology, columns: Mapping[str, Sequence[Cell]], count: int = 3) -> Result:
    return run(text, inputs(count, columns), units(count), ["2024"])


def node(result: Result, id: str) -> NodeColumns:
    return result.periods[0].nodes[id]


def reasons(result: Result, id: str) -> list[str]:
    period = result.periods[0]
    return [period.reasons[code] for code in period.nodes[id].reason.tolist()]


def cells(column: Any) -> list[float | None]:
    return [None if np.isnan(one) else round(one, 9) for one in column.tolist()]
