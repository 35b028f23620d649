"""Functions whose indices are known, as those who estimate indices try them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.weights import Matrix
from tarazy.engine.statistics.sensitivity.design import Design, design
from tarazy.engine.statistics.sensitivity.enumerated import enumerated


class Known(NamedTuple):
    """A function of points with its indices, and how many coordinates each assumption has (None: one)."""

    of: Callable[[Matrix], Vector]
    first: Vector
    total: Vector
    coordinates: tuple[int, ...] | None = None

    def plan(self, rows: int, scrambles: int, seed: int) -> Design:
        return design(self.coordinates or [1] * len(self.first), rows=rows, scrambles=scrambles, seed=seed)


def ishigami(added: float = 0.0) -> Known:
    """T. Ishigami, T. Homma (1990): sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 on -pi..pi."""

    def of(points: Matrix) -> Vector:
        x = np.pi * (2 * points - 1)
        return np.asarray(np.sin(x[:, 0]) * (1 + 0.1 * x[:, 2] ** 4) + 7 * np.sin(x[:, 1]) ** 2 + added)

    first = np.array([0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2, 49 / 8, 0.0])
    both = 0.01 * np.pi**8 * (1 / 18 - 1 / 50)
    total = first + np.array([both, 0.0, both])
    return Known(of, first / (first.sum() + both), total / (first.sum() + both))


def g() -> Known:
    """I. M. Sobol's g function with a = 0, 0.5, 3, 9, 99, 99."""
    a = np.array([0, 0.5, 3, 9, 99, 99])
    part = 1 / 3 / (1 + a) ** 2
    variance = np.prod(1 + part) - 1
    return Known(
        lambda points: np.prod((np.abs(4 * points - 2) + a) / (1 + a), axis=1),
        part / variance,
        part * np.prod(1 + part) / (1 + part) / variance,
    )


def choices() -> Known:
    """A table of 5 x 4 x 10 x 10 choices whose outcomes interact and go in steps, like shifts of ranks."""
    chance = np.random.default_rng(5)
    table = chance.normal(size=(5, 4, 10, 10)) / 2 + chance.normal(size=(5, 1, 1, 1))
    table += 0.6 * chance.normal(size=(1, 4, 1, 1)) + 1.2 * chance.normal(size=(1, 1, 1, 10))
    table = np.round(3 * np.abs(table))
    exact = enumerated(table[..., np.newaxis], [np.full(number, 1 / number) for number in table.shape])

    def of(points: Matrix) -> Vector:
        return np.asarray(table[tuple((points * table.shape).astype(int).T)])

    return Known(of, exact.first[:, 0], exact.total[:, 0])


def groups() -> Known:
    """Ten weights, a choice and three figures: z + 0.8 c + 0.6 z c + q, of variances 1, 0.64, 0.36 and 0.25."""

    def of(points: Matrix) -> Vector:
        centred = np.sqrt(12) * (points - 0.5)
        z = centred[:, :10].mean(axis=1) * np.sqrt(10)
        c = np.where(points[:, 10] < 0.5, -1.0, 1.0)
        return np.asarray(z + 0.8 * c + 0.6 * z * c + 0.5 * np.prod(centred[:, 11:], axis=1))

    first = np.array([1, 0.64, 0.25]) / 2.25
    return Known(of, first, first + np.array([0.36, 0.36, 0]) / 2.25, (10, 1, 3))


FUNCTIONS = {"ishigami": ishigami(), "great mean": ishigami(1000.0), "g": g(), "choices": choices(), "groups": groups()}


def evaluated(known: Known, plan: Design) -> tuple[Vector, Vector, NDArray[np.float64]]:
    """One output by a design: float64[n], float64[n], float64[d, n]."""
    mixed = np.stack([known.of(plan.mixed(at)) for at in range(len(plan.ends))])
    return known.of(plan.base), known.of(plan.other), mixed
