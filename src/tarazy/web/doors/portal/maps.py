"""A place's two maps: the outlines of its units, and a tile for each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from tarazy.web.doors.portal.kept_pages import state_shown
from tarazy.web.rooms.units.models import Tile
from tarazy.web.rooms.units.queries import boundaries_of, tiles_of
from tarazy.web.ui import parts as ui
from tarazy.web.ui.outlines import Outlines, outlines
from tarazy.web.ui.parts import NO_BAND, Area
from tarazy.web.ui.written import language

SHEETS_IN_MEMORY: Final = 8


class Seen(NamedTuple):
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
    tiles: list[ui.Tile] = field(default_factory=list)
    width: int = 0
    height: int = 0
    edge: str = ""

    def __bool__(self) -> bool:
        return bool(self.areas or self.tiles)


def has_map(place: str) -> bool:
    sheet = _sheet_of(place, state_shown())
    return bool(sheet.tiles) or sheet.drawn is not None


def maps_of(place: str, seen: Mapping[str, Seen]) -> Maps:
    """The maps of a place. A unit of the map that is not in `seen` is not drawn: it does not exist in that period."""
    sheet, spoken = _sheet_of(place, state_shown()), language()
    tiles = [
        ui.Tile(label=tile.label.in_language(spoken), column=tile.column, row=tile.row, **seen[tile.unit_id]._asdict())
        for tile in sheet.tiles
        if tile.unit_id in seen
    ]
    drawn = sheet.drawn
    if drawn is None:
        return Maps(tiles=tiles)
    areas = [
        Area(path=one.path, x=one.x, y=one.y, dot=one.is_small, **seen[unit]._asdict())
        for unit, one in drawn.units.items()
        if unit in seen
    ]
    return Maps(areas, tiles, drawn.width, drawn.height, drawn.edge)


@dataclass(frozen=True)
class Sheet:
    """What is drawn of a place whatever a map shows of it."""

    tiles: list[Tile]
    drawn: Outlines | None


@lru_cache(maxsize=SHEETS_IN_MEMORY)
def _sheet_of(place: str, _state: str) -> Sheet:
    boundaries = boundaries_of(place)
    return Sheet(list(tiles_of(place)), None if boundaries is None else outlines(boundaries.topojson))
