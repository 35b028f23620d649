"""Texts to numbers, a million at a time.

Reading a long table, most of the time goes into finding out which of a quarter of a million units each row means. Arrow's and
Polars' own dictionaries need 170 to 350 nanoseconds a row for that; this needs about 40 where texts have at most 16 bytes,
as ids of units mostly do. Longer texts take Arrow's way.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Codes = NDArray[np.int32]
_LONGEST: Final = 16
_AT_ONCE: Final = 1 << 15  # rows whose numbers stay in the processor's cache
_MULTIPLIERS: Final = tuple(
    np.uint64(number) for number in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
)


@dataclass(frozen=True)
class _Level:
    """A table of slots, each with the code of one text; texts whose slot was taken lie in the next level."""

    multiplier: np.uint64
    shift: np.uint64
    slots: Codes

    def slot(self, first: Words, second: Words) -> NDArray[np.intp]:
        mixed = (first ^ (second * _MULTIPLIERS[1])) * self.multiplier
        return (mixed >> self.shift).astype(np.intp)


@dataclass(frozen=True)
class _Known:
    """The texts known so far, as pairs of words of 8 bytes, and where to find them."""

    first: Words
    second: Words
    levels: tuple[_Level, ...]

    @classmethod
    def of(cls, first: Words, second: Words) -> _Known:
        levels: list[_Level] = []
        left = np.arange(len(first))
        bits = max(8, len(first).bit_length() + 2)
        while left.size:
            multiplier = _MULTIPLIERS[0] + np.uint64(2 * len(levels)) * _MULTIPLIERS[2]
            level = _Level(multiplier, np.uint64(64 - bits), np.full(1 << bits, -1, dtype=np.int32))
            slots = level.slot(first[left], second[left])
            level.slots[slots] = left
            levels.append(level)
            left = left[level.slots[slots] != left]
        return cls(first, second, tuple(levels))

    def codes(self, first: Words, second: Words) -> Codes:
        """The code of each text, -1 where it is not known."""
        codes = np.empty(len(first), dtype=np.int32)
        for start in range(0, len(first), _AT_ONCE):
            block = slice(start, start + _AT_ONCE)
            codes[block] = self._codes(first[block], second[block])
        return codes

    def _codes(self, first: Words, second: Words) -> Codes:
        codes = np.full(len(first), -1, dtype=np.int32)
        rows: NDArray[np.intp] | None = None
        for level in self.levels:
            one, two = (first, second) if rows is None else (first[rows], second[rows])
            candidates = level.slots[level.slot(one, two)]
            right = (self.first[candidates] == one) & (self.second[candidates] == two) & (candidates >= 0)
            if rows is None:
                codes = np.where(right, candidates, np.int32(-1))
                rows = np.flatnonzero(~right)
            else:
                codes[rows[right]] = candidates[right]
                rows = rows[~right]
            if not rows.size:
                break
        return codes


class Lexicon:
    """Gives each different text a number, in the order in which they are met. May be used by several threads."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._positions: dict[str, int] = {}
        self._known = _Known.of(np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint64))
        self._known_codes: Codes = np.zeros(0, dtype=np.int32)
        self._lock = threading.Lock()

    def codes(self, texts: pa.Array) -> Codes:
        """int32: the number of each text; a null is the text ""."""
        if pa.types.is_dictionary(texts.type):
            return self._of_dictionary(texts)
        texts = texts.cast(pa.large_string()) if not pa.types.is_large_string(texts.type) else texts
        words = None if texts.null_count else _words(texts)
        if words is None:
            return self._of_dictionary(texts.dictionary_encode())
        known, names = self._known, self._known_codes
        codes = known.codes(*words)
        unknown = np.flatnonzero(codes < 0)
        if len(names):
            codes = np.where(codes >= 0, names[codes], np.int32(-1))
        if unknown.size:
            codes[unknown] = self._of_dictionary(texts.take(pa.array(unknown)).dictionary_encode())
        return codes

    def _of_dictionary(self, texts: pa.DictionaryArray) -> Codes:
        words = [text if text is not None else "" for text in texts.dictionary.to_pylist()]
        with self._lock:
            before = len(self._names)
            codes = np.array([self._code(word) for word in words], dtype=np.int32)
            if len(self._names) > before:
                self._learn()
        indices = texts.indices
        if indices.null_count:
            with self._lock:
                empty = self._code("")
            codes = np.append(codes, np.int32(empty))
            indices = indices.fill_null(len(words))
        return np.asarray(codes[indices.to_numpy(zero_copy_only=False)])

    def _code(self, word: str) -> int:
        code = self._positions.setdefault(word, len(self._names))
        if code == len(self._names):
            self._names.append(word)
        return code

    def _learn(self) -> None:
        """Make the texts met so far quick to find. Others may read the old table meanwhile."""
        encoded = [name.encode() for name in self._names]
        short = [position for position, word in enumerate(encoded) if len(word) <= _LONGEST]
        if len(short) < 1.05 * len(self._known_codes):
            return  # a few more are found the slow way; making the table anew would take longer
        first, second = _packed([encoded[position] for position in short])
        self._known_codes, self._known = np.array(short, dtype=np.int32), _Known.of(first, second)

    def series(self, name: str, pieces: list[Codes]) -> pl.Series:
        """A column of categories from the codes of its pieces."""
        categories = pl.Enum(self._names)
        if not self._names:
            return pl.Series(name, [], dtype=categories)
        codes = np.concatenate(pieces)
        pieces.clear()
        return pl.Series(name, codes.view(np.uint32)).cat.to(categories)


