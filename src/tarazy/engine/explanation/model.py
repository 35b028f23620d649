"""What an explanation is: a tree from the score down to the observations, and what would change it."""

from __future__ import annotations

from typing import Literal

import msgspec

from tarazy.engine.model.text import Text


class Taken(msgspec.Struct, frozen=True):
    """One step taken at a node: the method, the marked sentence that says what it did, its numbers, and what came out.

    The numbers alone are enough to compute `result` again. `note`: what the methodology itself says of it.
    """

    step: str
    method: str
    text: str
    numbers: dict[str, float | int | str]
    result: float | None
    note: Text | None = None


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """An observed value that a formula used: the name in the formula, the observation's key, and who says so. Where the
    name stands for a sum over breakdowns, each of them is one.

    `value` None: there is no usable observation; `status` says M, O, L, Q or X if one says why. `place`: where it
    stands in the data.
    """

    name: str
    lag: int
    title: Text
    unit_of_measure: Text
    variable: str
    breakdown: str
    period: str
    series: str
    revision: int | None
    value: float | None
    se: float | None
    n: float | None
    status: str
    source: str
    place: str


class NodeExplained(msgspec.Struct, frozen=True, kw_only=True):
    """One node for one unit, in the methodology's points.

    `weight`: effective share of the parent; `index_weight`: of the explained node. `points_lost`: what the explained
    node's score would gain if this node alone were at its best. `contribution`: points it brings, None where an
    aggregation above is not additive. Score None: none, `reason` says why.
    `titles`: of the nodes that its steps may name, by id.
    """

    node: str
    title: Text
    code: str | None
    is_indicator: bool
    score: float | None
    best: float
    value: float | None
    unit_of_measure: Text | None
    formula: str | None
    weight: float | None
    index_weight: float | None
    contribution: float | None
    points_lost: float | None
    band: str | None
    rank: float | None
    share_not_counted: float
    share_imputed: float
    reason: str
    steps: tuple[Taken, ...]
    inputs: tuple[Input, ...]
    titles: dict[str, Text]
    children: tuple[NodeExplained, ...]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """The smallest change of one observed value that alone would give another band or rank, everything else unchanged.

    `spread_share`: how far the change moves its indicator, as a share of the distance between the least and the
    greatest value of the indicator among the units: what the changes are sorted by, since values have different units
    of measure. `before`, `after`: the rank or the id of the band; empty where there is none.
    """

    of: Literal["rank", "band"]
    name: str
    title: Text
    unit_of_measure: Text
    indicators: tuple[str, ...]
    period: str
    value: float
    needed: float
    change: float
    spread_share: float | None
    before: str
    after: str
    better: bool


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """Why one unit has one score in one period, and what would change it."""

    methodology: str
    version: str
    methodology_title: Text
    methodology_hash: str
    standing: str
    unit: str
    unit_name: Text | None
    period: str
    node: str
    points_low: float
    points_high: float
    decimals: int
    better: str
    ranked_units: int
    bands: dict[str, Text]
    tree: NodeExplained
    changes: tuple[Change, ...]
