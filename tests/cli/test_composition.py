"""An index of indices: a methodology whose indicator is the published score of another."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tarazy.cli.main import main
from tests.house.checkout import ROOT

HDI = [str(ROOT / "data" / "un" / "observations.csv"), "--units", str(ROOT / "data" / "un" / "units.csv")]
FILES = {
    "CHANGES.md": "The first version.\n",
    "methodology.yaml": """\
methodology: outland/of-indices
version: "1"
standing: illustration
title: {kk: "Индекстер индексі", ru: "Индекс индексов", en: "Index of indices"}
description: {kk: "Сынақ", ru: "Проба", en: "A trial"}
source: "Invented for a test"
in_force: {from: 2020-01-01}
assessed_kinds: [country]
period: year
assessed_periods: {from: 2021}
points: {low: 0, high: 100, decimals: 1, source: "Invented for a test", date: 2020-01-01}
better: higher
index:
  missing: {method: leave}
  weigh: {method: equal}
  aggregate: {method: arithmetic}
  children: [development]
dimensions: []
rank: {method: competition, order: highest_first}
""",
    "variables.yaml": """\
units_of_measure:
  - unit_of_measure: points
    title: {kk: "балл", ru: "балл", en: "points"}
    symbol: {kk: "балл", ru: "балл", en: "points"}
variables:
  - variable: human_development
    title: {kk: "Адам дамуы", ru: "Человеческое развитие", en: "Human development"}
    definition: {kk: "Жарияланған балл", ru: "Опубликованный балл", en: "The published score"}
    unit_of_measure: points
    observed: {variable: un/hdi:index, breakdown: ""}
    series: [score]
    reported_by: {kk: "БҰҰДБ", ru: "ПРООН", en: "UNDP"}
""",
    "indicators/development.yaml": """\
indicator: development
title: {kk: "Даму", ru: "Развитие", en: "Development"}
unit_of_measure: points
better: higher
value: human_development
missing: {method: leave}
normalise:
  method: goalposts
  scale: linear
  outside: cap
  fixed: {low: 0, high: 1, source: "Invented for a test", date: 2020-01-01}
""",
}


@pytest.fixture
def of_indices(tmp_path: Path) -> Path:
    folder = tmp_path / "of-indices"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_scores_of_one_methodology_are_the_values_of_another(of_indices: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    assert main(["score", "un/hdi/2021", *HDI, "--period", "2021", "--out", str(first)]) == 0
    call = ["score", str(of_indices), str(first / "scores.csv"), *HDI[1:], "--period", "2021", "--out", str(second)]
    assert main(call) == 0
    before, after = (
        pl.read_csv(folder / "scores.csv").filter(pl.col("node") == "index").select("unit", "score", "rank")
        for folder in (first, second)
    )
    together = before.join(after, on="unit", suffix="_after")
    assert together.height == 195
    known = together.drop_nulls("score")
    assert known.height == 191
    assert ((known["score"] * 100 - known["score_after"]).abs() < 1e-9).all()
    assert (known["rank"] == known["rank_after"]).all()
    assert together.filter(pl.col("score").is_null())["score_after"].null_count() == 4


def test_scores_that_were_changed_after_they_were_computed_are_refused(
    of_indices: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = tmp_path / "first"
    assert main(["score", "un/hdi/2021", *HDI, "--period", "2021", "--nodes", "root", "--out", str(first)]) == 0
    table = first / "scores.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("0.811", "0.911"), encoding="utf-8")
    assert main(["--lang", "en", "score", str(of_indices), str(table), *HDI[1:], "--period", "2021"]) == 1
    assert "not the one that run.json beside it describes" in capsys.readouterr().err
