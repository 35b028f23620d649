"""One period in all replicates: the scores of the nodes that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from threadpoolctl import threadpool_limits

from tarazy.engine.model.methodology import Dimension, Indicator
from tarazy.engine.model.scene import Refused
from tarazy.engine.model.weights import Matrix
from tarazy.engine.robustness.dimensions import Dimensions, averages
from tarazy.engine.robustness.distinct import Block, as_slice
from tarazy.engine.robustness.failures import Failures
from tarazy.engine.robustness.leaves import PARTS, Leaves
from tarazy.engine.robustness.replicates import Positions, Replicates
from tarazy.engine.robustness.varied import Varied
from tarazy.engine.run import stage_of
from tarazy.engine.run.hands import WORTH_SHARING, hands
from tarazy.engine.run.stage import Stage, excluded_by
from tarazy.engine.run.tree import applicability

# Numbers that the nodes of a block of replicates may hold together, and one of them, so that it stays near the
# processor; a block of fewer replicates would spend its time on what is done once a block.
NUMBERS_OF_A_BLOCK: Final = 1 << 26
NUMBERS_OF_A_NODE: Final = 1 << 19
FEWEST_OF_A_BLOCK: Final = 16
# Where a block takes some units at a time, most of its nodes are never held as a whole.
FEWEST_BY_UNITS: Final = 500
# Numbers that a node may hold where a block takes some units at a time.
NUMBERS_OF_A_SLICE: Final = 1 << 17
# Told how many replicates are done.
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Scored:
    """The scores of a node in r replicates, float64[r, n]; NaN where there is none, and where the replicate failed."""

    period: str
    node: str
    scores: Matrix


@dataclass(frozen=True)
class Period:
    """The replicates of one period."""

    replicates: Replicates
    period: str
    asked: frozenset[str]
    failures: Failures

    @cached_property
    def stage(self) -> Stage:
        """The period before anything is scored."""
        one = self.replicates
        return stage_of(one.stated, one.observed, one.units, self.period, self.asked)

    def scores(self, told: Progress = lambda _done: None) -> dict[str, Matrix]:
        """float64[r, n] of each node that is asked for."""
        n, count = len(self.stage.units), len(self.replicates)
        found = {id: np.empty((count, n)) for id in self.replicates.stated.nodes if id in self.asked}
        done = 0

        # What all blocks look at is made before two of them look, and is not held longer than they do.
        kept, _ = self._kept(), self.replicates.states

        def score(block: Block) -> int:
            self._climb(block, kept, found)
            return len(block)

        # Where two hands share the blocks, products that take both processors for themselves would be in the way.
        blocks = [*self._blocks()]
        shared = len(blocks) > 1 and n * count >= WORTH_SHARING
        with threadpool_limits(1, "blas") if shared else nullcontext(), hands(n * count, alone=not shared) as in_turn:
            for size in in_turn(score, blocks):
                done += size
                told(done)
        return found

    def _climb(self, block: Block, kept: Mapping[str, Varied], found: Mapping[str, Matrix]) -> None:
        """Fill in the asked nodes in the replicates of a block."""
        leaves = self._leaves_of(block, kept)
        dimensions = Dimensions(self.replicates, self.stage, self.failures, block)
        n, width = len(self.stage.units), max(1, NUMBERS_OF_A_SLICE // len(block))
        failed = {id: np.zeros(len(block), dtype=np.bool_) for id in found}
        if width >= n or not dimensions.are_means(leaves):
            width = n
        places = as_slice(block.chosen)
        for start in range(0, n, width):
            units = slice(start, start + width)
            known = leaves if width == n else {id: leaf.within(units) for id, leaf in leaves.items()}
            for id in dimensions.ids:
                known[id] = dimensions.of(id, known)
            for id, scores in found.items():
                scores[places, units] = known[id].scores[as_slice(known[id].of)]
                failed[id] |= known[id].failed[known[id].of]
        for id, scores in found.items():
            scores[block.chosen[failed[id]]] = np.nan

    def _leaves_of(self, block: Block, kept: Mapping[str, Varied]) -> dict[str, Varied]:
        """The indicators in the replicates of a block."""
        of: dict[int, Positions] = {}
        known: dict[str, Varied] = {}
        for name, whole in kept.items():
            # Many indicators hang on the same assumptions.
            if id(whole.of) not in of:
                of[id(whole.of)] = whole.of[block.chosen]
            known[name] = whole.among(of[id(whole.of)])
        return known | self._leaves.of([name for name in self._indicators if name not in kept], block)

    @cached_property
    def _leaves(self) -> Leaves:
        refused: dict[str, Refused] = {}
        return Leaves(self.replicates, self.stage, applicability(self.stage, refused), self.failures)

    @property
    def _indicators(self) -> list[str]:
        return [id for id, node in self.replicates.stated.nodes.items() if isinstance(node, Indicator)]

    @cached_property
    def few_states(self) -> frozenset[str]:
        """The indicators that have so few states that all of them are kept."""
        counts = {id: len(self._whole.distinct(self._leaves.touching(id, len(PARTS) - 1))) for id in self._indicators}
        room = max(2 * NUMBERS_OF_A_BLOCK // max(1, len(self.stage.units)), len(counts))
        few: set[str] = set()
        for id in sorted(counts, key=counts.__getitem__):
            room -= counts[id]
            if room >= 0:
                few.add(id)
        return frozenset(few)

    def _kept(self) -> dict[str, Varied]:
        """The indicators of few states, in all replicates."""
        return self._leaves.of([id for id in self._indicators if id in self.few_states], self._whole)

    @cached_property
    def _whole(self) -> Block:
        return Block(self.replicates, np.arange(len(self.replicates)))

    def _blocks(self) -> Iterator[Block]:
        """Replicates that are alike in what has few states stand together, so that a block has few states of leaves."""
        states = self.replicates.states
        few = [at for at, one in enumerate(self.replicates.varying) if one.shares is not None]
        order = np.lexsort([states[at] for at in few]) if few else np.arange(len(self.replicates))
        size = self._size_of_block
        for start in range(0, len(order), size):
            yield Block(self.replicates, np.sort(order[start : start + size]))

    @property
    def _size_of_block(self) -> int:
        """How many replicates: as many as memory has room for, and no more than stay near the processor."""
        nodes, n = self.replicates.stated.nodes, max(1, len(self.stage.units))
        held, fewest = len(nodes) - len(self.few_states) + 4, FEWEST_OF_A_BLOCK
        if n * len(self.replicates) > NUMBERS_OF_A_NODE and self._is_by_units:
            held, fewest = max(1, len(self._indicators) - len(self.few_states)), FEWEST_BY_UNITS
        return max(1, min(NUMBERS_OF_A_BLOCK // (n * held), max(fewest, NUMBERS_OF_A_NODE // n)))

    @property
    def _is_by_units(self) -> bool:
        """Whether the dimensions can be taken some units at a time: means only, and nobody is excluded."""
        dimensions = {id: node for id, node in self.replicates.stated.nodes.items() if isinstance(node, Dimension)}
        are_means = all(
            averages(self.stage, node, taken)
            for id, node in dimensions.items()
            for taken in (node.methods, *self.replicates.choices_at(id))
        )
        return are_means and not any(one.startswith(excluded_by("")) for one in self.stage.reasons)
