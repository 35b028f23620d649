"""What a method does, as its manual page says it: the example in YAML, and numbers worked out by hand or from a named
source."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from tarazy.engine.model.scene import Refused
from tests.engine.spec.calls import take
from tests.engine.spec.written import parameters

Cell = float | str | None
Columns = Mapping[str, Sequence[Cell]]


@dataclass(frozen=True)
class Example:
    """Units as rows: what the method is given, what it must give, and how that comes about by hand.

    `instead`: another YAML than the page's first. `refused`: the method refuses, with this text, the units at these
    positions (from 0).
    `decimals`: how many decimals of the expected numbers are meant. `says`: what explain says of the first unit, in
    English.
    """

    title: str
    given: Columns
    by_hand: str
    gives: Columns = field(default_factory=dict)
    instead: str | None = None
    better: str = "higher"
    period: str = "2024"
    decimals: int = 9
    refused: str | None = None
    at: tuple[int, ...] = ()
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spec:
    """One method: what its page says, and the examples that hold it to its word."""

    step: str
    method: str
    what: str
    formula: str
    parameters: Mapping[str, str]
    yaml: str
    examples: Sequence[Example]
    source: str


def worked(spec: Spec) -> Callable[[Example], None]:
    """The test of a spec: each example gives what it must give, and its reasons end with its result."""

    @pytest.mark.parametrize("example", spec.examples, ids=[example.title for example in spec.examples])
    def test_example(example: Example) -> None:
        loaded = parameters(spec.step, example.instead or spec.yaml)
        if example.refused is not None:
            with pytest.raises(Refused) as caught:
                take(spec.step, spec.method, loaded, example)
            fault = caught.value.faults[0]
            at = () if fault.units is None else tuple(fault.units.nonzero()[0].tolist())
            assert (fault.what.in_language("en"), at) == (example.refused, example.at)
            return
        taken = take(spec.step, spec.method, loaded, example)
        assert list(taken.columns) == list(example.gives)
        for name, column in example.gives.items():
            assert len(taken.columns[name]) == len(column)
            for found, expected in zip(taken.columns[name], column, strict=True):
                assert_same(found, expected, example.decimals, name)
        if example.says:
            assert taken.said("en") == example.says
        for lang in ("kk", "ru"):
            said = taken.said(lang)
            assert len(said) == len(taken.said("en"))
            assert not set(said) & set(taken.said("en")), f"not translated into {lang}"

    return test_example


def assert_same(found: Any, expected: Cell, decimals: int, name: str) -> None:
    if isinstance(expected, float | int) and not isinstance(expected, bool):
        assert found is not None, f"{name} is missing"
        assert math.isclose(found, expected, rel_tol=0, abs_tol=0.5000001 * 10**-decimals), (name, found, expected)
    else:
        assert found == expected, (name, found, expected)
