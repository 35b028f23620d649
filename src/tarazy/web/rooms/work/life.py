"""The functions that do long work, by name. A room above registers its own in its `tasks.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from tarazy.web.grammar.text import LocalText


class Doing(Protocol):
    """What a function of long work is told: for whom it works, and how to say how far it is."""

    @property
    def started_by(self) -> int: ...

    def say_how_far(self, done: int, total: int, words: LocalText | None = None) -> None: ...


Work = Callable[..., LocalText | None]


@dataclass(frozen=True)
class Kind:
    """One kind of long work. `attempts`: how often it is begun before it is given up."""

    name: str
    function: Work
    attempts: int


_kinds: dict[str, Kind] = {}


def long_work(name: str, *, attempts: int = 3) -> Callable[[Work], Work]:
    """Register a function as long work: `function(doing, **arguments)`, which returns what came of it, or None.

    Everything it writes is one transaction with the end of its task, so it may be begun again after any fault.
    """

    def register(function: Work) -> Work:
        known = _kinds.get(name)
        if known is not None and known.function.__module__ != function.__module__:
            raise ValueError(f"{name} is the name of two kinds of work")
        _kinds[name] = Kind(name, function, attempts)
        return function

    return register


def kind_of(name: str) -> Kind:
    """The work of this name; KeyError where there is none."""
    return _kinds[name]
