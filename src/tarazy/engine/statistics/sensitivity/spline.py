"""A smooth curve through points: a cubic spline that is penalised for bending, as much as the points themselves ask."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.weights import Matrix
from tarazy.engine.statistics.sensitivity.outcomes import CONSTANT

MOST_KNOTS: Final = 20
POINTS_A_KNOT: Final = 4
# Knots nearer than this share of the whole way are one.
NEAR: Final = 1e-4
# A shape so much rougher than the smoothest is rounding.
NOTHING: Final = 1e-13
# The grid of lambdas: how many at once, how often it is drawn in, how many powers of ten beyond where it matters.
_STEPS: Final = 49
_ROUNDS: Final = 4
_BEYOND: Final = 6.0


class Pieces(NamedTuple):
    """Where n places lie between K knots: `gap` intp[n], and by it what the values and the second derivatives at the
    knot before and after weigh in the value of a spline there: `parts` float64[4, n].
    """

    gap: NDArray[np.intp]
    parts: Matrix
    knots: int

    def sums(self, y: Vector) -> Vector:
        """float64[2 K]: sums of y by the weights of each knot's value and second derivative."""
        found = np.zeros(2 * self.knots)
        for part, at in zip(self.parts, self._starts(), strict=True):
            found[at : at + self.knots - 1] += np.bincount(self.gap, part * y, self.knots - 1)
        return found

    def products(self) -> Matrix:
        """float64[2 K, 2 K]: sums of the products of these weights."""
        found = np.zeros((2 * self.knots, 2 * self.knots))
        between = np.arange(self.knots - 1)
        for one, at in zip(self.parts, self._starts(), strict=True):
            for other, beside in zip(self.parts, self._starts(), strict=True):
                found[at + between, beside + between] += np.bincount(self.gap, one * other, self.knots - 1)
        return found

    def _starts(self) -> tuple[int, int, int, int]:
        return 0, 1, self.knots, self.knots + 1


class Curves(NamedTuple):
    """All curves over the same places: `shapes` float64[2 K, r], by values and second derivatives at the knots; over
    the places they have the sum 0, the length 1 and nothing in common. The first is a straight line; `bending`
    float64[r], 0 for it, the more the rougher.
    """

    pieces: Pieces
    shapes: Matrix
    bending: Vector


class Curve(NamedTuple):
    """`line` float: how far y goes along the line (signed); `explained`: sum of squares of the curve less its mean;
    `freedom`: how many numbers the curve is worth, 1 for a line.
    """

    line: float
    explained: float
    freedom: float


