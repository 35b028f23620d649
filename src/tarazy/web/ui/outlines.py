"""Outlines of units from TopoJSON to SVG paths, in an equal-area projection that fits the place."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tarazy.exchange.topojson import Line, arcs_in_degrees, joined

Piece = list[Line]

MARGIN = 6
FINEST = 0.8  # points nearer to each other than this cannot be told apart on a page
CANDIDATES = 24  # a side of the grid on which the place of a label is looked for
SMALLEST_TO_HIT = 26  # a unit smaller than this, in units of the drawing, becomes a dot
DOT = 15
PLACES_IN_MEMORY = 8  # drawing a large country takes half a second


@dataclass(frozen=True)
class Outline:
    """A unit on the map: its path, where a label stands well inside, whether it is too small to be hit."""

    path: str
    x: float
    y: float
    is_small: bool


@dataclass(frozen=True)
class Outlines:
    """All units of a place, drawn into `width` x `height`, and `edge`: the line around the whole place."""

    width: int
    height: int
    units: dict[str, Outline]
    edge: str


@lru_cache(maxsize=PLACES_IN_MEMORY)
def outlines(topojson: str, width: int = 640) -> Outlines:
    """Draw every geometry whose property `unit` names a unit; equal areas stay equal, shared borders stay shared."""
    topology = json.loads(topojson)
    arcs, height = drawn_arcs(topology, width)
    rings = dict(rings_of_units(topology))
    shapes = {unit: [[joined(ring, arcs) for ring in piece] for piece in rings[unit]] for unit in rings}
    small = {unit: middle for unit, shape in shapes.items() if (middle := middle_if_small(shape)) is not None}
    units = {unit: outline(shape, small.get(unit), list(small.values())) for unit, shape in shapes.items()}
    uses = Counter(max(arc, ~arc) for shape in rings.values() for piece in shape for ring in piece for arc in ring)
    edge = "".join(path_of(arcs[arc]) for arc, count in sorted(uses.items()) if count == 1)
    return Outlines(width, height, units, edge)


def drawn_arcs(topology: dict[str, Any], width: int) -> tuple[list[Line], int]:
    """The arcs in units of the drawing, thinned, and the height they need."""
    degrees = arcs_in_degrees(topology)
    project = projection(np.concatenate(degrees))
    flat = [project(arc) for arc in degrees]
    points = np.concatenate(flat)
    least, greatest = points.min(axis=0), points.max(axis=0)
    factor = (width - 2 * MARGIN) / (greatest[0] - least[0])
    height = math.ceil((greatest[1] - least[1]) * factor + 2 * MARGIN)
    return [thinned((arc - least) * factor + MARGIN) for arc in flat], height


def projection(points: Line) -> Callable[[Line], Line]:
    """Albers' conic projection with the parallels a sixth from the northern and southern edge."""
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    middle = math.radians((west + east) / 2)
    first, second = (math.radians(south + (north - south) * part) for part in (1 / 6, 5 / 6))
    cone = (math.sin(first) + math.sin(second)) / 2 or 1e-9
    constant = math.cos(first) ** 2 + 2 * cone * math.sin(first)

    def project(line: Line) -> Line:
        angle = cone * (np.radians(line[:, 0]) - middle)
        radius = np.sqrt(constant - 2 * cone * np.sin(np.radians(line[:, 1]))) / cone
        return np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])

    return project


def thinned(line: Line) -> Line:
    """Without points that lie nearer to the one before than can be seen; both ends stay, so that borders meet."""
    kept = [line[0]]
    for point in line[1:-1]:
        if np.hypot(*(point - kept[-1])) >= FINEST:
            kept.append(point)
    return np.array([*kept, line[-1]]).round(1)


def rings_of_units(topology: dict[str, Any]) -> Iterator[tuple[str, list[list[list[int]]]]]:
    """Units with the numbers of the arcs of each ring of each piece; ~n is arc n backwards."""
    for collection in topology["objects"].values():
        for geometry in collection["geometries"]:
            pieces = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            yield geometry["properties"]["unit"], pieces


def middle_if_small(shape: list[Piece]) -> Line | None:
    points = np.concatenate([piece[0] for piece in shape])
    least, greatest = points.min(axis=0), points.max(axis=0)
    middle: Line = (least + greatest) / 2
    return middle if (greatest - least).max() < SMALLEST_TO_HIT else None


def outline(shape: list[Piece], middle: Line | None, dots: list[Line]) -> Outline:
    place = inner_point(max(shape, key=lambda piece: area(piece[0])), dots) if middle is None else middle
    path = "".join(path_of(ring) + "Z" for piece in shape for ring in piece)
    return Outline(path, round(float(place[0]), 1), round(float(place[1]), 1), is_small=middle is not None)


def area(ring: Line) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2)


def path_of(line: Line) -> str:
    """A line as a path of steps; whole tenths, so that no error gathers."""
    tenths = np.rint(line * 10).astype(int)
    steps = [step for step in np.diff(tenths, axis=0) if step.any()]
    return f"M{tenth(tenths[0][0])} {tenth(tenths[0][1])}l" + " ".join(f"{tenth(x)} {tenth(y)}" for x, y in steps)


def tenth(number: int) -> str:
    return f"{number / 10:g}"


def inner_point(piece: Piece, dots: list[Line]) -> Line:
    """The point of a grid inside and farthest from every edge and dot; a label there crosses no border."""
    edges = np.concatenate([np.stack([ring[:-1], ring[1:]], axis=1) for ring in piece])
    least, greatest = piece[0].min(axis=0), piece[0].max(axis=0)
    steps = (np.arange(CANDIDATES) + 0.5) / CANDIDATES
    across, down = np.meshgrid(*(least + (greatest - least) * steps[:, None]).T)
    grid = np.column_stack([across.ravel(), down.ravel()])
    start, along = edges[:, 0], edges[:, 1] - edges[:, 0]
    part = ((grid[:, None, :] - start) * along).sum(axis=2) / np.maximum((along**2).sum(axis=1), 1e-12)
    nearest = start + np.clip(part, 0, 1)[:, :, None] * along
    distance = np.hypot(*np.moveaxis(grid[:, None, :] - nearest, 2, 0)).min(axis=1)
    for dot in dots:
        distance = np.minimum(distance, np.hypot(*(grid - dot).T) - 1.6 * DOT)
    best: Line = grid[np.argmax(np.where(inside(grid, start, along), distance, -np.inf))]
    return best


def inside(grid: Line, start: Line, along: Line) -> NDArray[np.bool_]:
    """Whether a ray to the right of each point crosses the edges an odd number of times."""
    y = grid[:, 1][:, None]
    crosses = (start[:, 1] > y) != (start[:, 1] + along[:, 1] > y)
    height = np.where(along[:, 1] == 0, 1.0, along[:, 1])
    is_left = grid[:, 0][:, None] < start[:, 0] + along[:, 0] * (y - start[:, 1]) / height
    odd: NDArray[np.bool_] = (crosses & is_left).sum(axis=1) % 2 == 1
    return odd
