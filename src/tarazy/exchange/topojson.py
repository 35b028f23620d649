"""Outlines from TopoJSON, which shares borders, to GeoJSON, which every program reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Line = NDArray[np.float64]
SEVENTH: int = 7  # decimals of a degree: a centimetre


def geojson_of(topology: Mapping[str, Any]) -> dict[str, Any]:
    """A FeatureCollection (RFC 7946) of every geometry, in the order of the file, with its properties.

    >>> arcs = [[[0, 0], [10, 0], [0, 10], [-10, -10]]]
    >>> square = {"type": "Polygon", "arcs": [[0]], "properties": {"unit": "KZ-10"}}
    >>> topology = {"arcs": arcs, "transform": {"scale": [0.1, 0.1], "translate": [60, 40]},
    ...     "objects": {"units": {"geometries": [square]}}}
    >>> geojson_of(topology)["features"][0]["geometry"]["coordinates"]
    [[[60.0, 40.0], [61.0, 40.0], [61.0, 41.0], [60.0, 40.0]]]
    """
    arcs = arcs_in_degrees(topology)
    features = [
        _feature(geometry, arcs)
        for collection in topology["objects"].values()
        for geometry in collection.get("geometries", [collection])
    ]
    return {"type": "FeatureCollection", "features": features}


def arcs_in_degrees(topology: Mapping[str, Any]) -> list[Line]:
    """The lines that borders are put together from, where a point is stored as its way from the one before."""
    given = [np.array(arc, dtype=np.float64) for arc in topology["arcs"]]
    transform = topology.get("transform")
    if transform is None:
        return given
    scale, shift = np.array(transform["scale"]), np.array(transform["translate"])
    return [np.cumsum(arc, axis=0) * scale + shift for arc in given]


def _feature(geometry: Mapping[str, Any], arcs: list[Line]) -> dict[str, Any]:
    is_one = geometry["type"] == "Polygon"
    pieces = [geometry["arcs"]] if is_one else geometry["arcs"]
    drawn = [[_ring(ring, arcs, is_hole=at > 0) for at, ring in enumerate(piece)] for piece in pieces]
    shape = {"type": geometry["type"], "coordinates": drawn[0] if is_one else drawn}
    return {"type": "Feature", "properties": dict(geometry.get("properties", {})), "geometry": shape}


def joined(numbers: Sequence[int], arcs: Sequence[Line]) -> Line:
    """A ring from the numbers of its arcs; ~n is arc n backwards."""
    parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def _ring(numbers: list[int], arcs: list[Line], *, is_hole: bool) -> list[list[float]]:
    """A closed line; outer ones turn to the left and holes to the right, as RFC 7946 asks."""
    line = joined(numbers, arcs)
    x, y = line[:, 0], line[:, 1]
    turns_right = float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) < 0
    turned = line[::-1] if turns_right != is_hole else line
    ring: list[list[float]] = turned.round(SEVENTH).tolist()
    return ring
