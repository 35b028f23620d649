"""Where a method takes only some values, what would change a result is looked for among them."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest

from tarazy.engine import explain, load_methodology

OUTLAND = Path(__file__).parents[2] / "outland"
BANDS = """band:
  method: thresholds
  source: "Outland Order No. 5 (invented)"
  date: 2020-01-01
  bands:
    - {band: all, title: {kk: "Бәрі", ru: "Все", en: "All"}, from: 0}
"""


def changes(example: str, unit: str, period: str) -> list[tuple[str, float, str, str]]:
    folder = OUTLAND / example
    data, units = (pl.read_csv(folder / name, infer_schema=False) for name in ("data.csv", "units.csv"))
    explained = explain(load_methodology(folder / "methodology"), data, units=units, unit=unit, period=period)
    return sorted((one.name, one.needed, one.before, one.after) for one in explained.changes)


@pytest.mark.parametrize(
    ("example", "unit", "period", "expected"),
    [
        # With the cleanest smoke (70 + 100) / 2 = 85 is above 70 and 67.5; in class II (70 + 50) / 2 = 60 is not, and
        # a better letter for the accounts brings at most (100 + 0) / 2 = 50.
        ("letters", "OUT-G", "2024", [("smoke_class", 1, "4", "2")]),
        # (100 + 50) / 2 = 75 and (85 + 100) / 2 = 92.5 are above 70; (0 + 50) / 2 = 25 is below 35, which neither
        # C, (40 + 50) / 2 = 45, nor class III, (85 + 0) / 2 = 42.5, is.
        (
            "letters",
            "OUT-B",
            "2024",
            [("accounts_letter", 1, "3", "4"), ("accounts_letter", 4, "3", "2"), ("smoke_class", 1, "3", "2")],
        ),
        # Neither (100 + 50) / 2 = 75 nor (70 + 100) / 2 = 85 reaches 100, and nothing of (0 + 50) / 2 = 25 and
        # (70 + 0) / 2 = 35 falls to 0.
        ("letters", "OUT-F", "2023", []),
        ("yes_no", "OUT-F", "2023", [("leaking_roof", 0, "2", "1"), ("town_bell", 0, "2", "3")]),
    ],
)
def test_only_possible_values_are_named(
    example: str, unit: str, period: str, expected: list[tuple[str, float, str, str]]
) -> None:
    assert changes(example, unit, period) == expected


def test_a_score_that_a_gate_takes_away_is_never_the_better_one(tmp_path: Path) -> None:
    """Where the lowest score is best, none at all is not even lower. Brumble's 70 % clean wells are then 30 points,
    just what the gate asks for."""
    folder = Path(shutil.copytree(OUTLAND / "gate", tmp_path / "gate"))
    text = (folder / "methodology" / "methodology.yaml").read_text(encoding="utf-8")
    text = text.replace("better: higher", "better: lower").replace("highest_first", "lowest_first") + BANDS
    (folder / "methodology" / "methodology.yaml").write_text(text, encoding="utf-8")
    data, units = (pl.read_csv(folder / name, infer_schema=False) for name in ("data.csv", "units.csv"))
    explained = explain(load_methodology(folder / "methodology"), data, units=units, unit="OUT-B", period="2023")
    gone = {one.of: (one.needed > 70, one.better) for one in explained.changes if not one.after}
    assert gone == {"rank": (True, False), "band": (True, False)}


def test_the_smallest_change_is_the_threshold_itself() -> None:
    """The gate asks for a plan, 1, and OUT-F has none, 0: 1 is named, not a value a little above it."""
    assert ("plan_adopted", 1, "4", "3") in changes("gate", "OUT-F", "2023")


def test_whoever_failed_a_gate_is_told_what_would_have_passed_it() -> None:
    assert changes("gate", "OUT-M", "2023") == [("clean_wells", 30, "", "3")]
