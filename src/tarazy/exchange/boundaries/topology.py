"""Rings of points to TopoJSON and back: points on a grid, a border of two neighbours stored once."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

Point = tuple[float, float]
Step = tuple[int, int]
Ring = list[Point]  # closed: the first point stands at the end again
Shape = list[list[Ring]]  # pieces, each an outer ring and its holes

QUANTA: Final = 10_000  # steps of the grid along each side of the whole
LEAST_POINTS: Final = 4


def topology(shapes: Mapping[str, Shape]) -> tuple[dict[str, Any], dict[str, Shape]]:
    """The shapes as one TopoJSON whose geometries carry the property `unit`; and what was too small for the grid.

    Points are set on a grid of QUANTA steps a side, so that points nearer than half a step become one. Rings are cut
    where borders of different neighbours meet; each piece between is an arc and stands once, whoever uses it and in
    whichever direction. A piece whose outer ring has no area on the grid is given back as lost with its unit.
    Source: The TopoJSON Format Specification 1.0; Bostock, topojson-server (extract, cut, dedup).

    >>> left = [[[(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0)]]]
    >>> right = [[[(1.0, 0.0), (1.0, 1.0), (2.0, 1.0), (2.0, 0.0), (1.0, 0.0)]]]
    >>> made, lost = topology({"a": left, "b": right})
    >>> len(made["arcs"]), [one["arcs"] for one in made["objects"]["units"]["geometries"]], lost
    (3, [[[0, 1]], [[-1, 2]]], {})
    """
    points = [point for shape in shapes.values() for piece in shape for ring in piece for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    scale = ((east - west) / (QUANTA - 1) or 1.0, (north - south) / (QUANTA - 1) or 1.0)
    kept: dict[str, list[list[list[Step]]]] = {}
    lost: dict[str, Shape] = {}
    for unit, shape in shapes.items():
        for piece in shape:
            rings = [_on_grid(ring, (west, south), scale) for ring in piece]
            if len(rings[0]) < LEAST_POINTS or not _area(rings[0]):
                lost.setdefault(unit, []).append(piece)
            else:
                holes = [ring for ring in rings[1:] if len(ring) >= LEAST_POINTS and _area(ring)]
                kept.setdefault(unit, []).append([rings[0], *holes])
    made = _cut(kept)
    made["transform"] = {"scale": list(scale), "translate": [west, south]}
    return made, lost


def _on_grid(ring: Sequence[Point], corner: Point, scale: Point) -> list[Step]:
    steps = [(round((x - corner[0]) / scale[0]), round((y - corner[1]) / scale[1])) for x, y in ring]
    return [step for at, step in enumerate(steps) if not at or step != steps[at - 1]]


def _area(ring: Sequence[Step]) -> int:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))


def _cut(shapes: Mapping[str, list[list[list[Step]]]]) -> dict[str, Any]:
    """Rings cut into arcs at the points where borders part, arcs of equal course stored once."""
    corners = _corners(ring for shape in shapes.values() for piece in shape for ring in piece)
    known: dict[tuple[Step, ...], int] = {}
    geometries = []
    for unit, shape in shapes.items():
        arcs = [[[_number(arc, known) for arc in _arcs(ring, corners)] for ring in piece] for piece in shape]
        one = {"type": "Polygon", "arcs": arcs[0]} if len(arcs) == 1 else {"type": "MultiPolygon", "arcs": arcs}
        geometries.append(one | {"properties": {"unit": unit}})
    return {
        "type": "Topology",
        "objects": {"units": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [_steps(arc) for arc in known],
    }


def _corners(rings: Iterable[list[Step]]) -> set[Step]:
    """Points at which two rings do not go on together."""
    beside: dict[Step, frozenset[Step]] = {}
    corners: set[Step] = set()
    for ring in rings:
        for at, point in enumerate(ring[:-1]):
            sides = frozenset((ring[at - 1] if at else ring[-2], ring[at + 1]))
            if beside.setdefault(point, sides) != sides:
                corners.add(point)
    return corners


def _arcs(ring: list[Step], corners: set[Step]) -> Iterator[tuple[Step, ...]]:
    """The pieces of a ring between corners. One without corners begins at its least point, so that a neighbour that
    surrounds it begins there too.
    """
    open_ring = ring[:-1]
    starts = [at for at, point in enumerate(open_ring) if point in corners] or [open_ring.index(min(open_ring))]
    turned = [*open_ring[starts[0] :], *open_ring[: starts[0]], open_ring[starts[0]]]
    begin = 0
    for at in range(1, len(turned)):
        if turned[at] in corners or at == len(turned) - 1:
            yield tuple(turned[begin : at + 1])
            begin = at


def _number(arc: tuple[Step, ...], known: dict[tuple[Step, ...], int]) -> int:
    backwards = arc[::-1]
    if backwards in known:
        return ~known[backwards]
    return known.setdefault(arc, len(known))


def _steps(arc: Sequence[Step]) -> list[list[int]]:
    """An arc as TopoJSON writes it: the first point, then each as the way from the one before."""
    ways = ([b[0] - a[0], b[1] - a[1]] for a, b in itertools.pairwise(arc))
    return [list(arc[0]), *ways]


def shapes_of(made: Mapping[str, Any]) -> dict[str, Shape]:
    """The shapes of a TopoJSON by their property `unit`, in degrees.

    >>> square = [[[(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0)]]]
    >>> shapes_of(topology({"a": square})[0]) == {"a": square}
    True
    """
    (scale_x, scale_y), (west, south) = made["transform"]["scale"], made["transform"]["translate"]
    arcs: list[Ring] = []
    for arc in made["arcs"]:
        x = y = 0
        points = []
        for along, up in arc:
            x, y = x + along, y + up
            points.append((x * scale_x + west, y * scale_y + south))
        arcs.append(points)
    found: dict[str, Shape] = {}
    for collection in made["objects"].values():
        for one in collection["geometries"]:
            pieces = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
            found[one["properties"]["unit"]] = [[_joined(ring, arcs) for ring in piece] for piece in pieces]
    return found


def _joined(ring: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    parts = [arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in ring]
    return [*parts[0], *(point for part in parts[1:] for point in part[1:])]
