"""Which feature is the outline of which unit; whatever is without the other is named, on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tarazy.engine.checks.nearest import nearest
from tarazy.exchange.boundaries.geojson import Feature
from tarazy.exchange.boundaries.topology import Shape


@dataclass(frozen=True)
class Expected:
    """A unit that may have an outline: its kind, and what may stand for it in a file."""

    unit: str
    kind: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Strange:
    """A feature for which there is no unit. `near`: the key of a unit that may be meant; `units`: those between which
    the key cannot decide.
    """

    key: str
    where: str
    near: str = ""
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matched:
    """Outlines by unit; features without a unit; units without a feature, of those kinds of which others have one."""

    shapes: Mapping[str, Shape]
    strange: tuple[Strange, ...]
    without: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return bool(self.shapes) and not self.strange and not self.without


def matched(features: Iterable[Feature], expected: Iterable[Expected]) -> Matched:
    """Match by key. Case and spaces at the ends do not count; a key that two units have decides nothing, and a unit
    that two features name has neither.
    """
    units = list(expected)
    holders: dict[str, set[str]] = {}
    for one in units:
        for key in one.keys:
            holders.setdefault(plain(key), set()).add(one.unit)
    claims: dict[str, list[Feature]] = {}
    strange: list[Strange] = []
    for feature in features:
        held = sorted(holders.get(plain(feature.key), ()))
        if len(held) == 1:
            claims.setdefault(held[0], []).append(feature)
        else:
            near = "" if held else nearest(plain(feature.key), holders)
            strange.append(Strange(feature.key, feature.where, near, tuple(held)))
    for unit, claiming in claims.items():
        if len(claiming) > 1:
            strange += [Strange(one.key, one.where, units=(unit,)) for one in claiming]
    shapes = {unit: claiming[0].shape for unit, claiming in sorted(claims.items()) if len(claiming) == 1}
    kinds = {one.kind for one in units if one.unit in shapes}
    without = tuple(sorted(one.unit for one in units if one.unit not in shapes and (one.kind in kinds or not kinds)))
    return Matched(shapes, tuple(strange), without)


def plain(key: str) -> str:
    return " ".join(key.casefold().split())
