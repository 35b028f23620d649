"""A tree of hashes over rows: one root stands for all of them, and a short path shows that a row is among them.

As in RFC 6962, section 2.1: leaves and nodes are hashed with different first bytes, so that no node passes for a leaf.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"


def leaf_hash(content: bytes) -> bytes:
    return hashlib.sha256(_LEAF + content).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over the hashes of the leaves, in their order.

    >>> root_of([]).hex()[:16], root_of([leaf_hash(b"")]).hex()[:16]
    ('e3b0c44298fc1c14', '6e340b9cffb37a98')
    """
    if not leaves:
        return hashlib.sha256().digest()
    level = list(leaves)
    while len(level) > 1:
        level = _above(level)
    return level[0]


def path_to(leaves: Sequence[bytes], at: int) -> list[bytes]:
    """The hashes that lead from one leaf to the root, the nearest first."""
    path, level = [], list(leaves)
    while len(level) > 1:
        beside = at ^ 1
        if beside < len(level):
            path.append(level[beside])
        level, at = _above(level), at // 2
    return path


def leads_to(root: bytes, leaf: bytes, at: int, count: int, path: Sequence[bytes]) -> bool:
    """Whether the path leads from the hash of a leaf, the one at this position among so many, to the root.

    >>> leaves = [leaf_hash(text) for text in (b"a", b"b", b"c")]
    >>> [leads_to(root_of(leaves), leaf, i, 3, path_to(leaves, i)) for i, leaf in enumerate(leaves)]
    [True, True, True]
    >>> leads_to(root_of(leaves), leaves[0], 1, 3, path_to(leaves, 0))
    False
    """
    if not 0 <= at < count:
        return False
    hashed, steps, last = leaf, iter(path), count - 1
    while last:
        if at % 2 or at < last:
            beside = next(steps, None)
            if beside is None:
                return False
            hashed = _node_hash(beside, hashed) if at % 2 else _node_hash(hashed, beside)
        at, last = at // 2, last // 2
    return next(steps, None) is None and hashed == root


def _above(level: Sequence[bytes]) -> list[bytes]:
    """The nodes over pairs; the last of an odd number goes up as it is, which gives the trees of RFC 6962."""
    pairs = [_node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return [*pairs, level[-1]] if len(level) % 2 else pairs


def _node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()
