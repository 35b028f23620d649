"""Which cells of a broken-down figure sum to which other cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

Range = tuple[float, float]

_RANGE = re.compile(r"([0-9]+)-([0-9]+)")
_ABOVE = re.compile(r"([0-9]+)\+")


def sums(breakdowns: Collection[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Each breakdown that is the whole of others, with these.

    Formula: for each key k and each set of the other keys, the cell without k is the sum of the cells with k over its
    codes. Codes that are ranges (15-24, 65+) sum to the narrowest range around them, and only the outermost to the
    whole. A whole that is not there gives no sum; of parts that are not there it is taken that they hold nobody, which
    can only make more follow from what is published.
    Parameters: `breakdowns`, the keys of a table: empty for the total, else `age=15-24;sex=f`.

    >>> sums({"", "sex=f", "sex=m"})
    [('', ('sex=f', 'sex=m'))]
    >>> sums({"", "age=0-14", "age=15+", "age=15-24", "age=25+"})
    [('', ('age=0-14', 'age=15+')), ('age=15+', ('age=15-24', 'age=25+'))]
    """
    parsed = {one: _pairs(one) for one in breakdowns}
    families: dict[tuple[str, str], dict[str, str]] = {}
    for one, pairs in parsed.items():
        for key, code in pairs.items():
            rest = _written({other: value for other, value in pairs.items() if other != key})
            families.setdefault((rest, key), {})[code] = one
    found: dict[str, list[tuple[str, ...]]] = {}
    for (rest, _key), cells in sorted(families.items()):
        for whole, codes in _nested(cells).items():
            total = cells.get(whole, rest) if whole else rest
            if total in parsed:
                found.setdefault(total, []).append(tuple(cells[code] for code in sorted(codes)))
    return [(total, parts) for total, several in sorted(found.items()) for parts in several]


def keys_of(breakdown: str) -> tuple[str, ...]:
    """The keys by which a cell is broken down, sorted.

    >>> keys_of("age=15-24;sex=f"), keys_of("")
    (('age', 'sex'), ())
    """
    return tuple(sorted(_pairs(breakdown)))


def _pairs(breakdown: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in breakdown.split(";")) if breakdown else {}


def _written(pairs: Mapping[str, str]) -> str:
    return ";".join(f"{key}={code}" for key, code in sorted(pairs.items()))


def _nested(codes: Collection[str]) -> dict[str, list[str]]:
    """Codes by the code around them, the outermost by the empty one."""
    ranges = {code: _range(code) for code in codes}
    found: dict[str, list[str]] = {}
    for code, here in ranges.items():
        around = [other for other, there in ranges.items() if here and there and _is_within(here, there)]
        found.setdefault(min(around, key=lambda other: _width(ranges[other]), default=""), []).append(code)
    return found


def _range(code: str) -> Range | None:
    if found := _RANGE.fullmatch(code):
        return float(found[1]), float(found[2])
    above = _ABOVE.fullmatch(code)
    return (float(above[1]), float("inf")) if above else None


def _is_within(inner: Range, outer: Range) -> bool:
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def _width(one: Range | None) -> float:
    # Of two open ranges the one that begins later is the narrower.
    return float("inf") if one is None else one[1] - one[0] if one[1] != float("inf") else 1e9 - one[0]
