"""One period in all replicates: the scores of the nodes that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from threadpoolctl import threadpool_limits

from tarazy.engine.model.methodology import Dimension, Indicator
from tarazy.engine.model.scene import Refused
from tarazy.engine.model.weights import Matrix
from tarazy.engine.robustness.dimensions import Dimensions
from tarazy.engine.robustness.distinct import Block
from tarazy.engine.robustness.failures import Failures
from tarazy.engine.robustness.leaves import PARTS, Leaves
from tarazy.engine.robustness.replicates import Replicates
from tarazy.engine.robustness.varied import Varied
from tarazy.engine.run import stage_of
from tarazy.engine.run.hands import WORTH_SHARING, hands
from tarazy.engine.run.stage import Stage
from tarazy.engine.run.tree import applicability

# Numbers that the nodes of a block of replicates may hold together, and one of them, so that it stays near the
# processor; a block of fewer replicates would spend its time on what is done once a block.
NUMBERS_OF_A_BLOCK: Final = 1 << 26
NUMBERS_OF_A_NODE: Final = 1 << 19
FEWEST_OF_A_BLOCK: Final = 16
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

        def score(block: Block) -> int:
            for id, varied in self._climbed(block).items():
                scores = varied.scores[varied.of]
                scores[varied.failed[varied.of]] = np.nan
                found[id][block.chosen] = scores
            return len(block)

        # What all blocks look at is made before two of them look.
        _ = self._kept, self.replicates.states
        # Where two hands share the blocks, products that take both processors for themselves would be in the way.
        blocks = [*self._blocks()]
        shared = len(blocks) > 1 and n * count >= WORTH_SHARING
        with threadpool_limits(1, "blas") if shared else nullcontext(), hands(n * count, alone=not shared) as in_turn:
            for size in in_turn(score, blocks):
                done += size
                told(done)
        return found

    def _climbed(self, block: Block) -> dict[str, Varied]:
        """The asked nodes in the replicates of a block."""
        known: dict[str, Varied] = {}
        for id in self.few_states:
            whole = self._kept[id]
            known[id] = whole.among(block.chosen)
        known |= self._leaves.of([id for id in self._indicators if id not in self.few_states], block)
        dimensions = Dimensions(self.replicates, self.stage, self.failures)
        for id in reversed([*self.replicates.stated.nodes]):
            if isinstance(self.replicates.stated.nodes[id], Dimension):
                known[id] = dimensions.of(id, known, block)
        return {id: known[id] for id in self.asked}

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
        whole = Block(self.replicates, np.arange(len(self.replicates)))
        counts = {id: len(whole.distinct(self._leaves.touching(id, len(PARTS) - 1))) for id in self._indicators}
        room = max(2 * NUMBERS_OF_A_BLOCK // max(1, len(self.stage.units)), len(counts))
        few: set[str] = set()
        for id in sorted(counts, key=counts.__getitem__):
            room -= counts[id]
            if room >= 0:
                few.add(id)
        return frozenset(few)

    @cached_property
    def _kept(self) -> dict[str, Varied]:
        whole = Block(self.replicates, np.arange(len(self.replicates)))
        return self._leaves.of([id for id in self._indicators if id in self.few_states], whole)

    def _blocks(self) -> Iterator[Block]:
        """Replicates that are alike in what has few states stand together, so that a block has few states of leaves."""
        states = self.replicates.states
        few = [at for at, one in enumerate(self.replicates.varying) if one.shares is not None]
        order = np.lexsort([states[at] for at in few]) if few else np.arange(len(self.replicates))
        of_a_replicate = len(self.stage.units) * (len(self.replicates.stated.nodes) - len(self.few_states) + 4)
        least = max(FEWEST_OF_A_BLOCK, NUMBERS_OF_A_NODE // len(self.stage.units))
        size = max(1, min(NUMBERS_OF_A_BLOCK // of_a_replicate, least))
        for start in range(0, len(order), size):
            yield Block(self.replicates, np.sort(order[start : start + size]))
