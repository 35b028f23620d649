"""Every bound that a method sets to a number of its text is refused at its key, one step beyond: found by listing."""

from __future__ import annotations

import importlib
import io
import math
import re
from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

import msgspec
import pytest
from ruamel.yaml import YAML

from tarazy.engine.model.text import Text
from tarazy.engine.steps import ORDER, methods
from tarazy.engine.words import LANGUAGES, ProblemsFound
from tests.engine.spec.worked import Spec
from tests.engine.spec.written import parameters


class Bound(NamedTuple):
    """A number of a method's text, and a value beyond what it may be."""

    step: str
    method: str
    key: str
    beyond: float


def bounds() -> list[Bound]:
    return [
        Bound(step, method, key, beyond)
        for step in ORDER
        for method, module in methods(step).items()
        for key, beyond in dict.fromkeys(_of(module.Parameters))
    ]


def _of(struct: type[msgspec.Struct]) -> Iterator[tuple[str, float]]:
    for name, kind in get_type_hints(struct, include_extras=True).items():
        for inner in _within(kind):
            if get_origin(inner) is Annotated:
                for meta in get_args(inner)[1:]:
                    yield from ((name, beyond) for beyond in _beyond(meta))
            elif isinstance(inner, type) and issubclass(inner, msgspec.Struct) and inner is not Text:
                yield from _of(inner)


def _within(kind: Any) -> Iterator[Any]:
    yield kind
    for one in get_args(kind):
        yield from _within(one)


def _beyond(meta: Any) -> Iterator[float]:
    if not isinstance(meta, msgspec.Meta):
        return
    limits = ((meta.ge, -1), (meta.le, 1), (meta.gt, 0), (meta.lt, 0))
    yield from (limit + step for limit, step in limits if limit is not None)


def _texts(step: str, method: str) -> list[str]:
    spec: Spec = importlib.import_module(f"tests.engine.spec.{step}.test_{method}").SPEC
    return [spec.yaml, *(one.instead for one in spec.examples if one.instead is not None)]


def test_there_are_bounds_to_try() -> None:
    assert len(bounds()) > 20
    assert Bound("round", "half_up", "decimals", 16) in bounds()
    assert Bound("rank", "dense", "decimals", -1) in bounds()


@pytest.mark.parametrize("bound", bounds(), ids=lambda bound: "-".join(map(str, bound)))
def test_one_step_beyond_a_bound_is_refused_at_its_key(bound: Bound) -> None:
    written = re.compile(rf"\b{bound.key}: -?[0-9.]+(e-?[0-9]+)?")
    text = next(text for text in _texts(bound.step, bound.method) if written.search(text))
    beyond = int(bound.beyond) if math.isclose(bound.beyond, round(bound.beyond)) else bound.beyond
    with pytest.raises(ProblemsFound) as caught:
        parameters(bound.step, written.sub(f"{bound.key}: {beyond}", text, count=1))
    for lang in LANGUAGES:
        told = [problem.in_language(lang) for problem in caught.value.problems]
        assert [problem for problem in told if f"«{bound.key}»" in problem], told


def lists() -> list[tuple[str, str, str, int]]:
    """Step, method and key of every list of a method's text that may not be empty, and its fewest items."""
    return [
        (step, method, key, least)
        for step in ORDER
        for method, module in methods(step).items()
        for key, least in dict(_lists(module.Parameters)).items()
        if least
    ]


def _lists(struct: type[msgspec.Struct]) -> Iterator[tuple[str, int]]:
    for name, kind in get_type_hints(struct, include_extras=True).items():
        for inner in _within(kind):
            if get_origin(inner) is tuple:
                metas = get_args(kind)[1:] if get_origin(kind) is Annotated else ()
                yield name, next((meta.min_length for meta in metas if meta.min_length is not None), 1)
            elif isinstance(inner, type) and issubclass(inner, msgspec.Struct) and inner is not Text:
                yield from _lists(inner)


@pytest.mark.parametrize(("step", "method", "key", "least"), lists())
def test_a_list_that_is_too_short_is_refused_at_its_key(step: str, method: str, key: str, least: int) -> None:
    text = next(text for text in _texts(step, method) if f"{key}:" in text)
    with pytest.raises(ProblemsFound) as caught:
        parameters(step, _shortened(text, key, least - 1))
    told = f"The list «{key}» has {least - 1} items."
    assert [told] == [problem.what.in_language("en") for problem in caught.value.problems]


def _shortened(text: str, key: str, to: int) -> str:
    """The text with the first list of this key cut to so many items."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1000
    whole = yaml.load(text)
    holder = next(mapping for mapping in _mappings(whole) if key in mapping)
    holder[key] = holder[key][:to]
    out = io.StringIO()
    yaml.dump(whole, out)
    return out.getvalue()


def _mappings(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _mappings(inner)
