"""Generated ways from the children's points to the node's."""

from __future__ import annotations

import functools
from typing import Any

from hypothesis import strategies as st

from tarazy.engine.steps import methods


def _plain(name: str) -> st.SearchStrategy[Any]:
    return st.just(methods("aggregate")[name].Parameters())


@functools.cache
def monotone() -> st.SearchStrategy[Any]:
    """Ways by which no child's better score lowers the node's."""
    ways = [
        _plain("median"),
        _plain("minimum"),
        _plain("harmonic"),
        _plain("arithmetic"),
        _plain("geometric"),
    ]
    return st.one_of(ways)


@functools.cache
def aggregations() -> st.SearchStrategy[Any]:
    """All ways; half of the time the arithmetic mean, which refuses nothing."""
    return st.one_of(_plain("arithmetic"), monotone())
