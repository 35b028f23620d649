"""A methodology some of whose nodes take other methods; everything else in it stays."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.model.methods import Methods

# By node, the methods that take the place of its own, by step.
Changed = Mapping[str, Methods]


def with_methods(methodology: Methodology, changed: Changed) -> Methodology:
    """The same methodology with other methods at some nodes. Its text and its hash are still those of the old one.

    >>> from tarazy.engine.load import load_methodology
    >>> hdi = load_methodology("un/hdi/2021")
    >>> other = with_methods(hdi, {"index": {"aggregate": hdi.nodes["education"].methods["aggregate"]}})
    >>> other.index.methods["aggregate"].method, other.index.methods["weigh"].method
    ('arithmetic', 'equal')
    """

    def of(node: msgspec.Struct, id: str) -> msgspec.Struct:
        if id not in changed:
            return node
        return msgspec.structs.replace(node, methods={**methodology.nodes[id].methods, **changed[id]})

    return msgspec.structs.replace(
        methodology,
        index=of(methodology.index, INDEX),
        dimensions=tuple(of(node, node.id) for node in methodology.dimensions),
        indicators=tuple(of(node, node.id) for node in methodology.indicators),
    )
