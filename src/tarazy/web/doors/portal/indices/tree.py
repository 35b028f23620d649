"""The tree of a score and where its points were lost, as components take them."""

from __future__ import annotations

from tarazy.engine.explanation import Explanation, NodeExplained
from tarazy.engine.explanation.render import reason_in_words
from tarazy.engine.model.methodology import INDEX
from tarazy.web.doors.portal.indices.rows import Asked
from tarazy.web.ui.parts import Loss, Node
from tarazy.web.ui.written import in_language, language, percent


def tree_of_scores(asked: Asked, explained: Explanation) -> list[Node]:
    """What the index is made of. An indicator leads to its walk on the same page, a dimension to its results."""
    return [node_of(asked, explained, child) for child in explained.tree.children]


def node_of(asked: Asked, explained: Explanation, node: NodeExplained) -> Node:
    return Node(
        label=in_language(node.title),
        score=node.score,
        lost=node.points_lost,
        weight=node.weight,
        best=explained.points_high,
        href=f"#{node.node}" if node.is_indicator else asked.index.href(asked.period, node=node.node),
        note=reason_in_words(node.reason, language()) if node.reason else "",
        opened=node.node != INDEX and len(explained.tree.children) < 7,
        children=tuple(node_of(asked, explained, child) for child in node.children),
        imputed=node.share_imputed,
    )


def losses_of(explained: Explanation) -> list[Loss]:
    """Indicators by the points of the index that they lost, the greatest first."""
    found = [leaf for leaf in leaves(explained.tree) if leaf.points_lost]
    ordered = sorted(found, key=lambda leaf: -(leaf.points_lost or 0.0))
    return [
        Loss(in_language(leaf.title), leaf.points_lost or 0.0, f"#{leaf.node}", percent(leaf.index_weight))
        for leaf in ordered
    ]


def leaves(node: NodeExplained) -> list[NodeExplained]:
    """The indicators below a node, in the order of the methodology."""
    if node.is_indicator:
        return [node]
    return [leaf for child in node.children for leaf in leaves(child)]
