"""Texts to numbers, a million at a time.

Reading a long table, most of the time would go into finding out which of a quarter of a million units each row means:
Arrow's and Polars' own dictionaries need 170 to 350 nanoseconds a row for that. Ids mostly have one beginning and few
further letters (IN-004711); then eight bytes tell them apart, and finding one takes about 30. Other texts take Arrow's
way.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tarazy.engine.model.coded import Coded

Words = NDArray[np.uint64]
Codes = NDArray[np.int32]
_WORD: Final = 8
_AT_ONCE: Final = 1 << 18  # fewer, and two threads wake each other too often; more, and memory is touched anew
_MULTIPLIER: Final = 0x9E3779B97F4A7C15
_FURTHER: Final = 0x165667B19E3779F9
_HALF: Final = np.uint64(32)
_VIEW: Final = 16  # bytes, of which
_IN_VIEW: Final = 12  # hold a text that is no longer
_MASKS: Final = np.array([(1 << (8 * size)) - 1 for size in range(_WORD + 1)], dtype=np.uint64)


@dataclass(frozen=True)
class _Level:
    """A table of slots, each with the code of one text; texts whose slot was taken lie in the next level.

    `digits`: so many has each text, and nothing else; such numbers mostly follow one another, and so do their slots:
    few share one, and those in use lie close together. 0: no numbers; the bits of a key are mixed by a multiplication.
    """

    slots: Codes
    multiplier: np.uint64
    digits: int

    def slot(self, keys: Words) -> NDArray[np.intp]:
        if self.digits:
            mixed = _as_number(keys << np.uint64(8 * (_WORD - self.digits))) & np.uint64(len(self.slots) - 1)
        else:
            mixed = keys * self.multiplier
            mixed ^= mixed >> _HALF  # letters differ in few bits: without this they would share slots
            mixed *= self.multiplier
            mixed >>= np.uint64(65 - len(self.slots).bit_length())
        return mixed.view(np.intp)


def _as_number(keys: Words) -> Words:
    """Eight digits, the first in the lowest byte, as a number; a zero byte counts as the digit 0.

    Two neighbours make a number below 100, two of these one below 10,000, and two of these the whole.
    """
    number = keys & np.uint64(0x0F0F0F0F0F0F0F0F)
    for width, mask in ((8, 0x00FF00FF00FF00FF), (16, 0x0000FFFF0000FFFF), (32, 0x00000000FFFFFFFF)):
        following = number >> np.uint64(width)
        number *= np.uint64(10 ** (width // 8))
        number += following
        number &= np.uint64(mask)
    return number


@dataclass(frozen=True)
class _Known:
    """The first texts of a lexicon: what all of them begin with, and for each the bytes that follow, as a number."""

    start: bytes
    longest: int
    keys: Words
    levels: tuple[_Level, ...]

    @classmethod
    def of(cls, texts: list[bytes]) -> _Known | None:
        """None if eight bytes do not tell the texts apart."""
        start = _beginning(min(texts, default=b""), max(texts, default=b""))
        rests = [text[len(start) :] for text in texts]
        if not rests or max(map(len, rests)) > _WORD or any(b"\0" in rest for rest in rests):
            return None
        keys = np.array(rests, dtype=f"S{_WORD}").view(np.uint64)
        length = len(rests[0])
        digits = length if all(len(rest) == length and rest.isdigit() for rest in rests) else 0
        levels: list[_Level] = []
        left = np.arange(len(keys))
        while left.size:
            slots = np.zeros(1 << max(8, int(left.size).bit_length() + 2), dtype=np.int32)
            multiplier = np.uint64(
                (_MULTIPLIER + 2 * len(levels) * _FURTHER) % 2**64
            )  # odd, and another for each level
            level = _Level(slots, multiplier, 0 if levels else digits)
            at = level.slot(keys[left])
            slots[at] = left
            levels.append(level)
            left = left[slots[at] != left]
        return cls(start, len(start) + max(map(len, rests)), keys, tuple(levels))

    def codes(self, texts: pa.Array) -> Codes:
        """The code of each text, -1 where it is not among these."""
        codes = np.empty(len(texts), dtype=np.int32)
        # Large arrays made and freed a hundred times cost more in the system than all of this arithmetic.
        for begin in range(0, len(texts), _AT_ONCE):
            block = codes[begin : begin + _AT_ONCE]
            keys, ours = _keys(texts.slice(begin, _AT_ONCE), self.start, self.longest)
            self._find(keys, block)
            if ours is not None:
                block[~ours] = -1
        return codes

    def _find(self, keys: Words, codes: Codes) -> None:
        rows: NDArray[np.intp] | None = None
        for level in self.levels:
            candidates = level.slots.take(level.slot(keys))  # quicker than by brackets
            wrong = self.keys.take(candidates) != keys
            if rows is None:
                codes[:] = candidates
                rows = np.flatnonzero(wrong)
            else:
                codes[rows] = candidates
                rows = rows[wrong]
            if not rows.size:
                return
            keys = keys[wrong]
        codes[rows] = -1


def _beginning(first: bytes, last: bytes) -> bytes:
    """What all texts between the two, in their order, begin with."""
    same = (i for i, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    return first[: next(same, min(len(first), len(last)))]


def _keys(texts: pa.Array, start: bytes, longest: int) -> tuple[Words, NDArray[np.bool_] | None]:
    """The eight bytes after `start` of each text, of which only as many count as the text has; and which texts begin
    with `start` and are not longer than the `longest` that is known (None: all).
    """
    lengths, word = _of_views(texts) if pa.types.is_string_view(texts.type) else _of_offsets(texts, len(start))
    ours = np.full(len(texts), (lengths >= len(start)) & (lengths <= longest))
    for at in range(0, len(start), _WORD):
        part = start[at : at + _WORD]
        ours &= (word(at) & _MASKS[len(part)]) == np.frombuffer(part.ljust(_WORD, b"\0"), dtype="<u8")[0]
    keys = word(len(start)) & _MASKS[np.clip(lengths - len(start), 0, _WORD)]
    return keys, None if ours.all() else ours


Lengths = NDArray[np.int64] | np.int64  # one number where all texts are of one length


def _as_few(lengths: NDArray[Any]) -> Lengths:
    return np.int64(lengths[0]) if lengths[0] and (lengths == lengths[0]).all() else lengths.astype(np.int64)


def _of_offsets(texts: pa.Array, least: int) -> tuple[Lengths, Callable[[int], Words]]:
    """The lengths of texts that stand one behind the other, and eight bytes of each, from a byte up to `least` on."""
    size = np.int64 if pa.types.is_large_string(texts.type) else np.int32
    offsets = np.frombuffer(texts.buffers()[1], dtype=size)[texts.offset : texts.offset + len(texts) + 1]
    content = np.frombuffer(texts.buffers()[2] or b"", dtype=np.uint8)[offsets[0] : offsets[-1]]
    padded = np.concatenate((content, np.zeros(least + 2 * _WORD, dtype=np.uint8)))
    lengths = _as_few(np.diff(offsets))
    if isinstance(lengths, np.int64):
        strides = (int(lengths),)
        return lengths, lambda at: np.ndarray(len(texts), dtype="<u8", buffer=padded, offset=at, strides=strides)
    anywhere = np.ndarray(shape=(len(padded) - _WORD + 1,), dtype="<u8", buffer=padded, strides=(1,))
    starts = offsets[:-1] - offsets[0]
    return lengths, lambda at: np.asarray(anywhere[starts + at])


def _of_views(texts: pa.Array) -> tuple[Lengths, Callable[[int], Words]]:
    """The same of texts that stand in their views: four bytes say how long a text is, the twelve after it are those of
    a text of at most so many, then zeros.
    """
    views = np.frombuffer(texts.buffers()[1], dtype="<u8")[2 * texts.offset : 2 * (texts.offset + len(texts))]

    def word(at: int) -> Words:
        from_end = max(0, at - 4)
        words = np.ndarray(len(texts), dtype="<u8", buffer=views, offset=4 + at - from_end, strides=(_VIEW,))
        return np.asarray(words >> np.uint64(8 * from_end)) if from_end else words

    return _as_few(np.ndarray(len(texts), dtype="<i4", buffer=views, strides=(_VIEW,))), word


class Lexicon:
    """Gives each different text a number, in the order in which they are met. May be used by several threads."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        self._names: list[str] = list(names)
        self._positions: dict[str, int] = {name: code for code, name in enumerate(names)}
        self._known: _Known | None = None
        self._tried = 0  # so many texts were known when the table was made
        self._lock = threading.Lock()

    def codes(self, texts: pa.Array) -> Codes:
        """int32: the number of each text; a null is the text ""."""
        if pa.types.is_dictionary(texts.type):
            return self._of_dictionary(texts)
        known = self._learned()
        if pa.types.is_string_view(texts.type) and (known is None or known.longest > _IN_VIEW):
            texts = texts.cast(pa.large_string())
        if known is None or texts.null_count or not len(texts):
            return self._of_dictionary(texts.dictionary_encode())
        codes = known.codes(texts)
        unknown = np.flatnonzero(codes < 0)
        if unknown.size:
            # Arrow cannot choose among views.
            texts = texts.cast(pa.large_string()) if pa.types.is_string_view(texts.type) else texts
            codes[unknown] = self._of_dictionary(texts.take(pa.array(unknown)).dictionary_encode())
        return codes

    def _of_dictionary(self, texts: pa.DictionaryArray) -> Codes:
        words = [text or "" for text in texts.dictionary.to_pylist()]
        indices = texts.indices
        if indices.null_count:
            words.append("")
            indices = indices.fill_null(len(words) - 1)
        with self._lock:
            codes = np.array([self._code(word) for word in words], dtype=np.int32)
        return np.asarray(codes[indices.to_numpy(zero_copy_only=False)])

    def _code(self, word: str) -> int:
        code = self._positions.setdefault(word, len(self._names))
        if code == len(self._names):
            self._names.append(word)
        return code

    def _learned(self) -> _Known | None:
        """The texts met so far, quick to find. A few new ones are not worth making the table anew."""
        with self._lock:
            if len(self._names) > 1.005 * self._tried:
                self._tried = len(self._names)
                self._known = _Known.of([name.encode() for name in self._names])
            return self._known

    def names(self) -> tuple[str, ...]:
        return tuple(self._names)


