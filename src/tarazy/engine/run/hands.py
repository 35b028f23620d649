"""How many hands share the work: two threads over indicators and blocks of units, since NumPy lets go of Python's lock.

The results are the same with one hand: no sum is split between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Protocol, TypeVar

HANDS = 2
# Below this many units handing over costs more than the work.
WORTH_SHARING = 20_000

Item = TypeVar("Item")
Done = TypeVar("Done")


class InTurn(Protocol):
    """Applies a function to each item and gives the results in the order of the items."""

    def __call__(self, function: Callable[[Item], Done], items: Iterable[Item], /) -> Iterable[Done]: ...


@contextmanager
def hands(units: int, *, alone: bool) -> Iterator[InTurn]:
    """As many hands as the number of units is worth; `alone`: one, because somebody looks on."""
    if alone or units < WORTH_SHARING:
        yield map
        return
    with ThreadPoolExecutor(HANDS) as pool:
        yield pool.map
