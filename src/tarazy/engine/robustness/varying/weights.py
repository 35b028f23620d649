"""The weights of the children of dimensions vary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import Dimension, Methodology
from tarazy.engine.model.uncertainty import Dirichlet, Experts, Spread, Weights
from tarazy.engine.model.weights import Matrix
from tarazy.engine.robustness.varying.varies import Reweigh, Varies
from tarazy.engine.steps import methods

KIND: Final = "weights"


def varies(assumption: Weights, methodology: Methodology, inputs: Inputs) -> Varies:
    """Weights by the rule that the text gives: about the stated ones, or those that experts gave."""
    dimensions = [node for node in _at(assumption, methodology) if len(node.children) > 1]
    touches = {node.id: frozenset({"weigh"}) for node in dimensions}
    if isinstance(assumption.by, Experts):
        given = {node.id: _by_expert(node) for node in dimensions}
        width = 1 if assumption.by.as_ == "one" else max(len(next(iter(one.values()))) for one in given.values())
        return Varies(assumption, touches, width, reweigh=_as_experts(given, assumption.by))
    columns = {
        (node.id, child): position
        for position, (node, child) in enumerate((node, child) for node in dimensions for child in node.children)
    }
    return Varies(assumption, touches, len(columns), reweigh=_about_stated(columns, assumption.by))


def _at(assumption: Weights, methodology: Methodology) -> list[Dimension]:
    nodes = methodology.nodes.values()
    return [
        node
        for node in nodes
        if isinstance(node, Dimension)
        and (_can_speak_of(node, assumption) if assumption.at == "all" else node.id in assumption.at)
    ]


def _can_speak_of(node: Dimension, assumption: Weights) -> bool:
    """Experts can disagree only where the text holds what each of them gave."""
    parameters = node.methods["weigh"]
    assert not isinstance(parameters, tuple)
    module = methods("weigh")[parameters.method]
    return not isinstance(assumption.by, Experts) or hasattr(module, "by_expert")


def _about_stated(columns: Mapping[tuple[str, str], int], by: Dirichlet | Spread) -> Reweigh:
    def reweigh(dimension: str, children: Sequence[str], stated: Matrix, points: Matrix) -> NDArray[np.float64]:
        # A child that is left out in one replicate keeps its column in the others.
        u = points[:, [columns[dimension, child] for child in children], np.newaxis]
        if isinstance(by, Spread):
            return _sum_one(stated * (1 + by.percent / 100 * (2 * u - 1)), stated)
        # Gamma variates, each from its own number, scaled to sum 1, are Dirichlet's.
        return _sum_one(gammaincinv(by.concentration * stated, u), stated)

    return reweigh


def _as_experts(given: Mapping[str, Mapping[str, Matrix]], by: Experts) -> Reweigh:
    def reweigh(dimension: str, children: Sequence[str], stated: Matrix, points: Matrix) -> NDArray[np.float64]:
        of_each = np.stack([given[dimension][child] for child in children], axis=1)
        count = len(of_each)
        drawn = np.minimum((points[:, :count] * count).astype(np.intp), count - 1)
        return _sum_one(of_each[drawn].mean(axis=1)[:, :, np.newaxis], stated)

    return reweigh


def _by_expert(node: Dimension) -> dict[str, Matrix]:
    """What each expert gave each child: float64[experts]."""
    parameters = node.methods["weigh"]
    assert not isinstance(parameters, tuple)
    found: dict[str, Matrix] = methods("weigh")[parameters.method].by_expert(parameters)
    return found


def _sum_one(weights: NDArray[np.float64], stated: Matrix) -> NDArray[np.float64]:
    """Scaled to sum 1 over the children; where all of them came out as nothing, as stated."""
    total = weights.sum(axis=1, keepdims=True)
    nothing = ~(total > 0)
    return np.where(nothing, stated, weights / np.where(nothing, 1.0, total))
