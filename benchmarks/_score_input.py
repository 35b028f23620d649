"""The made-up country of benchmarks/score: a methodology, its units, and a long table. Nothing in it is real."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Vector

SEED = 2026
PERIOD = "2025"
DIMENSIONS = 15
MISSING = 0.05
FLOOR = 0.75
ROWS_OF_A_GROUP = 1024 * 1024  # as pyarrow and pandas write by default
NORMALISATIONS = ("goalposts", "min_max", "rank_exponential")
AGGREGATIONS = ("arithmetic", "geometric")


@dataclass(frozen=True)
class Size:
    units: int
    indicators: int

    @property
    def of_a_dimension(self) -> int:
        return self.indicators // DIMENSIONS


@dataclass(frozen=True)
class Made:
    """Where the input lies. `matrix` holds the same values, float64[indicators, units], NaN = missing."""

    folder: Path
    size: Size

    @property
    def methodology(self) -> Path:
        return self.folder / "methodology"

    @property
    def observations(self) -> Path:
        return self.folder / "observations.parquet"

    @property
    def units(self) -> Path:
        return self.folder / "units.parquet"

    def matrix(self) -> NDArray[np.float64]:
        return np.asarray(np.load(self.folder / "matrix.npy"))


def made(size: Size, folder: Path) -> tuple[Made, float]:
    """The input of a size, made once and kept; and the seconds it took now."""
    begun = time.perf_counter()
    input = Made(folder / f"{size.units}x{size.indicators}", size)
    stamp = input.folder / "complete.json"
    wanted = {**asdict(size), "seed": SEED, "edition": 1}
    if not (stamp.exists() and json.loads(stamp.read_text()) == wanted):
        shutil.rmtree(input.folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        aside = Made(Path(tempfile.mkdtemp(dir=folder)), size)
        _write_methodology(aside.methodology, size)
        ids = [f"IN-{number:06d}" for number in range(size.units)]
        _write_units(aside.units, ids)
        matrix = _matrix(size)
        np.save(aside.folder / "matrix.npy", matrix)
        _write_observations(aside.observations, matrix, ids)
        (aside.folder / "complete.json").write_text(json.dumps(wanted))
        aside.folder.rename(input.folder)
    return input, time.perf_counter() - begun


def indicator_names(size: Size) -> list[str]:
    return [f"indicator_{number:03d}" for number in range(size.indicators)]


def dimension_names() -> list[str]:
    return [f"dimension_{number:02d}" for number in range(DIMENSIONS)]


def weights_of_index() -> Vector:
    weights = np.arange(1, DIMENSIONS + 1, dtype=np.float64)
    return np.asarray(weights / weights.sum())


def _matrix(size: Size) -> NDArray[np.float64]:
    """Skewed values with two decimals, so that there are ties; 5 % are missing."""
    rng = np.random.default_rng(SEED)
    matrix = np.empty((size.indicators, size.units))
    for row in matrix:
        row[:] = np.round(rng.gamma(4.0, 12.0, size.units), 2)
        row[rng.random(size.units) < MISSING] = np.nan
    return matrix


def _write_units(path: Path, ids: list[str]) -> None:
    names = {f"name_{lang}": ids for lang in ("kk", "ru", "en")}
    pl.DataFrame({"unit": ids, "kind": "village", "peer_group": "village", **names}).write_parquet(path)


def _write_observations(path: Path, matrix: NDArray[np.float64], ids: list[str]) -> None:
    """Rows in random order, texts as texts: as pyarrow writes a table, with its defaults."""
    units = pa.array(ids)
    variables = pa.array([f"indicator_{number:03d}" for number in range(len(matrix))])
    cells = np.flatnonzero(~np.isnan(matrix.ravel())).astype(np.int32)
    np.random.default_rng(SEED + 1).shuffle(cells)
    schema = pa.schema(
        [("unit", pa.string()), ("period", pa.string()), ("variable", pa.string()), ("value", pa.float64())]
    )
    with pq.ParquetWriter(path, schema) as file:
        for start in range(0, len(cells), ROWS_OF_A_GROUP):
            variable, unit = np.divmod(cells[start : start + ROWS_OF_A_GROUP], len(ids))
            columns = [
                units.take(pa.array(unit)),
                pa.array([PERIOD] * len(unit)),
                variables.take(pa.array(variable)),
                pa.array(matrix[variable, unit]),
            ]
            file.write_table(pa.table(columns, schema=schema))


def _write_methodology(folder: Path, size: Size) -> None:
    (folder / "indicators").mkdir(parents=True)
    indicators, dimensions = indicator_names(size), dimension_names()
    source = 'source: "benchmarks/score, made up", date: 2026-01-01'
    tree = []
    for number, dimension in enumerate(dimensions):
        children = indicators[number * size.of_a_dimension : (number + 1) * size.of_a_dimension]
        tree.append(
            f"  - dimension: {dimension}\n"
            f"    title: {_title(dimension)}\n"
            f"    missing: {{method: exclude, floor: {FLOOR}, {source}}}\n"
            f"    weigh: {{method: equal}}\n"
            f"    aggregate: {{method: {AGGREGATIONS[number % 2]}}}\n"
            f"    children: [{', '.join(children)}]\n"
        )
    weights = ", ".join(
        f"{name}: {weight!r}" for name, weight in zip(dimensions, weights_of_index().tolist(), strict=True)
    )
    (folder / "methodology.yaml").write_text(
        "methodology: bench/score\n"
        'version: "1"\n'
        "standing: illustration\n"
        f"title: {_title('Benchmark')}\n"
        f"description: {_title('Made up, to measure how long scoring takes.')}\n"
        'source: "benchmarks/score, made up"\n'
        "in_force: {from: 2025-01-01}\n"
        "assessed_kinds: [village]\n"
        "period: year\n"
        "assessed_periods: {from: 2025}\n"
        f"points: {{low: 0, high: 100, decimals: 1, {source}}}\n"
        "better: higher\n"
        "index:\n"
        f"  missing: {{method: exclude, floor: {FLOOR}, {source}}}\n"
        "  weigh:\n"
        "    method: given\n"
        "    dated:\n"
        f'      - {{from: 2025-01-01, source: "benchmarks/score, made up", weights: {{{weights}}}}}\n'
        "  aggregate: {method: arithmetic}\n"
        f"  children: [{', '.join(dimensions)}]\n"
        f"dimensions:\n{''.join(tree)}"
        "rank: {method: competition, order: highest_first}\n"
    )
    (folder / "CHANGES.md").write_text("# Changes\n\nNone: made up for a measurement.\n")
    (folder / "variables.yaml").write_text(_variables(indicators))
    for number, indicator in enumerate(indicators):
        (folder / "indicators" / f"{indicator}.yaml").write_text(_indicator(number, indicator, source))


def _title(text: str) -> str:
    return f'{{kk: "{text}", ru: "{text}", en: "{text}"}}'


def _variables(names: list[str]) -> str:
    lines = [
        f"units_of_measure:\n  - {{unit_of_measure: percent, title: {_title('percent')}, symbol: "
        f"{_title('%')}}}\nvariables:\n"
    ]
    lines += [
        f"  - variable: {name}\n"
        f"    title: {_title(name)}\n"
        f"    definition: {_title(name)}\n"
        "    unit_of_measure: percent\n"
        f'    observed: {{variable: {name}, breakdown: ""}}\n'
        "    series: [statistics]\n"
        f"    reported_by: {_title('nobody')}\n"
        for name in names
    ]
    return "".join(lines)


def _indicator(number: int, name: str, source: str) -> str:
    methods = {
        "goalposts": f"  scale: linear\n  outside: cap\n  fixed: {{low: 5, high: 120, {source}}}\n",
        "min_max": "  within: period\n",
        "rank_exponential": (
            "  scale: 23\n  fraction: n_minus_r_plus_1\n  ties: lowest\n  within: period\n"
            '  source: "benchmarks/score, made up"\n  date: 2026-01-01\n'
        ),
    }
    method = NORMALISATIONS[number % 3]
    return (
        f"indicator: {name}\n"
        f"title: {_title(name)}\n"
        "unit_of_measure: percent\n"
        f"better: {'lower' if number % 5 == 0 else 'higher'}\n"
        f"value: {name}\n"
        "missing: {method: leave}\n"
        f"normalise:\n  method: {method}\n{methods[method]}"
    )
