"""Joint states: of the nodes below a dimension and the assumptions at it. They are found once for all dimensions that
hang on the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tarazy.engine.robustness.distinct import Block, Distinct, as_slice, distinct
from tarazy.engine.robustness.replicates import Positions


@dataclass(frozen=True)
class Together:
    """What s replicates have of some nodes: by a key, columns int[s] of states. Nodes that hang on the same assumptions
    have one column, and dimensions over such nodes one of these.
    """

    of: Mapping[int, Positions]
    count: int

    @cached_property
    def states(self) -> Distinct:
        """The joint states."""
        return distinct([*self.of.values()], self.count)

    @cached_property
    def rows(self) -> dict[int, Positions | slice]:
        """Of each column, its state in each joint state."""
        return {key: as_slice(of[self.states.first]) for key, of in self.of.items()}

    @cached_property
    def places(self) -> list[Positions]:
        """The replicates of each joint state."""
        order = np.argsort(self.states.of, kind="stable")
        return np.split(order, np.cumsum(np.bincount(self.states.of, minlength=len(self.states)))[:-1])


@dataclass(frozen=True)
class Joint:
    """What the states of the nodes below and of the assumptions at a dimension make together: the distinct states, the
    rule of each of them, and of each rule the states by it, where these first come in the block and in which replicate.
    Dimensions that hang on the same columns have one.
    """

    columns: Sequence[Positions]  # held, since they are known by what they are
    states: Distinct
    of_rule: Distinct
    places: Sequence[Positions]
    first: Sequence[Positions]
    replicates: Sequence[Positions]

    def together(self, rule: int, of: Mapping[int, Positions]) -> Together:
        """Some of the columns, by what they are known by, in the states of a rule."""
        key = rule, frozenset(of)
        if key not in self._together:
            at = self.first[rule]
            self._together[key] = Together({of_node: column[at] for of_node, column in of.items()}, len(at))
        return self._together[key]

    @cached_property
    def _together(self) -> dict[tuple[int, frozenset[int]], Together]:
        return {}


def joint_of(block: Block, columns: Sequence[Positions], few: Sequence[Positions]) -> Joint:
    """Of columns int[b] over a block; `few`: those of them that make the rule."""
    states = distinct(columns, len(block))
    of_rule = distinct([column[states.first] for column in few], len(states))
    places = [np.flatnonzero(of_rule.of == number) for number in range(len(of_rule))]
    first = [states.first[some] for some in places]
    return Joint(columns, states, of_rule, places, first, [block.chosen[some] for some in first])
