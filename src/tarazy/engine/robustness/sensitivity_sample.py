"""Which replicates a sensitivity analysis computes: all combinations where there are few, else quasi-random points."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.weights import Matrix
from tarazy.engine.robustness.sample import Sample, numbers
from tarazy.engine.robustness.varying.varies import Varies
from tarazy.engine.statistics.sensitivity.design import design

# More combinations than this are not gone through one by one.
MOST_COMBINATIONS: Final = 20_000
ROWS: Final = 128
SCRAMBLES: Final = 8
# An assumption of more numbers than this is drawn at random: that many coordinates fill no space evenly.
MOST_COORDINATES: Final = 256


@dataclass(frozen=True)
class Combinations:
    """Every combination of the states of d assumptions: `counts` of their states, and how likely each state is."""

    sample: Sample
    counts: tuple[int, ...]
    shares: tuple[Vector, ...]


@dataclass(frozen=True)
class Mixed:
    """Two independent draws of everything, `rows` each, and for each assumption the first with this one of the second:
    `rows` * (d + 2) replicates, one block after the other.
    """

    sample: Sample
    rows: int
    scrambles: int


def count_of_combinations(varying: Sequence[Varies], draws: int | None) -> int | None:
    """How many combinations there are; None where an assumption has no states to go through."""
    counts = [_count(one, draws) for one in varying]
    return None if None in counts else math.prod(count for count in counts if count is not None)


def all_combinations(varying: Sequence[Varies], seed: int, draws: int | None) -> Combinations:
    """Every combination. `draws`: of what has no states of its own, so many draws stand for all."""
    counts = [_count(one, draws) for one in varying]
    known = tuple(count for count in counts if count is not None)
    assert len(known) == len(varying)
    points = tuple(_points(one, seed, count) for one, count in zip(varying, known, strict=True))
    shares = tuple(
        np.full(c, 1 / c) if one.shares is None else one.shares for one, c in zip(varying, known, strict=True)
    )
    combined = np.indices(known, dtype=np.intp).reshape(len(known), -1)
    return Combinations(Sample(seed, combined, points), known, shares)


def mixed(varying: Sequence[Varies], seed: int, rows: int = ROWS) -> Mixed:
    """Quasi-random points, `rows` (a power of 2) in each of eight scrambles. What varies value by value has draws of
    its own.
    """
    coordinates = [one.width if one.width <= MOST_COORDINATES else 0 for one in varying]
    count = rows * SCRAMBLES
    plan = design(coordinates, rows=rows, scrambles=SCRAMBLES, seed=seed) if any(coordinates) else None
    points: list[Matrix] = []
    for at, (one, taken) in enumerate(zip(varying, coordinates, strict=True)):
        if plan is None or not taken:
            points.append(numbers(seed, one.assumption.assumption, 2 * count, one.width))
            continue
        columns = slice(plan.ends[at] - taken, plan.ends[at])
        points.append(np.concatenate([plan.base[:, columns], plan.other[:, columns]]))
    first, second = np.arange(count), np.arange(count, 2 * count)
    blocks = [np.tile(first, (len(varying), 1)), np.tile(second, (len(varying), 1))]
    for at in range(len(varying)):
        block = np.tile(first, (len(varying), 1))
        block[at] = second
        blocks.append(block)
    return Mixed(Sample(seed, np.concatenate(blocks, axis=1), tuple(points)), count, SCRAMBLES)


def each_state(one: Varies, seed: int) -> Sample:
    """Each state of one assumption, once."""
    assert one.shares is not None
    return Sample(seed, np.arange(len(one.shares))[np.newaxis], (_points(one, seed, len(one.shares)),))


def _count(one: Varies, draws: int | None) -> int | None:
    return draws if one.shares is None else len(one.shares)


def _points(one: Varies, seed: int, count: int) -> Matrix:
    points = numbers(seed, one.assumption.assumption, count, one.width)
    if one.shares is not None:
        points[:, 0] = [one.middle(state) for state in range(count)]
    return points
