"""A place's two maps: the outlines of its units, and a tile for each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tarazy.web.rooms.units.queries import boundaries_of, tiles_of
from tarazy.web.ui.outlines import outlines
from tarazy.web.ui.parts import NO_BAND, Area, Tile


@dataclass(frozen=True)
class Seen:
    """What a map shows of one unit. `spoken`: the value as it is said, where `value` is written short."""

    name: str
    value: str = ""
    band: str = NO_BAND
    band_label: str = ""
    href: str = ""
    here: bool = False
    spoken: str = ""


@dataclass(frozen=True)
class Maps:
    """Both maps of a place; empty where the place has none."""

    areas: list[Area] = field(default_factory=list)
    tiles: list[Tile] = field(default_factory=list)
    width: int = 0
    height: int = 0
    edge: str = ""

    def __bool__(self) -> bool:
        return bool(self.areas or self.tiles)


def has_map(place: str) -> bool:
    return tiles_of(place).exists() or boundaries_of(place) is not None


def maps_of(place: str, seen: Mapping[str, Seen]) -> Maps:
    """The maps of a place. A unit of the map that is not in `seen` is not drawn: it does not exist in that period."""
    boundaries = boundaries_of(place)
    tiles = [
        Tile(label=str(tile.label), column=tile.column, row=tile.row, **_facts(seen[tile.unit_id]))
        for tile in tiles_of(place)
        if tile.unit_id in seen
    ]
    if boundaries is None:
        return Maps(tiles=tiles)
    drawn = outlines(boundaries.topojson)
    areas = [
        Area(path=one.path, x=one.x, y=one.y, dot=one.is_small, **_facts(seen[unit]))
        for unit, one in drawn.units.items()
        if unit in seen
    ]
    return Maps(areas, tiles, drawn.width, drawn.height, drawn.edge)


def _facts(seen: Seen) -> dict[str, Any]:
    return vars(seen)
