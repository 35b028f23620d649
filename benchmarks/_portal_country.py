"""The made-up country of benchmarks/portal as a folder: units with a map, variables, figures, and a methodology.

Nothing in it is real. Titles are as long as those of real indicators, so that pages weigh what real ones weigh.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

SEED: Final = 2026
COLUMNS: Final = 25  # units of a row of the map
OF_A_DIMENSION: Final = 10
MISSING: Final = 0.03
LAST_YEAR: Final = 2025
CORNERS: Final = 8  # points of a border between two neighbours
PLACE: Final = "made-up"
INDEX: Final = "made-up/well-being"
SOURCE: Final = 'source: "benchmarks/portal, made up", date: 2026-01-01'
LANGUAGES: Final = ("kk", "ru", "en")

Text = tuple[str, str, str]  # kk, ru, en


@dataclass(frozen=True)
class Size:
    units: int
    indicators: int
    years: int

    @property
    def periods(self) -> list[str]:
        return [str(year) for year in range(LAST_YEAR - self.years + 1, LAST_YEAR + 1)]

    @property
    def unit_ids(self) -> list[str]:
        return [f"MU-{number:03d}" for number in range(self.units)]

    @property
    def indicator_ids(self) -> list[str]:
        return [f"satisfaction_{number:03d}" for number in range(self.indicators)]

    @property
    def dimension_ids(self) -> list[str]:
        return [f"dimension_{number:02d}" for number in range(-(-self.indicators // OF_A_DIMENSION))]


def write_place(folder: Path, size: Size) -> Path:
    """The folder of the place: its tables, its outlines, its figures."""
    place = folder / PLACE
    place.mkdir(parents=True)
    name: Text = ("шама", "величина", "quantity")
    tables: dict[str, tuple[Sequence[str], Iterable[Sequence[object]]]] = {
        "kinds": (["kind", *_in("name"), *_in("plural")], [["district", *_said("аудан", "район", "district"),
                  *_said("аудандар", "районы", "districts")]]),
        "peer_groups": (["peer_group", *_in("name")], [["district", *_said("аудандар", "районы", "districts")]]),
        "units": (["unit", "kind", "peer_group", *_in("name")], [
            [id, "district", "district", *_said(f"{id} ауданы", f"{id}, район", f"District of {id}")]
            for id in size.unit_ids
        ]),
        "tiles": (["unit", "column", "row", *_in("label")], [
            [id, number % COLUMNS, number // COLUMNS, id[3:], id[3:], id[3:]]
            for number, id in enumerate(size.unit_ids)
        ]),
        "boundaries": (["valid_from", "attribution", "licence"], [["2000-01-01", "benchmarks/portal", "made up"]]),
        "topics": (["topic", *_in("name")], [
            [id, *_dimension_title(number)] for number, id in enumerate(size.dimension_ids)
        ]),
        "units_of_measure": (["unit_of_measure", *_in("title"), *_in("symbol")], [
            ["percent", *_said("пайыз", "процент", "percent"), "%", "%", "%"]
        ]),
        "bodies": (["body", *_in("name")], [["bureau", *name]]),
        "licences": (["licence", *_in("stated"), "url"], [["made_up", *name, ""]]),
        "sources": (["source", "published_by", *_in("title"), "licence", "url"], [
            ["yearbook", "bureau", *_said("Жылнама", "Ежегодник", "Yearbook"), "made_up", "https://example.org/"]
        ]),
        "variables": (["variable", "unit_of_measure", "better", *_in("title"), *_in("definition"), "topic",
                       "reported_by"], [
            [id, "percent", "higher", *_title(number), *_title(number),
             size.dimension_ids[number // OF_A_DIMENSION], "bureau"]
            for number, id in enumerate(size.indicator_ids)
        ]),
    }  # fmt: skip
    for stem, (head, rows) in tables.items():
        with (place / f"{stem}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([head, *rows])
    (place / "boundaries.topojson").write_text(json.dumps(_outlines(size)))
    _figures(size).write_csv(place / "observations.csv")
    return place


def write_methodology(folder: Path, size: Size) -> Path:
    """Its text: indicators by tens in dimensions, goalposts, arithmetic means, bands."""
    text = folder / "methodology"
    for name in ("indicators", "cases"):
        (text / name).mkdir(parents=True)
    (text / "methodology.yaml").write_text(_methodology(size), encoding="utf-8")
    (text / "CHANGES.md").write_text("# Changes\n\nNone: made up for a measurement.\n")
    (text / "variables.yaml").write_text(_variables(size), encoding="utf-8")
    (text / "cases" / "half_way.yaml").write_text(_case(size), encoding="utf-8")
    for number, id in enumerate(size.indicator_ids):
        (text / "indicators" / f"{id}.yaml").write_text(_indicator(number, id), encoding="utf-8")
    return text


def _in(stem: str) -> list[str]:
    return [f"{stem}_{language}" for language in LANGUAGES]


def _said(kk: str, ru: str, en: str) -> Text:
    return kk, ru, en


def _title(number: int) -> Text:
    return _said(
        f"Мемлекеттік қызметке қанағаттанған тұрғындардың үлесі, {number}-қызмет",
        f"Доля жителей, удовлетворённых государственной услугой, услуга {number}",
        f"Share of residents who are satisfied with a public service, service {number}",
    )


def _dimension_title(number: int) -> Text:
    return _said(
        f"Тұрғындарға қызмет көрсету сапасы, {number}-бағыт",
        f"Качество обслуживания населения, направление {number}",
        f"Quality of services for the public, dimension {number}",
    )


def _yaml(text: Text) -> str:
    return "{" + ", ".join(f'{language}: "{said}"' for language, said in zip(LANGUAGES, text, strict=True)) + "}"


def _figures(size: Size) -> pl.DataFrame:
    """A level of each unit and indicator that drifts over the years; some are missing."""
    rng = np.random.default_rng(SEED)
    shape = (size.indicators, size.units, size.years)
    level = rng.normal(55, 12, shape[:2])[..., None] + rng.normal(0, 5, (1, size.units, 1))
    values = np.clip(level + np.cumsum(rng.normal(0.4, 2.0, shape), axis=2), 1, 99).round(1)
    indicator, unit, year = np.nonzero(rng.random(shape) >= MISSING)
    return pl.DataFrame({
        "unit": pl.Series(size.unit_ids).gather(unit),
        "period": pl.Series(size.periods).gather(year),
        "variable": pl.Series(size.indicator_ids).gather(indicator),
        "value": values[indicator, unit, year],
        "source": ["yearbook"] * len(unit),
    })  # fmt: skip


def _outlines(size: Size) -> dict[str, Any]:
    """A square a unit, its borders uneven and shared with its neighbours."""
    rng = np.random.default_rng(SEED)
    rows = -(-size.units // COLUMNS)
    arcs: list[list[list[int]]] = []

    def border(start: tuple[int, int], along: tuple[int, int]) -> int:
        points = np.array([[start[0] + along[0] * at // CORNERS, start[1] + along[1] * at // CORNERS]
                           for at in range(CORNERS + 1)])  # fmt: skip
        points[1:-1] += rng.integers(-30, 31, (CORNERS - 1, 2))
        arcs.append(_steps(points))
        return len(arcs) - 1

    lying = [[border((400 * x, 400 * y), (400, 0)) for x in range(COLUMNS)] for y in range(rows + 1)]
    upright = [[border((400 * x, 400 * y), (0, 400)) for y in range(rows)] for x in range(COLUMNS + 1)]
    geometries = [
        {"type": "Polygon", "properties": {"unit": id},
         "arcs": [[lying[y][x], upright[x + 1][y], ~lying[y + 1][x], ~upright[x][y]]]}
        for number, id in enumerate(size.unit_ids) for y, x in [divmod(number, COLUMNS)]
    ]  # fmt: skip
    transform = {"scale": [0.002, 0.002], "translate": [50.0, 44.0]}
    objects = {"units": {"type": "GeometryCollection", "geometries": geometries}}
    return {"type": "Topology", "transform": transform, "arcs": arcs, "objects": objects}


def _steps(points: NDArray[np.int64]) -> list[list[int]]:
    return [points[0].tolist(), *np.diff(points, axis=0).tolist()]


def _methodology(size: Size) -> str:
    tree = "".join(
        f"  - dimension: {id}\n"
        f'    code: "{number + 1}"\n'
        f"    title: {_yaml(_dimension_title(number))}\n"
        f"    missing: {{method: exclude, floor: 0.5, {SOURCE}}}\n"
        "    weigh: {method: equal}\n"
        "    aggregate: {method: arithmetic}\n"
        f"    children: [{', '.join(size.indicator_ids[number * OF_A_DIMENSION : (number + 1) * OF_A_DIMENSION])}]\n"
        for number, id in enumerate(size.dimension_ids)
    )
    bands = "".join(
        f"    - {{band: {id}, title: {_yaml(title)}, from: {begin}}}\n"
        for id, title, begin in (("low", _said("Төмен", "Низкая", "Low"), 0),
                                 ("middle", _said("Орташа", "Средняя", "Middle"), 48),
                                 ("high", _said("Жоғары", "Высокая", "High"), 58))
    )  # fmt: skip
    title = _said("Ойдан шығарылған елдің әл-ауқат индексі", "Индекс благополучия вымышленной страны",
                  "Index of well-being of a made-up country")  # fmt: skip
    return (
        f'methodology: {INDEX}\nversion: "1"\nstanding: illustration\n'
        f"title: {_yaml(title)}\ndescription: {_yaml(title)}\n"
        'source: "benchmarks/portal, made up"\n'
        f"in_force: {{from: {size.periods[0]}-01-01}}\n"
        "assessed_kinds: [district]\nperiod: year\n"
        f"assessed_periods: {{from: {size.periods[0]}}}\n"
        f"points: {{low: 0, high: 100, decimals: 1, {SOURCE}}}\nbetter: higher\n"
        f"index:\n  missing: {{method: exclude, floor: 0.75, {SOURCE}}}\n"
        "  weigh: {method: equal}\n  aggregate: {method: arithmetic}\n"
        f"  round: {{method: half_up, decimals: 1, {SOURCE}}}\n"
        f"  children: [{', '.join(size.dimension_ids)}]\n"
        f"dimensions:\n{tree}rank: {{method: competition, order: highest_first}}\n"
        'band:\n  method: thresholds\n  source: "benchmarks/portal, made up"\n  date: 2026-01-01\n'
        f"  bands:\n{bands}"
    )


def _variables(size: Size) -> str:
    units = _yaml(_said("пайыз", "процент", "percent"))
    return f"units_of_measure:\n  - {{unit_of_measure: percent, title: {units}, symbol: {_yaml(('%',) * 3)}}}\n" + (
        "variables:\n"
        + "".join(
            f"  - variable: {id}\n    title: {_yaml(_title(number))}\n    definition: {_yaml(_title(number))}\n"
            f'    unit_of_measure: percent\n    observed: {{variable: {id}, breakdown: ""}}\n'
            f"    series: [statistics]\n    reported_by: {_yaml(_said('бюро', 'бюро', 'bureau'))}\n"
            for number, id in enumerate(size.indicator_ids)
        )
    )


def _indicator(number: int, id: str) -> str:
    dimension, place = divmod(number, OF_A_DIMENSION)
    return (
        f'indicator: {id}\ncode: "{dimension + 1}.{place + 1}"\ntitle: {_yaml(_title(number))}\n'
        f"unit_of_measure: percent\nbetter: higher\nvalue: {id}\nmissing: {{method: leave}}\n"
        "normalise:\n  method: goalposts\n"
        f"  scale: linear\n  outside: cap\n  fixed: {{low: 10, high: 95, {SOURCE}}}\n"
    )


def _case(size: Size) -> str:
    """Half way between the goalposts everywhere is half of the points."""
    observations = "".join(
        f"  - {{unit: MU-000, period: {LAST_YEAR}, variable: {id}, value: 52.5}}\n" for id in size.indicator_ids
    )
    title = _said("Межелердің ортасы", "Середина между границами", "Half way between the goalposts")
    return (
        f'case: half_way\ntitle: {_yaml(title)}\nsource: "benchmarks/portal, made up"\nperiod: {LAST_YEAR}\n'
        "units:\n  - {unit: MU-000, kind: district, peer_group: district}\n"
        f"observations:\n{observations}"
        "expect:\n  - {unit: MU-000, node: index, score: 50.0, decimals: 1}\n"
    )
