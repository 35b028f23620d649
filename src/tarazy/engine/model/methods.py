"""The methods that a node, a methodology or a choice names, by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tarazy.engine.model.parameters import Parameters

# By step: one method, or, where several are taken one after the other, a list of them.
Methods = Mapping[str, Parameters | tuple[Parameters, ...]]


def named(methods: Methods, step: str) -> tuple[Parameters, ...]:
    """The methods of one step, one after the other; none where it is not taken."""
    taken = methods.get(step, ())
    return taken if isinstance(taken, tuple) else (taken,)


def each(methods: Methods) -> Iterator[tuple[str, Parameters]]:
    """Every method with its step, those of a list in their order."""
    for step, taken in methods.items():
        for parameters in taken if isinstance(taken, tuple) else (taken,):
            yield step, parameters