class CodedColumn:
    """A column of a known length that is filled piece by piece, from several threads. Its numbers take as little room
    as they can, none at all while all rows have the first text.
    """

    def __init__(self, count: int) -> None:
        self._lexicon = Lexicon()
        self._count = count
        self._codes: NDArray[np.signedinteger[Any]] | None = None
        self._of_the_first: list[slice] = []
        self._lock = threading.Lock()

    def put(self, start: int, texts: pa.Array) -> None:
        codes = self._lexicon.codes(texts)
        rows = slice(start, start + len(codes))
        greatest = int(codes.max(initial=0))
        with self._lock:
            if self._codes is None and not greatest:
                self._of_the_first.append(rows)
                return
            whole = self._with_room_for(greatest)
            whole[rows] = codes

    def _with_room_for(self, greatest: int) -> NDArray[np.signedinteger[Any]]:
        if self._codes is None:
            # Not np.zeros: the system would hand over its memory in small pages, which takes longer than filling it.
            self._codes = np.empty(self._count, dtype=np.min_scalar_type(-max(greatest, 2**8)))
            for rows in self._of_the_first:
                self._codes[rows] = 0
        elif greatest > np.iinfo(self._codes.dtype).max:
            self._codes = self._codes.astype(np.int32)
        return self._codes

    def whole(self) -> Coded:
        names = self._lexicon.names()
        codes = self._codes
        if codes is None and len(names) > 1:
            codes = np.zeros(self._count, dtype=np.int16)
        return Coded(names or ("",), codes)
