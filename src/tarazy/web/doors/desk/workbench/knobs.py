"""What of a method can be turned on the workbench: its numbers and its words, goalposts among them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

import msgspec
from msgspec import inspect

from tarazy.engine.load.forms import methods_at
from tarazy.engine.model.methodology import Points
from tarazy.engine.model.parameters import Parameters, in_force
from tarazy.engine.steps import methods
from tarazy.engine.steps.normalise import goalposts

Step = Literal["normalise", "aggregate"]
LOW, HIGH = "low", "high"
_BEHIND: Final = frozenset({"source", "date"})
_SIGNED: Final = "-"  # stands for a source until the draft is saved, which asks for it
# With what a method begins that needs a number; as shares of the scale of points where it is one of points.
_AT_FIRST: Final[Mapping[str, float]] = {
    "exponent": 0.5, "least": 0.5, "most": 2, "indifference": 0, "scale": 23, "least_percent": 0, "most_percent": 200,
}  # fmt: skip
_OF_POINTS: Final[Mapping[str, float]] = {
    "threshold": 0.5, "centre": 0.5, "points_per_deviation": 0.1, "points_per_place": 0.01, "preference": 0.1,
}  # fmt: skip


@dataclass(frozen=True)
class Kinds:
    """The keys of a method that are numbers, and those that are words, each with the words to choose from."""

    numbers: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]
    is_whole: bool  # whether nothing else must be said


@cache
def kinds_of(parameters: type[Parameters]) -> Kinds:
    found = inspect.type_info(parameters)
    assert isinstance(found, inspect.StructType)
    numbers, words, is_whole = [], {}, True
    for one in found.fields:
        if one.encode_name in _BEHIND:
            continue
        match one.type:
            case inspect.FloatType():
                numbers.append(one.name)
            case inspect.LiteralType(values=values):
                words[one.name] = tuple(str(value) for value in values)
            case _:
                is_whole = is_whole and not one.required
    return Kinds(tuple(numbers), words, is_whole)


@cache
def offered(step: Step) -> tuple[str, ...]:
    """The methods that can be chosen: those that a few numbers and words make whole."""
    level: Literal["indicator", "dimension"] = "indicator" if step == "normalise" else "dimension"
    return tuple(name for name, module in methods_at(step, level).items() if kinds_of(module.Parameters).is_whole)


def at_first(step: Step, method: str, points: Points, span: tuple[float, float]) -> Parameters:
    """A method with what it begins with. `span`: the least and the greatest value of the indicator."""
    made = methods(step)[method].Parameters
    kinds, scale = kinds_of(made), points.high - points.low
    numbers = {key: _AT_FIRST.get(key, _OF_POINTS.get(key, 0.0) * scale) for key in kinds.numbers}
    if "centre" in numbers:
        numbers["centre"] += points.low
    words = {key: "period" if "period" in known else known[0] for key, known in kinds.words.items()}
    signed = {"source": _SIGNED, "date": datetime.date.min}
    behind = {name: signed[name] for name in made.__struct_fields__ if name in signed}
    if made is goalposts.Parameters:
        behind = {"fixed": goalposts.Fixed(*_apart(span), **signed)}  # type: ignore[arg-type]
    return made(**numbers, **words, **behind)  # type: ignore[no-any-return]


def _apart(span: tuple[float, float]) -> tuple[float, float]:
    low, high = span
    return (low, high) if low < high else (low, low + 1)


def values_of(parameters: Parameters, day: datetime.date) -> dict[str, Any]:
    """What stands at each knob. `day`: the goalposts in force on it."""
    kinds = kinds_of(type(parameters))
    found = {key: getattr(parameters, key) for key in (*kinds.numbers, *kinds.words)}
    row = _posts(parameters, day)
    return found | ({LOW: row.low, HIGH: row.high} if row is not None else {})


def turned(
    parameters: Parameters, values: Mapping[str, Any], day: datetime.date, source: str, today: datetime.date
) -> Parameters:
    """The method with other values, which somebody else has said on another day."""
    signed = {"source": source, "date": today}
    own = {name: signed[name] for name in parameters.__struct_fields__ if name in signed}
    simple = {key: value for key, value in values.items() if key not in (LOW, HIGH)}
    made = msgspec.structs.replace(parameters, **simple, **own)
    if isinstance(made, goalposts.Parameters) and (row := _posts(made, day)) is not None:
        posts = {key: values[key] for key in (LOW, HIGH) if key in values}
        said = signed if isinstance(row, goalposts.Fixed) else {"source": source}
        other = msgspec.structs.replace(row, **posts, **said)
        rows = tuple(other if one is row else one for one in made.dated)
        made = msgspec.structs.replace(made, dated=rows, fixed=other if row is made.fixed else made.fixed)
    return made


def _posts(parameters: Parameters, day: datetime.date) -> Any:
    if not isinstance(parameters, goalposts.Parameters):
        return None
    return parameters.fixed or in_force(parameters.dated, day)
