"""The boundaries and the tile map: every region once, borders shared without gaps, neighbours where they belong."""

import itertools
import json
from collections import defaultdict
from math import radians, sin

import pytest

from tests.data.places import DATA, table

BOUNDARIES = DATA / "kz" / "boundaries.topojson"


@pytest.fixture(scope="module")
def topology():
    return json.loads(BOUNDARIES.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def present():
    return {row["unit"] for row in table("kz", "units") if row["kind"] != "country" and not row["valid_to"]}


def rings_of(geometry):
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [ring for polygon in polygons for ring in polygon]


def points_of(topology, ring):
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    points = []
    for index in ring:
        x = y = 0
        arc = []
        for dx, dy in topology["arcs"][index if index >= 0 else ~index]:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + move_x, y * scale_y + move_y))
        points += (arc if index >= 0 else arc[::-1])[1 if points else 0 :]
    return points


def borders(topology):
    """Which units use each arc."""
    users = defaultdict(list)
    for geometry in topology["objects"]["regions"]["geometries"]:
        for ring in rings_of(geometry):
            for index in ring:
                users[index if index >= 0 else ~index].append(geometry["properties"]["unit"])
    return users


def test_the_file_is_small_and_holds_every_region_once(topology, present):
    assert BOUNDARIES.stat().st_size <= 60_000
    geometries = topology["objects"]["regions"]["geometries"]
    assert sorted(geometry["properties"]["unit"] for geometry in geometries) == sorted(present)
    assert all(set(geometry["properties"]) == {"unit"} for geometry in geometries)


def test_rings_close_and_lie_in_kazakhstan(topology):
    for geometry in topology["objects"]["regions"]["geometries"]:
        for ring in rings_of(geometry):
            points = points_of(topology, ring)
            assert points[0] == pytest.approx(points[-1])
            assert all(46 < x < 88 and 40 < y < 56 for x, y in points)


def test_neighbours_share_their_border_arc_for_arc(topology):
    users = borders(topology)
    assert set(users) == set(range(len(topology["arcs"])))
    assert all(len(set(units)) == len(units) <= 2 for units in users.values())
    pairs = {frozenset(units) for units in users.values() if len(units) == 2}
    around = defaultdict(set)
    for a, b in pairs:
        around[a].add(b)
        around[b].add(a)
    assert around["KZ-71"] == {"KZ-11"}
    assert around["KZ-75"] == {"KZ-19"}
    assert around["KZ-79"] == {"KZ-61"}
    assert around["KZ-63"] == {"KZ-10"}
    assert {"KZ-35", "KZ-15", "KZ-39", "KZ-43", "KZ-61", "KZ-31"} == around["KZ-62"]


def square_kilometres(points):
    """Area within a ring on the sphere, by Green's theorem on the equal-area cylinder."""
    radius = 6371.0
    flat = [(radius * radians(x), radius * sin(radians(y))) for x, y in points]
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in itertools.pairwise(flat))) / 2


def test_the_regions_have_their_size_and_cities_are_cut_out_of_their_oblast(topology):
    """Thousand square kilometres as geography books round them; the shapes are simplified and leave out some waters."""
    size = {}
    for geometry in topology["objects"]["regions"]["geometries"]:
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        size[geometry["properties"]["unit"]] = sum(
            square_kilometres(points_of(topology, outer))
            - sum(square_kilometres(points_of(topology, hole)) for hole in holes)
            for outer, *holes in polygons
        )
    assert sum(size.values()) == pytest.approx(2_700_000, rel=0.02)
    assert size["KZ-15"] == pytest.approx(300_000, rel=0.03)
    assert size["KZ-35"] == pytest.approx(239_000, rel=0.03)
    assert size["KZ-59"] == pytest.approx(98_000, rel=0.03)
    assert all(600 < size[city] < 1_300 for city in ("KZ-71", "KZ-75", "KZ-79"))


def test_tiles_give_every_region_a_place_of_its_own_near_its_neighbours(topology, present):
    tiles = {row["unit"]: (int(row["column"]), int(row["row"])) for row in table("kz", "tiles")}
    assert set(tiles) == present
    assert len(set(tiles.values())) == len(tiles)
    pairs = [units for units in borders(topology).values() if len(units) == 2]
    pairs = {tuple(sorted(pair)) for pair in pairs}
    far = [(a, b) for a, b in pairs if max(abs(tiles[a][i] - tiles[b][i]) for i in (0, 1)) > 1]
    touching = [(a, b) for a, b in pairs if sum(abs(tiles[a][i] - tiles[b][i]) for i in (0, 1)) == 1]
    assert len(touching) >= 20
    assert len(far) <= 5


def test_labels_fit_a_tile():
    for row in table("kz", "tiles"):
        assert all(len(row[f"label_{lang}"]) <= 11 for lang in ("kk", "ru", "en"))
