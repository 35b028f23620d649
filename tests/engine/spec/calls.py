"""How an example's columns become what a method of each step is given, and back."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from tarazy.engine.model.around import Around
from tarazy.engine.model.result import REASONS
from tarazy.engine.model.scene import Reason, Scene
from tarazy.engine.steps import methods
from tarazy.engine.words import say
from tests.engine.scenes import scene, seen, units

if TYPE_CHECKING:
    from tests.engine.spec.worked import Example

CHILDREN = ("roads", "water")
Cells = list[Any]


@dataclass(frozen=True)
class TakenStep:
    """What a method gave, as columns of a table, and its reasons for the first unit."""

    columns: Mapping[str, Cells]
    reasons: Sequence[Reason]

    def said(self, lang: str) -> tuple[str, ...]:
        return tuple(say(reason.text, lang, reason.numbers) for reason in self.reasons)


def take(step: str, method: str, parameters: Any, example: Example) -> TakenStep:
    """Let the method do what the example says."""
    return STEPS[step](methods(step)[method], parameters, example)


def numbers(column: Sequence[Any]) -> Any:
    return np.array([np.nan if cell is None else cell for cell in column], dtype=np.float64)


def cells(column: Any) -> Cells:
    return [None if np.isnan(cell) else cell for cell in column.tolist()]


def scene_of(example: Example) -> Scene:
    n = max((len(column) for column in example.given.values()), default=1)
    names, codes = np.unique(np.array(example.given.get("peer_group", ["all"] * n)), return_inverse=True)
    plain = units(n)
    given = {name: np.array(example.given[name]) for name in ("unit", "kind") if name in example.given}
    return scene(
        n,
        period=example.period,
        last_day=datetime.date(int(example.period), 12, 31),
        rising=example.better == "higher",
        units=dataclasses.replace(
            plain, ids=given.get("unit", plain.ids), kinds=given.get("kind", plain.kinds), peer_groups=names[codes]
        ),
        groups=codes.astype(np.int32),
        group_names=tuple(names.tolist()),
        children=CHILDREN,
        around=_around(example),
    )


def _around(example: Example) -> Around:
    """What stands beside the column: `variable x`, `value 1 before`, `value 1 after`, `value of x`, `score of x`,
    `score 1 before`.
    """

    def named(beginning: str) -> dict[str, Any]:
        return {
            name.removeprefix(beginning): numbers(column)
            for name, column in example.given.items()
            if name.startswith(beginning)
        }

    lagged, scored = {}, {}
    for name, column in example.given.items():
        if found := re.fullmatch(r"score (\d+) before", name):
            scored[int(found[1])] = numbers(column)
        if found := re.fullmatch(r"value (\d+) (before|after)", name):
            lagged[int(found[1]) * (1 if found[2] == "before" else -1)] = numbers(column)
    scores = [numbers(example.given[f"{child} score"]) for child in CHILDREN if f"{child} score" in example.given]
    return seen(named("variable "), lagged, named("value of "), scores, named("score of "), scored)


def _value(module: ModuleType, formula: Any, example: Example) -> TakenStep:
    inputs = {}
    for read in formula.inputs():
        inputs[read.variable, read.lag] = numbers(example.given[module.name_of(read)])
    given = (formula, inputs, scene_of(example))
    result = module.compute(*given)
    return TakenStep({"value": cells(result)}, module.reasons(*given, result, 0))


def _apply(module: ModuleType, parameters: Any, example: Example) -> TakenStep:
    whole = scene_of(example)
    given = (whole.units, parameters, whole)
    result = module.compute(*given)
    return TakenStep({"applies": ["yes" if one else "no" for one in result]}, module.reasons(*given, result, 0))


def _missing(module: ModuleType, parameters: Any, example: Example) -> TakenStep:
    if "value" in example.given:
        given = (numbers(example.given["value"]), parameters, scene_of(example))
        filled = module.fill(*given)
        return TakenStep({"filled": cells(filled[0])}, module.fill_reasons(*given, filled, 0))
    present = np.stack([~np.isnan(numbers(example.given[f"{child} score"])) for child in CHILDREN])
    weights = np.stack([numbers(example.given[f"{child} weight"]) for child in CHILDREN])
    wanted = np.stack(
        [np.array(example.given.get(f"{child} wanted", ["yes"] * present.shape[1])) == "yes" for child in CHILDREN]
    )
    share = (weights * present).sum(axis=0)
    rest = (present, wanted, weights, share, parameters, scene_of(example))
    result = module.counted(*rest)
    columns = {f"{child} effective weight": row.tolist() for child, row in zip(CHILDREN, result[0], strict=True)}
    columns["reason"] = [REASONS[code] for code in result[1]]
    return TakenStep(columns, module.counted_reasons(*rest, result, 0))


def _column(given: str, gives: str) -> Callable[[ModuleType, Any, Example], TakenStep]:
    def taken(module: ModuleType, parameters: Any, example: Example) -> TakenStep:
        rest = (numbers(example.given[given]), parameters, scene_of(example))
        result = module.compute(*rest)
        return TakenStep({gives: cells(result)}, module.reasons(*rest, result, 0))

    return taken


def _weigh(module: ModuleType, parameters: Any, example: Example) -> TakenStep:
    given = (parameters, scene_of(example))
    result = module.compute(*given)
    if result.ndim == 1:
        columns: dict[str, Cells] = {"child": list(CHILDREN), "weight": result.tolist()}
    else:
        columns = {f"{child} weight": row.tolist() for child, row in zip(CHILDREN, result, strict=True)}
    return TakenStep(columns, module.reasons(*given, result, 0))


def _aggregate(module: ModuleType, parameters: Any, example: Example) -> TakenStep:
    scores = np.stack([numbers(example.given[f"{child} score"]) for child in CHILDREN])
    weights = np.stack([numbers(example.given[f"{child} weight"]) for child in CHILDREN])
    given = (scores, weights, parameters, scene_of(example))
    result = module.compute(*given)
    return TakenStep({"score": cells(result)}, module.reasons(*given, result, 0))


def _band(module: ModuleType, parameters: Any, example: Example) -> TakenStep:
    given = (numbers(example.given["score"]), parameters, scene_of(example))
    result = module.compute(*given)
    names = module.names(parameters)
    bands = [None if position < 0 else names[position] for position in result.tolist()]
    return TakenStep({"band": bands}, module.reasons(*given, result, 0))


STEPS: Mapping[str, Callable[[ModuleType, Any, Example], TakenStep]] = {
    "value": _value,
    "apply": _apply,
    "denominate": _column("value", "denominated"),
    "missing": _missing,
    "treat": _column("value", "treated"),
    "normalise": _column("value", "score"),
    "weigh": _weigh,
    "aggregate": _aggregate,
    "adjust": _column("score", "adjusted"),
    "round": _column("unrounded", "score"),
    "rank": _column("score", "rank"),
    "band": _band,
}
