"""Outlines on the map: every unit is drawn, areas keep their proportions, labels stand inside, borders are shared."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from tarazy.web.ui.outlines import DOT, Outlines, inside, outlines

KAZAKHSTAN = Path(__file__).resolve().parents[3] / "data" / "kz" / "boundaries.topojson"
# Two squares of one degree that share a border: arc 0 is the border, 1 and 2 the rest of each.
SQUARES = {
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [60, 48]},
    "arcs": [[[1, 0], [0, 1]], [[1, 1], [-1, 0], [0, -1], [1, 0]], [[1, 0], [1, 0], [0, 1], [-1, 0]]],
    "objects": {
        "places": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"unit": "west"}},
                {"type": "MultiPolygon", "arcs": [[[2, -1]]], "properties": {"unit": "east"}},
            ],
        }
    },
}


def rings(path: str) -> list[np.ndarray]:
    found = []
    for ring in path.split("Z")[:-1]:
        numbers = [float(number) for number in re.findall(r"-?[\d.]+(?:e-?\d+)?", ring)]
        steps = np.array(numbers).reshape(-1, 2)
        found.append(np.cumsum(steps, axis=0))
    return found


def area(path: str) -> float:
    total = 0.0
    for ring in rings(path):
        closed = np.vstack([ring, ring[:1]])
        x, y = closed[:, 0], closed[:, 1]
        total += abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2
    return float(total)


@pytest.fixture(scope="module")
def kazakhstan() -> Outlines:
    return outlines(KAZAKHSTAN.read_text(encoding="utf-8"))


def test_two_squares() -> None:
    drawn = outlines(json.dumps(SQUARES), 200)
    assert drawn.units.keys() == {"west", "east"}
    assert area(drawn.units["west"].path) == pytest.approx(area(drawn.units["east"].path), rel=0.01)
    assert drawn.units["west"].x < 100 < drawn.units["east"].x
    assert drawn.edge.count("M") == 2, "the shared border is no part of the edge"


def test_every_region_is_drawn_and_only_the_three_cities_are_dots(kazakhstan: Outlines) -> None:
    assert len(kazakhstan.units) == 20
    assert {unit for unit, drawn in kazakhstan.units.items() if drawn.is_small} == {"KZ-71", "KZ-75", "KZ-79"}
    for drawn in kazakhstan.units.values():
        points = np.concatenate(rings(drawn.path))
        assert points.min() >= 0
        assert (points.max(axis=0) <= (kazakhstan.width, kazakhstan.height)).all()


def test_areas_keep_their_proportions(kazakhstan: Outlines) -> None:
    """Square kilometres of four regions far from each other, as the Bureau of National Statistics states them."""
    stated = {"KZ-15": 300_600, "KZ-47": 165_600, "KZ-59": 98_000, "KZ-63": 97_800}
    ratios = [area(kazakhstan.units[unit].path) / size for unit, size in stated.items()]
    assert max(ratios) / min(ratios) < 1.03


def test_labels_stand_inside_and_off_the_dots(kazakhstan: Outlines) -> None:
    dots = [(drawn.x, drawn.y) for drawn in kazakhstan.units.values() if drawn.is_small]
    for unit, drawn in kazakhstan.units.items():
        if drawn.is_small:
            continue
        largest = max(rings(drawn.path), key=len)
        closed = np.vstack([largest, largest[:1]])
        point = np.array([[drawn.x, drawn.y]])
        assert inside(point, closed[:-1], np.diff(closed, axis=0))[0], unit
        assert min(np.hypot(drawn.x - x, drawn.y - y) for x, y in dots) > DOT, unit


def test_the_map_is_small_enough_for_a_slow_line(kazakhstan: Outlines) -> None:
    assert sum(len(drawn.path) for drawn in kazakhstan.units.values()) + len(kazakhstan.edge) < 60_000