def _packed(words: list[bytes]) -> tuple[Words, Words]:
    """Texts of at most 16 bytes as two numbers each. The length is in them: a text holds no zero byte that counts."""
    padded = np.array([word.ljust(_LONGEST, b"\0") for word in words], dtype=f"S{_LONGEST}")
    pairs = padded.view(np.uint64).reshape(-1, 2) if len(words) else np.zeros((0, 2), dtype=np.uint64)
    return np.ascontiguousarray(pairs[:, 0]), np.ascontiguousarray(pairs[:, 1])


def _words(texts: pa.Array) -> tuple[Words, Words] | None:
    """The first and second 8 bytes of each text; None if one is longer or holds a zero byte."""
    if not len(texts):
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint64)
    offsets = np.frombuffer(texts.buffers()[1], dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    lengths = np.diff(offsets)
    if lengths.max() > _LONGEST or texts.buffers()[2] is None:
        return None
    content = np.frombuffer(texts.buffers()[2], dtype=np.uint8)[: offsets[-1]]
    if not content.all():
        return None
    length = int(lengths[0])
    if (lengths == length).all():
        pairs = np.zeros((len(texts), _LONGEST), dtype=np.uint8)
        pairs[:, :length] = content[offsets[0] :].reshape(-1, length)
        return pairs[:, :8].view("<u8").ravel(), pairs[:, 8:].view("<u8").ravel()
    padded = np.concatenate((content, np.zeros(_LONGEST, dtype=np.uint8)))
    anywhere = np.ndarray(shape=(len(padded) - 7,), dtype="<u8", buffer=padded, strides=(1,))
    return _loaded(anywhere, offsets[:-1], lengths), _loaded(anywhere, offsets[:-1] + 8, lengths - 8)


_MASKS: Final = np.array([0, *((1 << (8 * size)) - 1 for size in range(1, 8)), 2**64 - 1], dtype=np.uint64)


def _loaded(anywhere: Words, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Words:
    """8 bytes from each start, of which only as many count as the text has."""
    words = anywhere[np.minimum(starts, len(anywhere) - 1)]
    return words & _MASKS[np.clip(lengths, 0, 8)]
