"""Outlines come in checked, share their borders, and go out as they came in."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tarazy.engine.words import ProblemsFound
from tarazy.exchange.boundaries import geojson
from tarazy.exchange.boundaries.geojson import geojson_of, read_geojson
from tarazy.exchange.boundaries.matched import Expected, Strange, matched
from tarazy.exchange.boundaries.topology import QUANTA, Shape, shapes_of, topology

GEO = Path(__file__).resolve().parents[4] / "shared" / "data" / "geo"
SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]


def collection(*features: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def feature(name: object = "a", kind: str = "Polygon", coordinates: object = None) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": {"name": name}, "geometry": geometry}


def squares(across: int) -> dict[str, Shape]:
    """A chessboard of units, each square with a bent border that it shares with the next one."""
    bend = random.Random(4)
    upright = {(x, y): bend.uniform(-0.2, 0.2) for x in range(across + 1) for y in range(across)}
    found = {}
    for x in range(across):
        for y in range(across):
            left, right = upright[x, y], upright[x + 1, y]
            ring = [(x, y), (x + 1, y), (x + 1 + right, y + 0.5), (x + 1, y + 1), (x, y + 1), (x + left, y + 0.5)]
            found[f"{x}-{y}"] = [[[(float(a), float(b)) for a, b in (*ring, ring[0])]]]
    return found


def borders(made: dict[str, Any]) -> list[int]:
    """How often each arc is used."""
    uses = [0] * len(made["arcs"])
    for one in made["objects"]["units"]["geometries"]:
        for piece in one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]:
            for ring in piece:
                for arc in ring:
                    uses[max(arc, ~arc)] += 1
    return uses


def ring_set(shape: Shape, digits: int = 6) -> set[frozenset[tuple[float, float]]]:
    return {frozenset((round(x, digits), round(y, digits)) for x, y in ring) for piece in shape for ring in piece}


def test_neighbours_share_every_border_and_all_comes_back() -> None:
    given = squares(5)
    made, lost = topology(given)
    assert not lost
    assert set(borders(made)) == {1, 2}
    assert borders(made).count(2) == 2 * 5 * 4  # every inner border once, for two neighbours
    step = 5.4 / (QUANTA - 1)
    for unit, shape in shapes_of(made).items():
        near = [min(abs(a - c) + abs(b - d) for c, d in given[unit][0][0]) for a, b in shape[0][0]]
        assert max(near) <= 2 * step
        assert len(shape[0][0]) == len(given[unit][0][0])


def test_a_city_in_its_region_and_an_island() -> None:
    hole = [(4.0, 4.0), (4.0, 6.0), (6.0, 6.0), (6.0, 4.0), (4.0, 4.0)]
    outer = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]
    island = [(20.0, 20.0), (21.0, 20.0), (21.0, 21.0), (20.0, 20.0)]
    turned = [*hole[2:], hole[1], hole[2]]
    made, lost = topology({"region": [[outer, hole], [island]], "city": [[turned[::-1]]]})
    assert not lost
    assert sorted(borders(made)) == [1, 1, 2]  # the city's border is that of the hole
    assert [one["type"] for one in made["objects"]["units"]["geometries"]] == ["MultiPolygon", "Polygon"]
    back = shapes_of(made)
    assert len(back["region"]) == 2
    assert len(back["region"][0]) == 2


def test_what_is_too_small_for_the_grid_is_named() -> None:
    speck = [(50.0, 50.0), (50.00001, 50.0), (50.0, 50.00001), (50.0, 50.0)]
    outer = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0), (0.0, 0.0)]
    _made, lost = topology({"a": [[outer], [speck]], "b": [[speck]]})
    assert {unit: len(pieces) for unit, pieces in lost.items()} == {"a": 1, "b": 1}


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"{", "This is no GeoJSON"),
        (b"[" * 100_000, "This is no GeoJSON"),
        (b'{"type": "Topology"}', "This is no GeoJSON"),
        (collection(), "The file has 0 features"),
        (collection(feature(None)), "Nothing stands in the column name"),
        (collection(feature(), feature()), "a stands already at x.geojson: 1"),
        (collection(feature(kind="Point", coordinates=[1, 2])), "This is no polygon but Point"),
        (collection({"type": "Feature", "properties": {"name": "a"}, "geometry": None}), "This is no polygon but None"),
        (collection(feature(coordinates=[[[0, 0], [500, 0], [1, 1], [0, 0]]])), "A point is [500, 0]"),
        (collection(feature(coordinates=[[[0, 0], ["1", 0], [1, 1], [0, 0]]])), "A point is"),
        (collection(feature(coordinates=[[[0, 0], [1, 0], [1, 1]]])), "A ring is not closed"),
        (
            collection(feature(coordinates=[[[0, 0], [1, 0], [2, 0], [0, 0]]])),
            "A ring is not closed, or encloses nothing",
        ),
        (collection(feature(coordinates=[[]])), "A ring is not closed"),
        (collection(feature(coordinates=[7])), "A ring is not closed"),
        (collection(feature(), crs={"properties": {"name": "EPSG:3857"}}), "The coordinates are in EPSG:3857"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_place(raw: bytes, words: str) -> None:
    with pytest.raises(ProblemsFound) as refused:
        read_geojson(raw, "x.geojson", "name")
    assert any(words in problem.in_language("en") for problem in refused.value.problems)


def test_sizes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, most in (("MOST_BYTES", 10), ("MOST_FEATURES", 1), ("MOST_POINTS", 4)):
        with monkeypatch.context() as patch:
            patch.setattr(geojson, name, most)
            with pytest.raises(ProblemsFound):
                read_geojson(collection(feature(), feature("b")), "x.geojson", "name")


def test_rings_are_wound_as_the_standard_says() -> None:
    backwards = collection(feature(coordinates=[SQUARE[::-1], [[0.2, 0.2], [0.4, 0.2], [0.4, 0.4], [0.2, 0.2]]]))
    (read,) = read_geojson(backwards, "x.geojson", "name")
    outer, hole = read.shape[0]
    assert outer == [(float(x), float(y)) for x, y in SQUARE]
    assert hole == [(0.2, 0.2), (0.4, 0.4), (0.4, 0.2), (0.2, 0.2)]
    made = geojson_of({"A": read.shape}, {"A": {"name": "Aa"}})
    (again,) = read_geojson(json.dumps(made).encode(), "y.geojson", "name")
    assert again.shape == read.shape


def test_both_sides_are_named_and_near_matches_proposed() -> None:
    features = read_geojson(
        collection(feature("North"), feature("Soth"), feature("Twin"), feature("Atlantis")), "x.geojson", "name"
    )
    units = [
        Expected("N", "oblast", ("north", "Солтүстік")),
        Expected("S", "oblast", ("South",)),
        Expected("T1", "oblast", ("twin",)),
        Expected("T2", "oblast", ("Twin ",)),
        Expected("K", "country", ("Land",)),
    ]
    found = matched(features, units)
    assert set(found.shapes) == {"N"}
    assert found.strange == (
        Strange("Soth", "x.geojson: 2", near="south"),
        Strange("Twin", "x.geojson: 3", units=("T1", "T2")),
        Strange("Atlantis", "x.geojson: 4"),
    )
    assert found.without == ("S", "T1", "T2")  # no country: nobody said anything of countries
    assert not found.is_complete


def test_a_unit_that_two_features_name_has_neither() -> None:
    features = read_geojson(collection(feature("1"), feature("one")), "x.geojson", "name")
    found = matched(features, [Expected("U", "oblast", ("1", "one"))])
    assert not found.shapes
    assert [one.units for one in found.strange] == [("U",), ("U",)]


@pytest.mark.skipif(not GEO.is_dir(), reason="the layers of regions and districts do not come with a clone")
@pytest.mark.parametrize(("name", "count"), [("kz_adm1_2024_lo", 20), ("kz_adm2_2024_lo", 224)])
def test_the_layers_of_regions_and_districts_become_one_map(name: str, count: int) -> None:
    features = read_geojson((GEO / f"{name}.geojson").read_bytes(), name, "kato")
    assert len(features) == count
    made, lost = topology({one.key: one.shape for one in features})
    assert not lost
    uses = borders(made)
    assert set(uses) <= {1, 2}
    assert uses.count(2) > count  # neighbours lie on each other's borders
    assert len(json.dumps(made)) < (GEO / f"{name}.geojson").stat().st_size
