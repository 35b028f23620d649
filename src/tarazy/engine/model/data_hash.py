"""The SHA-256 of the observations that a run took, the same for any order of rows and any kind of file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Vector

_THREADS: Final = 2
_PLAIN: Final = b"\t\t\n"


@dataclass(frozen=True)
class Group:
    """The observations of one (variable, period, breakdown, series), over all units sorted by id; `counted` says which
    were taken.
    """

    key: tuple[str, str, str, str]
    counted: NDArray[np.bool_]
    value: Vector
    se: Vector | None = None
    n: Vector | None = None
    status: NDArray[np.uint8] | None = None
    statuses: tuple[str, ...] = ("",)

    @cached_property
    def count(self) -> int:
        return int(np.count_nonzero(self.counted))

    @property
    def is_plain(self) -> bool:
        """Whether none of its observations has a se, an n or a status."""
        return self.se is None and self.n is None and self.status is None


def data_hash(groups: Iterable[Group], units: NDArray[np.str_]) -> str:
    """The data hash as docs/manual/formats.md defines it; `units` are all ids, sorted."""
    ids = pa.array([f"{unit}\n" for unit in units], type=pa.large_string())
    in_order = sorted(groups, key=lambda group: group.key)
    plain = _hashes_of_plain({group.count for group in in_order})
    # Hashing and filtering leave Python's lock, so two threads keep two cores busy.
    with ThreadPoolExecutor(_THREADS) as pool:
        lines = pool.map(lambda group: _line(group, ids, plain), in_order)
        whole = hashlib.sha256()
        for line in lines:
            whole.update(line)
    return whole.hexdigest()


def _hashes_of_plain(counts: Iterable[int]) -> dict[int, str]:
    """The hash of the rest of so many observations without se, n and status: one text, cut at each count."""
    found, hashed, before = {}, hashlib.sha256(), 0
    for count in sorted(counts):
        hashed.update(_PLAIN * (count - before))
        found[count], before = hashed.hexdigest(), count
    return found


def _line(group: Group, ids: pa.Array, plain: Mapping[int, str]) -> bytes:
    count = group.count
    if not count:
        return b""
    every = count == len(group.counted)
    values = group.value if every else group.value[group.counted]
    # -0 + 0 is 0; every NaN is written with the same bits.
    canonical = np.where(np.isnan(values), np.nan, values + 0.0).astype("<f8", copy=False)
    hashes = (
        _hex(_texts(ids if every else ids.filter(pa.array(group.counted)))),
        _hex(canonical.data.cast("B")),
        plain[count] if group.is_plain else _hex(_rest(group)),
    )
    return "\t".join((*group.key, str(count), *hashes)).encode() + b"\n"


def _hex(content: bytes | memoryview) -> str:
    return hashlib.sha256(content).hexdigest()


def _texts(texts: pa.Array) -> memoryview:
    """The texts of an array, one after the other, without a copy."""
    offsets = np.frombuffer(texts.buffers()[1], dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    return memoryview(texts.buffers()[2])[int(offsets[0]) : int(offsets[-1])]


def _rest(group: Group) -> bytes | memoryview:
    """`se TAB n TAB status LF` of each observation, numbers as Python writes them."""
    if group.se is None and group.n is None and group.status is not None:
        lines = pa.array([f"\t\t{status}\n" for status in group.statuses], type=pa.large_string())
        return _texts(lines.take(pa.array(group.status[group.counted])))
    rows = np.flatnonzero(group.counted)
    return "".join(_rest_of(group, int(row)) for row in rows).encode()


def _rest_of(group: Group, row: int) -> str:
    se = "" if group.se is None or np.isnan(group.se[row]) else repr(float(group.se[row]) + 0.0)
    n = "" if group.n is None or np.isnan(group.n[row]) else repr(int(group.n[row]))
    status = "" if group.status is None else group.statuses[group.status[row]]
    return f"{se}\t{n}\t{status}\n"
