"""The units of a map as SVG. A place may have hundreds, of which templates would take most of a page's time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from tarazy.web.ui.parts import NO_BAND, Area, Tile


class Region(NamedTuple):
    """An area with the id of its shape, whether it is a dot, and what is said of it."""

    area: Area
    id: str
    spoken: str

    @property
    def place(self) -> tuple[str, str]:
        return f"{self.area.x:.1f}", f"{self.area.y:.1f}"


def shapes_written(regions: Iterable[Region], radius: int) -> SafeString:
    """What is drawn of each several times, once."""
    return mark_safe("".join(_shape(one, radius) for one in regions))


def _shape(one: Region, radius: int) -> str:
    x, y = one.place
    still = 'vector-effect="non-scaling-stroke"'
    if one.area.dot:
        return f'<circle id="{escape(one.id)}" cx="{x}" cy="{y}" r="{radius}" {still}/>'
    return f'<path id="{escape(one.id)}" d="{escape(one.area.path)}" {still}/>'


def areas_written(regions: Iterable[Region], name: str) -> SafeString:
    """The coloured shapes with their values."""
    return mark_safe("\n".join(_area(one, name) for one in regions))


def _area(one: Region, name: str) -> str:
    area, empty = one.area, one.area.band == NO_BAND
    use = f'href="#{escape(one.id)}"'
    hatched = f'<use fill="url(#{escape(name)}-no-data)" {use}/>' if empty else ""
    value = ""
    if area.value and area.x:
        in_dot, below = (" map-in-dot", 4) if area.dot else ("", 5)
        value = (
            f'<text class="map-value{in_dot}" x="{one.place[0]}" y="{area.y + below:.1f}">{escape(area.value)}</text>'
        )
    return f'<g class="{area.band}">{hatched}<use class="map-shape{" map-open" * empty}" {use}/>{value}</g>'


def links_written(regions: Iterable[Region]) -> SafeString:
    """What can be pointed at, above all shapes, so that no neighbour covers the ring of the one in focus."""
    return mark_safe("".join(_link(one) for one in regions))


def _link(one: Region) -> str:
    use = f'href="#{escape(one.id)}"'
    inner = (
        f'<title>{escape(one.spoken)}</title><g aria-hidden="true"><use class="map-halo" {use}/>'
        f'<use class="map-shape map-cover" {use}/></g>'
    )
    return _opened(one.area.href, "is-here" if one.area.here else "", inner)


def _opened(href: str, css: str, inner: str) -> str:
    """A link, or where a unit leads nowhere an image."""
    of_class = f' class="{css}"' if css else ""
    return f'<a href="{escape(href)}"{of_class}>{inner}</a>' if href else f'<g role="img"{of_class}>{inner}</g>'


class Placed(NamedTuple):
    """A tile with where it lies, its label for a phone, and what is said of it. `squeezed`: its label is too long."""

    tile: Tile
    x: int
    y: int
    short: str
    spoken: str
    squeezed: bool


def tiles_written(tiles: Sequence[Placed], name: str, width: int, height: int) -> SafeString:
    return mark_safe("\n".join(_tile(one, name, width, height) for one in tiles))


def _tile(one: Placed, name: str, width: int, height: int) -> str:
    tile, empty, middle = one.tile, one.tile.band == NO_BAND, one.x + width // 2
    box = f'x="{one.x}" y="{one.y}" width="{width}" height="{height}" rx="7"'
    hatched = ""
    if empty:
        plate = f'x="{one.x + 5}" y="{one.y + 12}" width="{width - 10}" height="22" rx="4"'
        hatched = f'<rect fill="url(#{escape(name)}-no-data)" {box}/><rect class="map-plate" {plate}/>'
    squeezed = f' textLength="{width - 8}" lengthAdjust="spacingAndGlyphs"' if one.squeezed else ""
    label, at = one.y + 27, f'x="{middle}"'
    value = f'<text class="map-value" {at} y="{one.y + 48}">{escape(tile.value)}</text>' if tile.value else ""
    inner = (
        f'<title>{escape(one.spoken)}</title><g aria-hidden="true"><rect class="map-halo" {box}/>{hatched}'
        f'<rect class="map-shape{" map-open" * empty}" {box}/>'
        f'<text class="map-long"{squeezed} {at} y="{label}">{escape(tile.label)}</text>'
        f'<text class="map-short" {at} y="{label}">{escape(one.short)}</text>{value}</g>'
    )
    return _opened(tile.href, f"{tile.band}{' is-here' if tile.here else ''}", inner)
