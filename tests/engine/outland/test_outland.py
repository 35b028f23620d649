"""Outland: an invented country with one small methodology for each method, scored from files to files.

Beside each methodology lie its units and figures, what must come out (every row and column that is named there), and
in the README how that is worked out by hand.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest

from tarazy.cli.main import main
from tarazy.engine import load_methodology
from tarazy.engine.run.stage import method_of
from tarazy.engine.steps import ORDER, methods

HERE = Path(__file__).parent
EXAMPLES = sorted(folder.name for folder in HERE.iterdir() if (folder / "methodology").is_dir())
NUMBERS = ("value", "score", "weight", "contribution", "rank", "share_not_counted", "share_imputed")


def rows(path: Path) -> dict[tuple[str, str, str], dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["unit"], row["period"], row["node"]): row for row in csv.DictReader(file)}


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_comes_out_is_what_was_worked_out_by_hand(example: str, tmp_path: Path) -> None:
    folder = HERE / example
    command = ["score", str(folder / "methodology"), str(folder / "data.csv"), "--units", str(folder / "units.csv")]
    assert main([*command, "--out", str(tmp_path)]) == 0
    found, expected = rows(tmp_path / "scores.csv"), rows(folder / "expected.csv")
    assert expected
    for key, row in expected.items():
        for name, cell in row.items():
            assert same(name, found[key][name], cell), (key, name, found[key][name], cell)


def same(name: str, found: str, expected: str) -> bool:
    if name in NUMBERS and found and expected:
        return math.isclose(float(found), float(expected), rel_tol=0, abs_tol=1e-9)
    return found == expected


@pytest.mark.parametrize("method", [method for step in (*ORDER, "value") for method in methods(step)])
def test_every_method_is_used_in_the_example_named_after_it(method: str) -> None:
    assert method in EXAMPLES, f"tests/engine/outland/{method} is missing"
    methodology = load_methodology(HERE / method / "methodology")
    used = {"formula"}
    for holder in (methodology, *methodology.nodes.values()):
        used |= {found[0] for step in ORDER if (found := method_of(holder, step))}
    assert method in used


def test_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    folder = HERE / "equal"
    head, *lines = (folder / "data.csv").read_text(encoding="utf-8").splitlines()
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text("\n".join([head, *lines[:1]]) + "\n", encoding="utf-8")
    second.write_text("\n".join([head, *lines[:0:-1]]) + "\n", encoding="utf-8")
    for out, files in (("one", [folder / "data.csv"]), ("two", [first, second]), ("three", [second, first])):
        command = ["score", str(folder / "methodology"), *map(str, files), "--units", str(folder / "units.csv")]
        assert main([*command, "--out", str(tmp_path / out)]) == 0
    written = {(tmp_path / out / "scores.csv").read_bytes() for out in ("one", "two", "three")}
    assert len(written) == 1
