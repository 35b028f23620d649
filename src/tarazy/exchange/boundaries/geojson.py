"""GeoJSON in, each feature with its key and every flaw named; GeoJSON out."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tarazy.engine.words import Message, Problem, ProblemsFound, msg
from tarazy.exchange.boundaries.topology import LEAST_POINTS, Point, Ring, Shape

MOST_BYTES: Final = 30_000_000
MOST_FEATURES: Final = 5_000
MOST_POINTS: Final = 1_000_000
DECIMALS: Final = 5  # about a metre
EASTERNMOST, NORTHERNMOST = 180.0, 90.0
WGS_84: Final = (
    "urn:ogc:def:crs:OGC:1.3:CRS84",
    "urn:ogc:def:crs:OGC::CRS84",
    "EPSG:4326",
    "urn:ogc:def:crs:EPSG::4326",
)


@dataclass(frozen=True)
class Feature:
    """One outline: what stands in the key column, other texts that may be names, where it stands in the file."""

    key: str
    names: tuple[str, ...]
    shape: Shape
    where: str


def read_geojson(raw: bytes, name: str, key: str) -> list[Feature]:
    """The features of a file. Raises ProblemsFound with everything that keeps it from being taken."""
    whole = _whole(raw, name)
    problems: list[Problem] = []
    found: list[Feature] = []
    for at, given in enumerate(whole["features"], start=1):
        where = f"{name}: {at}"
        try:
            found.append(_feature(given, key, where))
        except ProblemsFound as wrong:
            problems += wrong.problems
    problems += _repeated(found)
    points = sum(len(ring) for one in found for piece in one.shape for ring in piece)
    if points > MOST_POINTS:
        problems.append(_problem(
            name, msg("The file has {count} points."), msg("At most {most} can be drawn and kept."),
            msg("Simplify the outlines first."), count=points, most=MOST_POINTS,
        ))  # fmt: skip
    if problems:
        raise ProblemsFound(problems)
    return found


def _whole(raw: bytes, name: str) -> Mapping[str, Any]:
    if len(raw) > MOST_BYTES:
        raise ProblemsFound([_problem(
            name, msg("The file is larger than {most} megabytes."), msg("Outlines of a page need far less."),
            msg("Simplify the outlines first."), most=MOST_BYTES // 1_000_000)])  # fmt: skip
    try:
        whole = json.loads(raw)
    except (ValueError, RecursionError):
        whole = None
    if not isinstance(whole, dict) or whole.get("type") != "FeatureCollection" or not _is_list(whole.get("features")):
        raise ProblemsFound([_problem(
            name, msg("This is no GeoJSON."), msg("A FeatureCollection of polygons is needed."),
            msg("Export the layer as GeoJSON (RFC 7946)."))])  # fmt: skip
    if not 0 < len(whole["features"]) <= MOST_FEATURES:
        raise ProblemsFound([_problem(
            name, msg("The file has {count} features."), msg("From 1 to {most} can be taken."),
            msg("Divide it into several sets."), count=len(whole["features"]), most=MOST_FEATURES)])  # fmt: skip
    system = _named_system(whole.get("crs"))
    if system and system not in WGS_84:
        raise ProblemsFound([_problem(
            name, msg("The coordinates are in {system}."),
            msg("GeoJSON is in degrees of longitude and latitude, WGS 84."),
            msg("Export the layer in EPSG:4326."), system=system[:60],
        )])  # fmt: skip
    return whole


def _named_system(given: object) -> str:
    properties = given.get("properties") if isinstance(given, dict) else None
    return str(properties.get("name", "")) if isinstance(properties, dict) else ""


def _is_list(given: object) -> bool:
    return isinstance(given, list)


def _feature(given: object, key: str, where: str) -> Feature:
    properties = given.get("properties") if isinstance(given, dict) else None
    geometry = given.get("geometry") if isinstance(given, dict) else None
    if not isinstance(properties, dict) or key not in properties or properties[key] in (None, ""):
        columns = ", ".join(sorted(map(str, properties)))[:300] if isinstance(properties, dict) else "—"
        raise ProblemsFound([_problem(
            where, msg("Nothing stands in the column {key}."), msg("It says which unit the outline is of."),
            msg("These columns are there: {columns}."), key=key[:60], columns=columns)])  # fmt: skip
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    pieces = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(pieces, list) or not pieces:
        raise ProblemsFound([_problem(
            where, msg("This is no polygon but {kind}."), msg("A unit has an area."),
            msg("Give polygons only."), kind=str(kind)[:40])])  # fmt: skip
    shape = [_piece(piece, where) for piece in (pieces if kind == "MultiPolygon" else [pieces])]
    names = tuple(str(text) for text in properties.values() if isinstance(text, str))
    return Feature(str(properties[key]).strip(), names, shape, where)


def _piece(given: object, where: str) -> list[Ring]:
    if not isinstance(given, list) or not given:
        raise ProblemsFound([_flat(where)])
    rings = [_ring(ring, where) for ring in given]
    # RFC 7946: an outer ring runs against the clock, a hole with it. Files that turn them round are mended.
    return [ring if (_twice_area(ring) > 0) == (at == 0) else ring[::-1] for at, ring in enumerate(rings)]


def _ring(given: object, where: str) -> Ring:
    points = [_point(one, where) for one in given] if isinstance(given, list) else []
    if len(points) < LEAST_POINTS or points[0] != points[-1] or not _twice_area(points):
        raise ProblemsFound([_flat(where)])
    return points


def _flat(where: str) -> Problem:
    return _problem(where, msg("A ring is not closed, or encloses nothing."), msg("It has at least four points, the "
                    "last one equal to the first."), msg("Mend the geometry."))  # fmt: skip


def _point(given: object, where: str) -> Point:
    if isinstance(given, list) and len(given) in (2, 3):
        x, y = given[:2]
        if all(
            isinstance(one, int | float) and not isinstance(one, bool) and math.isfinite(one) for one in (x, y)
        ) and (abs(x) <= EASTERNMOST and abs(y) <= NORTHERNMOST):
            return float(x), float(y)
    raise ProblemsFound([_problem(
        where, msg("A point is {point}."), msg("Longitude lies between -180 and 180, latitude between -90 and 90."),
        msg("Export the layer in EPSG:4326."), point=str(given)[:60])])  # fmt: skip


def _twice_area(ring: Sequence[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))


def _repeated(features: Sequence[Feature]) -> list[Problem]:
    first: dict[str, str] = {}
    found = []
    for one in features:
        if first.setdefault(one.key, one.where) != one.where:
            found.append(_problem(
                one.where, msg("{key} stands already at {first}."),
                msg("A unit has one outline; its pieces stand in one MultiPolygon."), msg("Join the two."),
                key=one.key[:60], first=first[one.key],
            ))  # fmt: skip
    return found


def _problem(where: str, what: str, why: str, mend: str, **said: str | int) -> Problem:
    return Problem(Message(what, {**said}), where, Message(why, {**said}), Message(mend, {**said}))


def geojson_of(shapes: Mapping[str, Shape], properties: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Shapes as a FeatureCollection, by id; `properties` by id stand beside each."""
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "id": unit, "properties": dict(properties.get(unit, {})), "geometry": _geometry(shape)}
            for unit, shape in sorted(shapes.items())
        ],
    }


def _geometry(shape: Shape) -> dict[str, Any]:
    pieces = [[_wound(ring, at == 0) for at, ring in enumerate(piece)] for piece in shape]
    if len(pieces) == 1:
        return {"type": "Polygon", "coordinates": pieces[0]}
    return {"type": "MultiPolygon", "coordinates": pieces}


def _wound(ring: Ring, is_outer: bool) -> list[list[float]]:
    turned = ring if (_twice_area(ring) > 0) == is_outer else ring[::-1]
    return [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in turned]
