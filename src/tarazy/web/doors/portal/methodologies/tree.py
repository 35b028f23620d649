"""The tree of a methodology with its weights, and each node in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tarazy.engine.model.around import Around
from tarazy.engine.model.methodology import INDEX, Dimension, Indicator, Methodology, Node
from tarazy.engine.model.period import last_day
from tarazy.engine.model.scene import Scene
from tarazy.engine.model.units import Units
from tarazy.engine.run.stage import needed
from tarazy.engine.steps import methods
from tarazy.web.doors.portal.goals import Goal, goals_called
from tarazy.web.doors.portal.methodologies.addresses import variable_href
from tarazy.web.doors.portal.methodologies.mathml import typeset
from tarazy.web.doors.portal.methodologies.rules import Kinds, Rule, rules_of
from tarazy.web.doors.portal.methodologies.words import unit_in_words
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import in_language, percent


@dataclass(frozen=True)
class NodeText:
    """A node with its weights and its rules in words."""

    id: str
    code: str
    title: str
    definition: str
    depth: int
    level: str
    is_indicator: bool
    is_criterion: bool
    weight: str
    index_weight: str
    unit_of_measure: str
    better: str
    formula: str
    typeset: SafeString | str
    goals: list[Goal]
    made_from: list[Link]
    rules: list[Rule]


def nodes_of(methodology: Methodology, period: str, kinds: Kinds) -> list[NodeText]:
    """Every node, the index first, parents before children."""
    weights = weights_in(methodology, period)
    in_index = index_weights(methodology, weights)
    return [
        node_text(methodology, node, weights.get(id), in_index.get(id), kinds) for id, node in methodology.nodes.items()
    ]


def weights_in(methodology: Methodology, period: str) -> dict[str, float]:
    """The weight of each node within its parent where everything counts, as it is in force in the period; none where
    it depends on the unit or on the figures.
    """
    weights: dict[str, float] = {}
    for node in methodology.nodes.values():
        if isinstance(node, Dimension):
            method, parameters = needed(node, "weigh")
            of_children = methods("weigh")[method].compute(parameters, _of_nobody(methodology, node, period))
            if of_children.ndim == 1:
                weights |= zip(node.children, of_children.tolist(), strict=True)
    return weights


def _of_nobody(methodology: Methodology, node: Dimension, period: str) -> Scene:
    """A scene without units: weights of the text alone need nobody."""
    empty, no_day = np.zeros(0, dtype=np.str_), np.zeros(0, dtype="datetime64[D]")
    return Scene(
        node=node.id,
        period=period,
        last_day=last_day(period),
        points=methodology.points,
        rising=True,
        units=Units(empty, empty, empty, no_day, no_day),
        groups=np.zeros(0, dtype=np.int32),
        children=node.children,
        around=Around(scores=lambda: np.zeros((len(node.children), 0))),
    )


def index_weights(methodology: Methodology, weights: Mapping[str, float]) -> dict[str, float]:
    """The weight of each node in the whole index: the product of the weights on the way up; none where one is open."""
    found = {INDEX: 1.0}
    for id in methodology.nodes:
        parent = methodology.parents.get(id)
        if parent in found and id in weights:
            found[id] = found[parent] * weights[id]
    return found


def node_text(
    methodology: Methodology, node: Node, weight: float | None, in_index: float | None, kinds: Kinds
) -> NodeText:
    indicator = node if isinstance(node, Indicator) else None
    unit = methodology.units_of_measure_by_id[indicator.unit_of_measure] if indicator else None
    better = {"higher": _("higher is better"), "lower": _("lower is better")}
    return NodeText(
        id=node.id,
        code=node.code or "",
        title=in_language(methodology.title if node.id == INDEX else node.title),
        definition=in_language(node.definition) if node.definition else "",
        depth=methodology.depths[node.id],
        level=f"tree-level-{min(methodology.depths[node.id], 5)}",
        is_indicator=indicator is not None,
        is_criterion=isinstance(node, Dimension) and node.criterion,
        weight=percent(weight, 1) if weight is not None else "",
        index_weight=percent(in_index, 1) if node.id != INDEX and in_index is not None else "",
        unit_of_measure=unit_in_words(unit) if unit else "",
        better=better[indicator.better] if indicator else "",
        formula=indicator.value.text if indicator else "",
        typeset=typeset(indicator.value.tree, methodology) if indicator else "",
        goals=goals_called(indicator.goals) if indicator else [],
        made_from=read_by(methodology, indicator) if indicator else [],
        rules=rules_of(methodology, node.methods, kinds, node),
    )


def read_by(methodology: Methodology, indicator: Indicator) -> list[Link]:
    """The pages of the variables from which an indicator is made, each once; a published score has none."""
    known = {one.variable: one for one in methodology.variables}
    named = dict.fromkeys(read.variable for read in indicator.reads())
    found = [(known[name], variable_href(known[name].observed.variable)) for name in named if name in known]
    return [Link(in_language(variable.title), href) for variable, href in found if href]
