"""Which draw of each assumption each replicate takes, and the numbers between 0 and 1 that make the draws.

A draw depends on the seed, on the name of its assumption and on its own number, and on nothing else: one more
assumption or one more replicate changes no draw that was there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.weights import Matrix
from tarazy.engine.robustness.varying.varies import Varies

# Numbers of the generator are multiples of 2**-53; half a step more, and none is 0.
_HALF_A_STEP: Final = 2.0**-54


@dataclass(frozen=True)
class Sample:
    """`draws` int[a, r]: the draw of each assumption in each of r replicates. `points`: by assumption, the numbers of
    each draw, float64[draws, width].
    """

    seed: int
    draws: NDArray[np.intp]
    points: tuple[Matrix, ...]

    def __len__(self) -> int:
        """How many replicates."""
        return int(self.draws.shape[1])


def drawn_at_random(varying: Sequence[Varies], replicates: int, seed: int) -> Sample:
    """Every replicate with draws of its own."""
    points = tuple(numbers(seed, one.assumption.assumption, replicates, one.width) for one in varying)
    return Sample(seed, np.tile(np.arange(replicates), (len(varying), 1)), points)


def numbers(seed: int, name: str, draws: int, width: int) -> Matrix:
    """float64[draws, width]: numbers above 0 and below 1, even and apart from each other.

    >>> numbers(1, "weights", 2, 2).tolist() == numbers(1, "weights", 3, 2)[:2].tolist()
    True
    """
    return generator(seed, name).random((draws, width)) + _HALF_A_STEP


def generator(seed: int, *name: str, draw: int = 0) -> np.random.Generator:
    """The numbers that belong to a seed, a name and a draw: the key of Philox is a digest of the first two."""
    digest = hashlib.sha256("\n".join((str(seed), *name)).encode()).digest()
    key = np.frombuffer(digest[:16], dtype=np.uint64)
    counter = np.array([0, 0, 0, draw], dtype=np.uint64)
    return np.random.Generator(np.random.Philox(key=key, counter=counter))
