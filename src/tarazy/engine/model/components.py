"""Principal components of scores, turned to simple loadings; the same steps in the same order on every machine."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.weights import Matrix

# Every round brings what is left to turn much nearer to nothing; so many are never needed.
ROUNDS: Final = 200
NOTHING_LEFT: Final = 1e-16
NO_ANGLE: Final = 1e-13


class Components(NamedTuple):
    """The eigenvalues of a matrix of correlations, greatest first, and in the columns of `vectors` (length 1) how they
    are made of the children, each with the sign by which its parts sum to 0 or more."""

    eigenvalues: Vector
    vectors: Matrix


def correlations(scores: Matrix) -> Matrix:
    """float64[k, k]: Pearson's coefficients of the rows of float64[k, m], none of them constant or missing.

    >>> correlations(np.array([[1.0, 2.0, 3.0], [6.0, 4.0, 2.0]])).round(12).tolist()
    [[1.0, -1.0], [-1.0, 1.0]]
    """
    apart = scores - scores.mean(axis=1, keepdims=True)
    apart -= apart.mean(axis=1, keepdims=True)
    apart /= np.sqrt((apart * apart).sum(axis=1, keepdims=True))
    found = np.ones((len(scores), len(scores)))
    for i, row in enumerate(apart):
        found[i, :i] = found[:i, i] = (apart[:i] * row).sum(axis=1)
    return found


def principal_components(matrix: Matrix) -> Components:
    """By Jacobi's rotations: one pair of children after the other until nothing is left beside the diagonal.

    >>> found = principal_components(np.array([[1.0, 0.6], [0.6, 1.0]]))
    >>> found.eigenvalues.round(12).tolist(), (found.vectors ** 2).round(12).tolist()
    ([1.6, 0.4], [[0.5, 0.5], [0.5, 0.5]])
    """
    left, vectors = matrix.copy(), np.eye(len(matrix))
    for _ in range(ROUNDS):
        turned = False
        for i in range(len(matrix)):
            for j in range(i + 1, len(matrix)):
                if abs(left[i, j]) <= NOTHING_LEFT:
                    continue
                angle = math.atan2(2 * left[i, j], left[i, i] - left[j, j]) / 2
                _turn(left, i, j, angle)
                _turn(left.T, i, j, angle)
                _turn(vectors.T, i, j, angle)
                turned = True
        if not turned:
            break
    order = np.argsort(-np.diag(left), kind="stable")
    chosen = vectors[:, order]
    return Components(np.diag(left)[order], np.where(chosen.sum(axis=0) < 0, -chosen, chosen))


def varimax(loadings: Matrix) -> Matrix:
    """float64[k, m]: the loadings turned so that each child hangs on few components, as Kaiser does: with the rows
    brought to length 1 for as long as the turning lasts. The components stand in the order of the variance that they
    explain, each with the sign by which its loadings sum to 0 or more.
    """
    lengths = np.sqrt((loadings * loadings).sum(axis=1, keepdims=True))
    turned = np.divide(loadings, lengths, out=np.zeros_like(loadings), where=lengths > 0)
    for _ in range(ROUNDS):
        greatest = 0.0
        for i in range(loadings.shape[1]):
            for j in range(i + 1, loadings.shape[1]):
                angle = _simplest(turned[:, i], turned[:, j])
                _turn(turned.T, i, j, angle)
                greatest = max(greatest, abs(angle))
        if greatest <= NO_ANGLE:
            break
    turned *= lengths
    order = np.argsort(-(turned * turned).sum(axis=0), kind="stable")
    found = turned[:, order]
    return np.asarray(np.where(found.sum(axis=0) < 0, -found, found))


def _turn(rows: Matrix, i: int, j: int, angle: float) -> None:
    cosine, sine = math.cos(angle), math.sin(angle)
    first, second = rows[i].copy(), rows[j].copy()
    rows[i], rows[j] = first * cosine + second * sine, second * cosine - first * sine


def _simplest(x: Vector, y: Vector) -> float:
    """The angle by which the squares of two columns of loadings vary most."""
    u, v = x * x - y * y, 2 * x * y
    k = len(x)
    above = 2 * (u * v).sum() - 2 * u.sum() * v.sum() / k
    beside = (u * u - v * v).sum() - (u.sum() ** 2 - v.sum() ** 2) / k
    # Where all turns are alike, what is left over of sums of nothing must not turn anything.
    return 0.0 if math.hypot(above, beside) <= 1e-12 * k else math.atan2(above, beside) / 4