def curves(x: Vector) -> Curves | None:
    """Natural cubic splines with knots at quantiles of the distinct places; None where all places are one.

    Formula: with values b at the knots a spline is B b, and the integral of its squared second derivative b' P b. Of
    what is left of B beside constant and line, the shapes u are the solutions of B'B u = t P u (Demmler and Reinsch),
    and their bending is 1 / t.
    Parameters: `x` float64[n], nothing missing; ties are welcome. At most 20 knots, one for every four points; where
    the distinct places are no more, each is a knot, and the roughest curve runs through the mean at each.
    Source: A. Demmler, C. Reinsch, Numerische Mathematik 24 (1975); S. N. Wood, Generalized Additive Models (2017),
    sections 5.3.1 and 5.4.2.

    >>> found = curves(np.array([0.0, 1.0, 2.0, 3.0]))
    >>> found.shapes[:2].ravel().round(3).tolist(), found.bending.tolist()
    ([-0.671, 0.671], [0.0])
    """
    places = np.unique(x)
    if not places[-1] - places[0] > CONSTANT * np.max(np.abs(places)):
        return None
    whole = places[-1] - places[0]
    knots = _knots((places - places[0]) / whole, max(2, min(MOST_KNOTS, len(x) // POINTS_A_KNOT)))
    curvature, penalty = _bent(knots)
    pieces = _pieces((x - places[0]) / whole, knots)
    values = np.vstack([np.eye(len(knots)), curvature])
    products = values.T @ pieces.products() @ values
    line = _line(products, knots)
    shapes, bending = _rough(products, penalty, line, knots)
    return Curves(pieces, values @ np.column_stack([line, shapes]), np.concatenate([[0.0], bending]))


def smoothed(y: Vector, over: Curves) -> Curve:
    """The curve through y over the places of x, as smooth as generalised cross-validation says.

    Formula: what y has in common with each shape, divided by 1 + lambda bending, with the lambda of least
    n RSS / (n - 1 - freedom)^2, from a grid between next to nothing and next to a line, drawn in around the least.
    Parameters: `y` float64[n], nothing missing.
    Source: P. Craven, G. Wahba, Numerische Mathematik 31 (1979).

    >>> x = np.arange(-20.0, 21.0)
    >>> curve = smoothed(x * x, curves(x))
    >>> round(curve.line, 6) == 0, round(curve.explained / float(((x * x - 140) ** 2).sum()), 3)
    (True, 1.0)
    """
    apart = y - y.mean()
    along = over.shapes.T @ over.pieces.sums(apart)
    left = max(0.0, float((apart * apart).sum() - (along * along).sum()))
    kept = np.ones(len(along))
    if len(along) > 1:
        kept = 1 / (1 + _penalty(along, over.bending, left, len(y)) * over.bending)
    return Curve(float(along[0]), float(((kept * along) ** 2).sum()), float(kept.sum()))


def _penalty(along: Vector, bending: Vector, left: float, n: int) -> float:
    low, high = -_BEYOND - np.log10(bending[-1]), _BEYOND - np.log10(bending[1])
    for _ in range(_ROUNDS):
        grid = np.linspace(low, high, _STEPS)
        kept = 1 / (1 + 10.0 ** grid[:, np.newaxis] * bending)
        rest = left + (((1 - kept) * along) ** 2).sum(axis=1)
        best = int(np.argmin(rest / (n - 1 - kept.sum(axis=1)) ** 2))
        low, high = grid[max(0, best - 1)], grid[min(_STEPS - 1, best + 1)]
    return float(10.0 ** grid[best])


def _knots(places: Vector, most: int) -> Vector:
    """Quantiles of the distinct places, no two of them next to each other; they run from 0 to 1."""
    number = len(places)
    chosen = np.interp(np.linspace(0, number - 1, min(most, number)), np.arange(number), places)
    kept = [0.0]
    for knot in chosen[1:-1].tolist():
        if knot - kept[-1] > NEAR and 1 - knot > NEAR:
            kept.append(knot)
    return np.array([*kept, 1.0])


def _bent(knots: Vector) -> tuple[Matrix, Matrix]:
    """float64[K, K]: second derivatives at the knots by values there; float64[K, K]: how much the spline bends."""
    gaps = np.diff(knots)
    inner = np.arange(len(knots) - 2)
    differences = np.zeros((len(inner), len(knots)))
    differences[inner, inner] = 1 / gaps[:-1]
    differences[inner, inner + 2] = 1 / gaps[1:]
    differences[inner, inner + 1] = -1 / gaps[:-1] - 1 / gaps[1:]
    overlap = np.diag((gaps[:-1] + gaps[1:]) / 3) + np.diag(gaps[1:-1] / 6, 1) + np.diag(gaps[1:-1] / 6, -1)
    curvature = np.zeros((len(knots), len(knots)))
    curvature[1:-1] = np.linalg.solve(overlap, differences)
    return curvature, differences.T @ curvature[1:-1]


def _pieces(way: Vector, knots: Vector) -> Pieces:
    gap = np.clip(np.searchsorted(knots, way, side="right") - 1, 0, len(knots) - 2)
    wide = np.diff(knots)[gap]
    before, after = way - knots[gap], knots[gap + 1] - way
    bent = [(part**3 / wide - wide * part) / 6 for part in (after, before)]
    return Pieces(gap, np.stack([after / wide, before / wide, *bent]), len(knots))


def _line(products: Matrix, knots: Vector) -> Vector:
    """The straight line of sum 0 and length 1 over the places, by its values at the knots."""
    weights = products.sum(axis=0)
    line = knots - weights @ knots / weights.sum()
    return np.asarray(line / np.sqrt(line @ products @ line))


def _rough(products: Matrix, penalty: Matrix, line: Vector, knots: Vector) -> tuple[Matrix, Vector]:
    """The shapes beside constant and line by their values at the knots, the smoothest first, and their bendings."""
    bent = np.linalg.qr(np.column_stack([np.ones(len(knots)), knots]), mode="complete")[0][:, 2:]
    half = np.linalg.cholesky(bent.T @ penalty @ bent)
    shapes = bent @ np.linalg.inv(half).T
    shapes -= products.sum(axis=0) @ shapes / products.sum()
    shapes -= np.outer(line, line @ products @ shapes)
    ease, turned = np.linalg.eigh(shapes.T @ products @ shapes)
    seen = np.flatnonzero(ease > NOTHING * np.max(ease, initial=0.0))[::-1]
    return shapes @ turned[:, seen] / np.sqrt(ease[seen]), 1 / ease[seen]
