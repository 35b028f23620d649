"""Every method at about a million values, with the parameters and the values of its page in the manual."""

from __future__ import annotations

import dataclasses
import importlib
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from tarazy.engine.model.around import Around
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.scene import Refused, Scene
from tarazy.engine.model.units import Units
from tarazy.engine.steps import ORDER, methods
from tests.engine.spec.calls import STEPS
from tests.engine.spec.worked import Spec
from tests.engine.spec.written import parameters

MILLION = 1_000_000
# A method is taken at ten times as many values as long as that may be expected to end within so many seconds.
PATIENCE = 2.5


class Measured(NamedTuple):
    """One method: how many values it was given, and how long they took."""

    step: str
    method: str
    values: int
    seconds: float

    @property
    def per_million(self) -> float:
        return self.seconds * MILLION / self.values


class _Call(Exception):
    """What a method would have been given."""

    def __init__(self, does: str, given: tuple[Any, ...]) -> None:
        super().__init__(does)
        self.does, self.given = does, given


class _Stopped:
    """Stands in for a method and stops when it is called."""

    def __init__(self, module: Any) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        if name not in ("compute", "fill", "counted"):
            return getattr(self._module, name)

        def stop(*given: Any) -> None:
            raise _Call(name, given)

        return stop


def each_method() -> Iterator[tuple[str, str]]:
    """Every method with its step, as they are taken."""
    for step in ("value", *ORDER):
        for method in methods(step):
            yield step, method


def measured(step: str, method: str, most: int) -> Measured:
    """The time of a method at up to so many values; fewer where it takes more than its share of patience."""
    module, call = methods(step)[method], _call_of_page(step, method)
    values, before = min(1_000, most), 0.0
    while True:
        count, seconds = _timed(module, call, values)
        grows = max(seconds / before, 1.0) if before else 10.0
        if values >= most or seconds * grows > PATIENCE:
            return Measured(step, method, count, seconds)
        values, before = min(10 * values, most), seconds


def yardstick(values: int) -> float:
    """Seconds of sorting so many random numbers, the best of three."""
    column = np.random.default_rng(1).random(values)
    return min(_seconds(lambda: np.sort(column)) for _ in range(3))


def _call_of_page(step: str, method: str) -> _Call:
    """The call of the example that shows the method at most units."""
    spec: Spec = importlib.import_module(f"tests.engine.spec.{step}.test_{method}").SPEC
    examples = [one for one in spec.examples if one.refused is None and one.instead is None]
    example = max(examples, key=lambda one: max(map(len, one.given.values()), default=0))
    try:
        STEPS[step](_Stopped(methods(step)[method]), parameters(step, spec.yaml), example)  # type: ignore[arg-type]
    except _Call as call:
        return call
    raise LookupError(f"the page of {step}/{method} does not call it")


def _timed(module: Any, call: _Call, values: int) -> tuple[int, float]:
    """How many values it was in the end, and the seconds."""
    scene = next(one for one in call.given if isinstance(one, Scene))
    rows = max((array.size // len(scene.units) for array in call.given if isinstance(array, np.ndarray)), default=1)
    times = max(1, round(values / rows / len(scene.units)))
    grown = [_grown(one, len(scene.units), times) for one in call.given]
    work = getattr(module, call.does)
    if isinstance(grown[0], np.ndarray) and grown[0].dtype == np.float64:
        try:
            return _count(rows, scene, times), _best(lambda: work(_apart(grown[0]), *grown[1:]))
        except Refused:  # it takes only certain values, such as letters
            pass
    return _count(rows, scene, times), _best(lambda: work(*grown))


def _count(rows: int, scene: Scene, times: int) -> int:
    return rows * len(scene.units) * times


def _best(work: Callable[[], Any]) -> float:
    first = _seconds(work)
    return first if first > 0.5 else min(first, _seconds(work))


def _seconds(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _apart(column: Vector) -> Vector:
    """The values a little apart, so that not all of them tie."""
    return column * np.random.default_rng(1).uniform(0.999, 1.0, column.shape)


def _grown(one: Any, n: int, times: int) -> Any:
    """What is said of n units, said of so many times as many."""
    if isinstance(one, np.ndarray):
        return np.tile(one, times) if one.shape and one.shape[-1] == n else one
    if isinstance(one, dict):
        return {key: _grown(value, n, times) for key, value in one.items()}
    if isinstance(one, Units):
        return Units(*(_grown(getattr(one, field.name), n, times) for field in dataclasses.fields(one)))
    if isinstance(one, Around):
        return Around(**{name: _later(look, n, times) for name, look in vars(one).items()})
    if isinstance(one, Scene):
        found = {name: _grown(getattr(one, name), n, times) for name in ("units", "groups", "around")}
        return dataclasses.replace(one, **found)
    return one


def _later(look: Callable[..., Any], n: int, times: int) -> Callable[..., Any]:
    return lambda *asked: _grown(look(*asked), n, times)
