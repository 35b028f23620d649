"""Maps, their legends, and the frames of charts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tarazy.web.ui.outlines import DOT
from tarazy.web.ui.parts import Area, Band, Tile
from tarazy.web.ui.tags.mapped import Placed, Region, areas_written, links_written, shapes_written, tiles_written

register = template.Library()

TILE_WIDTH, TILE_HEIGHT, TILE_GAP = 92, 66, 5
LONGEST_ON_PHONE, LONGEST_ON_TILE = 7, 11


def spoken(name: str, value: str, band_label: str) -> str:
    """What a screen reader says of a unit on a map, and what pointing at it shows."""
    return f"{name}: {', '.join(part for part in (value or gettext('no data'), band_label) if part)}"


def short_label(label: str) -> str:
    """A label for a tile on a phone: long words end after four letters, of two words the longer ends earlier."""
    if len(label) <= LONGEST_ON_PHONE:
        return label
    first, *rest = label.split()
    if not rest:
        return f"{first[:4]}."
    return f"{first[:3]}. {rest[0]}" if len(first) > 5 else f"{first} {rest[0][0]}."


@register.inclusion_tag("ui/tile_map.html")
def tile_map(tiles: Iterable[Tile], label: str, name: str = "tiles") -> dict[str, Any]:
    """Every unit as a tile of the same size. `name` is the element's id: another for each map of a page."""
    step_x, step_y = TILE_WIDTH + TILE_GAP, TILE_HEIGHT + TILE_GAP
    placed = [
        Placed(
            tile,
            tile.column * step_x,
            tile.row * step_y,
            short_label(tile.label),
            spoken(tile.name, tile.spoken or tile.value, tile.band_label),
            squeezed=len(tile.label) > LONGEST_ON_TILE,
        )
        for tile in tiles
    ]
    return {
        "tiles": tiles_written(placed, name, TILE_WIDTH, TILE_HEIGHT),
        "label": label,
        "name": name,
        "width": max((one.x for one in placed), default=0) + TILE_WIDTH,
        "height": max((one.y for one in placed), default=0) + TILE_HEIGHT,
    }


@register.inclusion_tag("ui/region_map.html")
def region_map(
    areas: Iterable[Area], label: str, width: int, height: int, edge: str = "", name: str = "map"
) -> dict[str, Any]:
    """The outlines of units as links, `edge` around them all. Dots of cities come last and lie on top."""
    ordered = sorted(areas, key=lambda area: area.dot)
    regions = [
        Region(area, f"{name}-{place}", spoken(area.name, area.spoken or area.value, area.band_label))
        for place, area in enumerate(ordered, start=1)
    ]
    return {
        "shapes": shapes_written(regions, DOT),
        "areas": areas_written([one for one in regions if not one.area.dot], name),
        "dots": areas_written([one for one in regions if one.area.dot], name),
        "links": links_written(regions),
        "label": label,
        "name": name,
        "width": width,
        "height": height,
        "edge": edge,
    }


@register.inclusion_tag("ui/legend.html")
def legend(bands: Iterable[Band], title: str = "", no_data: bool = False) -> dict[str, Any]:
    return {"bands": bands, "title": title, "no_data": no_data}


@register.simple_block_tag
def chart(content: str, svg: str, title: str, about: str = "", narrow_svg: str = "") -> SafeString:
    """A chart that `tarazy.reports.draw` made, with its title; what stands in the block is its table, folded away."""
    given = {
        "svg": mark_safe(svg),
        "narrow_svg": mark_safe(narrow_svg),
        "title": title,
        "about": about,
        "content": mark_safe(content.strip()),
    }
    return render_to_string("ui/chart.html", given)
