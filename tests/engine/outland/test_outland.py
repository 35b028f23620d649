"""Outland: an invented country with a small methodology for each method, scored from files to files.

What must come out is worked out by hand: expected.csv holds it, WORKED.md says how.
"""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path

import polars as pl
import pytest

import tarazy.engine.explanation as explanation_package
from tarazy.cli.main import main
from tarazy.engine import Scores, explain, load_methodology, score
from tarazy.engine.model.methods import each
from tarazy.engine.steps import ORDER, methods
from tests.engine.unit.explanation.again import score_again
from tests.engine.unit.explanation.again_ranked import rank_again

HERE = Path(__file__).parent
EXAMPLES = sorted(path.name for path in HERE.iterdir() if path.is_dir() and not path.name.startswith(("_", ".")))
METHODS = sorted(method for step in (*ORDER, "value") for method in methods(step))
NUMBERS = frozenset({"value", "score", "weight", "contribution", "share_not_counted", "share_imputed"})
Key = tuple[str, str, str]
Rows = dict[Key, dict[str, str]]


def rows(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["unit"], row["period"], row["node"]): row for row in csv.DictReader(file)}


def differences(found: Rows, expected: Rows) -> list[str]:
    """Every row that should not be there or is not, and every cell that is not what was worked out by hand."""
    wrong = [f"no row {key}" for key in expected if key not in found]
    wrong += [f"a row too many {key}" for key in found if key not in expected]
    return wrong + [
        f"{key} {name}: by hand {cell!r}, found {found[key][name]!r}"
        for key, row in expected.items()
        for name, cell in row.items()
        if key in found and not same(name, found[key][name], cell)
    ]


def same(name: str, found: str, expected: str) -> bool:
    """Numbers agree to 1e-12; ids, ranks, bands and reasons are exactly the same."""
    if name in NUMBERS and found and expected:
        return abs(float(found) - float(expected)) <= 1e-12
    return found == expected


def table(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False)


@cache
def scored(example: str) -> Scores:
    folder = HERE / example
    return score(
        load_methodology(folder / "methodology"), table(folder / "data.csv"), units=table(folder / "units.csv")
    )


def as_written(frame: pl.DataFrame) -> Rows:
    """The rows of a frame as they would stand in scores.csv."""
    return {
        (row["unit"], row["period"], row["node"]): {name: written(name, cell) for name, cell in row.items()}
        for row in frame.to_dicts()
    }


def written(name: str, cell: str | float | None) -> str:
    if cell is None:
        return ""
    return f"{cell:g}" if name == "rank" else str(cell)


@pytest.mark.parametrize("example", EXAMPLES)
def test_python_gives_what_was_worked_out_by_hand(example: str) -> None:
    expected = rows(HERE / example / "expected.csv")
    assert expected
    assert differences(as_written(scored(example).frame), expected) == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_command_line_writes_what_was_worked_out_by_hand(example: str, tmp_path: Path) -> None:
    folder = HERE / example
    command = ["score", str(folder / "methodology"), str(folder / "data.csv"), "--units", str(folder / "units.csv")]
    assert main([*command, "--out", str(tmp_path)]) == 0
    assert differences(rows(tmp_path / "scores.csv"), rows(folder / "expected.csv")) == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_text_is_sound_and_its_worked_example_holds(example: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "methodology", "check", str(HERE / example / "methodology")]) == 0
    (case,) = (HERE / example / "methodology" / "cases").glob("*.yaml")
    assert f"Case {case.stem} (" in capsys.readouterr().out


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_score_follows_from_its_explanation_alone(example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # What would change a score is looked for long, and tried in tests/engine/unit/explanation.
    monkeypatch.setattr(explanation_package, "changes", lambda case: ())
    folder, methodology = HERE / example, scored(example).methodology
    data, units = table(folder / "data.csv"), table(folder / "units.csv")
    explained = [
        key
        for key, row in rows(folder / "expected.csv").items()
        if key[2] == "index" and (row["score"] or row["reason"] == "no_total")
    ]
    assert explained
    for unit, period, _ in explained:
        explanation = explain(methodology, data, units=units, unit=unit, period=period)
        tree = json.loads(json.dumps(explanation.to_dict()))["tree"]
        assert (tree["score"] is None) == (tree["reason"] == "no_total")
        assert recomputed(tree) == pytest.approx(stated(tree), rel=0, abs=1e-9), (unit, period)
        assert_places_follow(tree)


def assert_places_follow(node: dict) -> None:  # type: ignore[type-arg]
    if ranking := [step for step in node["steps"] if step["step"] == "rank"]:
        assert rank_again(ranking) == node["rank"], node["node"]
    for child in node["children"]:
        assert_places_follow(child)


def stated(node: dict) -> dict[str, float]:  # type: ignore[type-arg]
    """The score of the node and of every node below it that has one."""
    own = {} if node["score"] is None else {node["node"]: node["score"]}
    return own | {id: score for child in node["children"] for id, score in stated(child).items()}


def recomputed(node: dict) -> dict[str, float]:  # type: ignore[type-arg]
    own = {} if node["score"] is None else {node["node"]: score_again(node)}
    return own | {id: score for child in node["children"] for id, score in recomputed(child).items()}


def test_every_method_has_its_example_and_every_example_its_method() -> None:
    assert EXAMPLES == METHODS


@pytest.mark.parametrize("method", METHODS)
def test_the_example_of_a_method_uses_it(method: str) -> None:
    methodology = load_methodology(HERE / method / "methodology")
    used = {"formula"}
    for holder in (methodology, *methodology.nodes.values()):
        used |= {str(parameters.__struct_config__.tag) for _, parameters in each(holder.methods)}
    assert method in used


def test_a_place_that_a_gate_would_take_away_is_a_dash() -> None:
    folder, methodology = HERE / "gate", scored("gate").methodology
    data, units = table(folder / "data.csv"), table(folder / "units.csv")
    told = explain(methodology, data, units=units, unit="OUT-F", period="2023").in_language("en")
    assert "Clean wells 80 → 29.9 %: place 4 → –" in told


def test_a_wrong_cell_and_a_wrong_row_would_be_seen() -> None:
    row = {"score": "60", "rank": "1"}
    key, other = ("OUT-B", "2023", "index"), ("OUT-F", "2023", "index")
    assert differences({key: row}, {key: row}) == []
    assert len(differences({key: row}, {key: {**row, "score": "60.000000000002"}})) == 1
    assert len(differences({key: row}, {key: {**row, "rank": "1.5"}})) == 1
    assert len(differences({key: row}, {key: {**row, "score": ""}})) == 1
    assert len(differences({key: row, other: row}, {key: row})) == 1
    assert len(differences({key: row}, {key: row, other: row})) == 1


def test_the_order_of_rows_and_files_does_not_matter(tmp_path: Path) -> None:
    folder = HERE / "equal"
    head, *lines = (folder / "data.csv").read_text(encoding="utf-8").splitlines()
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text("\n".join([head, *lines[:1]]) + "\n", encoding="utf-8")
    second.write_text("\n".join([head, *lines[:0:-1]]) + "\n", encoding="utf-8")
    for out, files in (("one", [folder / "data.csv"]), ("two", [first, second]), ("three", [second, first])):
        command = ["score", str(folder / "methodology"), *map(str, files), "--units", str(folder / "units.csv")]
        assert main([*command, "--out", str(tmp_path / out)]) == 0
    assert len({(tmp_path / out / "scores.csv").read_bytes() for out in ("one", "two", "three")}) == 1
