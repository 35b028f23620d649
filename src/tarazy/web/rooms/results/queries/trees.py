"""The tree of a score and where its points were lost, as components take them."""

from __future__ import annotations

from collections.abc import Callable

from tarazy.engine.explanation import Explanation, NodeExplained
from tarazy.engine.explanation.render import reason_in_words
from tarazy.web.ui.parts import Loss, Node
from tarazy.web.ui.written import in_language, language, percent

UNFOLDED = 7  # so many parts fit a page with what they are made of


def nodes_of(
    explained: Explanation,
    of: NodeExplained,
    href: Callable[[NodeExplained], str],
    interval: Callable[[NodeExplained], str] = lambda _node: "",
) -> list[Node]:
    """What a node is made of, down to the indicators; `href`: where a node leads; `interval`: of its score."""
    opened = len(explained.tree.children) < UNFOLDED
    return [
        Node(
            label=in_language(node.title),
            score=node.score,
            lost=node.points_lost,
            weight=node.weight,
            best=explained.points_high,
            href=href(node),
            note=reason_in_words(node.reason, language()) if node.reason else "",
            opened=opened,
            children=tuple(nodes_of(explained, node, href, interval)),
            imputed=node.share_imputed,
            interval=interval(node),
        )
        for node in of.children
    ]


def losses_of(of: NodeExplained) -> list[Loss]:
    """The indicators below a node by the points of the index that they lost, the greatest first."""
    found = [leaf for leaf in leaves(of) if leaf.points_lost]
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
