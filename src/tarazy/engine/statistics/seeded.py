"""Numbers that look like chance and that anybody can make again: each comes from a published seed and a name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

_BITS: Final = 53


def number(seed: str, *name: str) -> float:
    """A number in 0..1 (1 excluded) that belongs to the seed and the name.

    Formula: the first 53 bits of SHA-256 of the seed and the parts of the name, joined by line feeds in UTF-8, over
    2**53. It depends on no list, order, program or processor; `printf 'SEED\\nNAME' | sha256sum` shows it.

    >>> number("2026-07-01", "draw", "KZ-10")
    0.22779439895195952
    """
    digest = hashlib.sha256("\n".join((seed, *name)).encode()).digest()
    return (int.from_bytes(digest[:8], "big") >> (64 - _BITS)) / float(2**_BITS)


def in_seeded_order(seed: str, ids: Sequence[str], purpose: str) -> list[int]:
    """The positions of the ids in the order of their numbers; of two with one number the lesser id goes first.

    >>> in_seeded_order("2026-07-01", ["a", "b", "c"], "draw")
    [1, 0, 2]
    """
    return sorted(range(len(ids)), key=lambda at: (number(seed, purpose, ids[at]), ids[at]))
