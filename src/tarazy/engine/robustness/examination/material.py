"""What is examined: an index in a period as a run has shown it, step by step, and what follows from it at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.methodology import INDEX, Dimension, Indicator, Methodology
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.result import NOT_APPLICABLE, NodeColumns, PeriodResult
from tarazy.engine.model.text import Text
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.examination.importance import importance_of
from tarazy.engine.robustness.examination.said import same_in_all
from tarazy.engine.statistics.correlations import Correlations, pearson, spearman
from tarazy.engine.words import Message

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Estimated:
    """What uncertainty and sensitivity found, in the order of the units of the period; each None: not computed.

    `rank_low`, `rank_high`, `score_low`, `score_high` float64[n]; `drivers`: each assumption with the shares of 0..1 of
    the variance of how far ranks move that it has alone and with others, greatest first; `replicates`: how many were
    computed; `level`: the share of them that an interval holds; `refused`: why something could not be computed.
    """

    rank_low: Vector | None = None
    rank_high: Vector | None = None
    score_low: Vector | None = None
    score_high: Vector | None = None
    drivers: Sequence[tuple[Text, float, float]] | None = None
    replicates: int = 0
    level: float = 0.9
    refused: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Material:
    """`values`: of each indicator before anything is filled in; `statuses`: how many of the observations of each
    indicator have which status; `denominators`: by variable.
    """

    methodology: Methodology
    period: str
    data_hash: str
    units: Units
    result: PeriodResult
    values: Mapping[str, Vector]
    denominators: Mapping[str, Vector]
    statuses: Mapping[str, Mapping[str, int]]
    estimated: Estimated

    @property
    def nodes(self) -> Mapping[str, NodeColumns]:
        return self.result.nodes

    @property
    def index(self) -> NodeColumns:
        return self.nodes[INDEX]

    @property
    def count(self) -> int:
        return len(self.result.units)

    @cached_property
    def scored(self) -> int:
        """How many units have a score of the index."""
        return int(np.count_nonzero(~np.isnan(self.index.score)))

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """In the order of the tree, so that those of one dimension stand together."""
        return tuple(id for id, node in self.methodology.nodes.items() if isinstance(node, Indicator))

    @cached_property
    def dimensions(self) -> tuple[str, ...]:
        """Every dimension but the index."""
        return tuple(id for id, node in self.methodology.nodes.items() if isinstance(node, Dimension) and id != INDEX)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(self.methodology.nodes)

    @cached_property
    def scale(self) -> float:
        """From the least points to the greatest."""
        return self.methodology.points.high - self.methodology.points.low

    def indicator(self, id: str) -> Indicator:
        node = self.methodology.nodes[id]
        assert isinstance(node, Indicator)
        return node

    def is_mark(self, id: str) -> bool:
        """Whether the values are a few marks that somebody gave, such as A to D or yes and no."""
        indicator = self.indicator(id)
        return any(indicator.only_values(read.variable) for read in indicator.value.inputs())

    def title(self, id: str) -> Text:
        return self.methodology.nodes[id].title

    def name(self, at: int) -> Text:
        """What the unit at this position is called."""
        return self.units.names[at] if self.units.names is not None else same_in_all(str(self.units.ids[at]))

    def children(self, id: str) -> tuple[str, ...]:
        node = self.methodology.nodes[id]
        return node.children if isinstance(node, Dimension) else ()

    def parent(self, id: str) -> str:
        return self.methodology.parents[id]

    def depth(self, id: str) -> int:
        return self.methodology.depths[id]

    def asked(self, id: str) -> NDArray[np.bool_]:
        """bool[n]: to whom a node applies."""
        return np.asarray(self.nodes[id].reason != NOT_APPLICABLE)

    @cached_property
    def scores(self) -> Matrix:
        """float64[nodes, n] in the order of `ids`."""
        return np.stack([self.nodes[id].score for id in self.ids])

    @cached_property
    def _pearson(self) -> Correlations:
        return pearson(self.scores)

    @cached_property
    def _of_ranks(self) -> dict[tuple[str, str], float]:
        """Those that were asked for: each takes a sorting, and few of all pairs are asked for."""
        return {}

    @cached_property
    def _at(self) -> Mapping[str, int]:
        return {id: at for at, id in enumerate(self.ids)}

    def r(self, one: str, other: str) -> float:
        """Pearson's coefficient of the scores of two nodes, NaN where there is none."""
        return float(self._pearson.coefficients[self._at[one], self._at[other]])

    def r_of_ranks(self, one: str, other: str) -> float:
        """Spearman's coefficient of the scores of two nodes, NaN where there is none."""
        if (one, other) not in self._of_ranks:
            pair = np.stack([self.nodes[one].score, self.nodes[other].score])
            self._of_ranks[one, other] = float(spearman(pair).coefficients[0, 1])
        return self._of_ranks[one, other]

    def together(self, one: str, other: str) -> int:
        """How many units have both."""
        return int(self._pearson.counts[self._at[one], self._at[other]])

    def coefficients(self, ids: Sequence[str]) -> Matrix:
        at = [self._at[id] for id in ids]
        return np.asarray(self._pearson.coefficients[np.ix_(at, at)])

    def weight(self, id: str) -> float:
        """The mean effective weight in the parent, over the units whose parent has a score."""
        above = ~np.isnan(self.nodes[self.parent(id)].score)
        weights = np.nan_to_num(self.nodes[id].weight[above])
        return float(weights.mean()) if weights.size else float("nan")

    @cached_property
    def weights_in_index(self) -> Mapping[str, Vector]:
        """float64[n] for each node: the product of the effective weights from it up to the index, 0 where it did not
        count.
        """
        found = {INDEX: np.ones(self.count)}
        for id in self.ids:
            if id != INDEX:
                found[id] = np.nan_to_num(self.nodes[id].weight) * found[self.parent(id)]
        return found

    def others(self, id: str, of: str) -> Vector:
        """float64[n]: the node `of` without a node below it: the mean of its other leaves by their weights in the
        index.
        """
        total, weight = np.zeros(self.count), np.zeros(self.count)
        for leaf in self.indicators:
            if leaf != id and self.lies_under(leaf, of) and not self.lies_under(leaf, id):
                score, own = self.nodes[leaf].score, self.weights_in_index[leaf]
                own = np.where(np.isnan(score), 0.0, own)
                total += own * np.nan_to_num(score)
                weight += own
        return np.where(weight > 0, total / np.where(weight > 0, weight, 1.0), np.nan)

    def lies_under(self, id: str, of: str) -> bool:
        while id != of and id != INDEX:
            id = self.parent(id)
        return id == of

    def r_with_others(self, id: str, of: str) -> tuple[float, int]:
        """The coefficient of a node's scores with those of `of` without it, and over how many units."""
        found = pearson(np.stack([self.nodes[id].score, self.others(id, of)]))
        return float(found.coefficients[0, 1]), int(found.counts[0, 1])

    def importance(self, id: str) -> float:
        """How much of its parent's differences a node accounts for, 0..1."""
        return importance_of(self.nodes[id].score, self.nodes[self.parent(id)].score)
