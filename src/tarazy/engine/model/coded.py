"""A column of texts that are few among many rows: each text once, and its number in every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.signedinteger[Any]]


@dataclass(frozen=True)
class Coded:
    """`names[codes[row]]` is the text of a row; `codes` None: every row has the only name.

    >>> column = Coded(("KZ-10", "KZ-11"), np.array([1, 0, 1], dtype=np.int32))
    >>> column.at(2), column.code("KZ-10"), column.code("KZ-99")
    ('KZ-11', 0, -1)
    """

    names: tuple[str, ...]
    codes: Codes | None = None

    def at(self, row: int) -> str:
        return self.names[0 if self.codes is None else int(self.codes[row])]

    @cached_property
    def positions(self) -> Mapping[str, int]:
        return {name: position for position, name in enumerate(self.names)}

    def code(self, name: str) -> int:
        """The number of a text, -1 if no row has it."""
        return self.positions.get(name, -1)

    def all_codes(self, count: int) -> Codes:
        """int32[count], also where every row has the same text."""
        return np.zeros(count, dtype=np.int32) if self.codes is None else self.codes

    def rows_with(self, name: str, count: int) -> NDArray[np.bool_]:
        return np.asarray(self.all_codes(count) == self.code(name))

    def translated(self, names: Sequence[str]) -> Codes:
        """int32[len(self.names)]: the position of each of this column's texts in other names, -1 if it is not there."""
        positions = {name: position for position, name in enumerate(names)}
        return np.array([positions.get(name, -1) for name in self.names], dtype=np.int32)

    @classmethod
    def of(cls, texts: Sequence[str]) -> Coded:
        """Code a list of texts.

        >>> Coded.of(["b", "a", "b"])
        Coded(names=('b', 'a'), codes=array([0, 1, 0], dtype=int32))
        """
        positions: dict[str, int] = {}
        codes = np.array([positions.setdefault(text, len(positions)) for text in texts], dtype=np.int32)
        return cls(tuple(positions), codes).simplest()

    def simplest(self) -> Coded:
        """Without a number in every row where all rows have the only name."""
        return Coded(self.names) if len(self.names) == 1 else self


def joined(columns: Sequence[Coded], counts: Sequence[int]) -> Coded:
    """Columns one below the other; `counts` are their rows."""
    names = tuple(dict.fromkeys(name for column in columns for name in column.names))
    if len(names) == 1:
        return Coded(names)
    codes = [
        column.translated(names)[column.all_codes(count)]
        for column, count in zip(columns, counts, strict=True)
        if count
    ]
    return Coded(names, np.concatenate([np.zeros(0, dtype=np.int32), *codes]))
