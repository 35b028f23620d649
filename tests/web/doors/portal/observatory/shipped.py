"""The shipped figures read straight from their files: what pages are compared with."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from tarazy.engine.load.shipped import shipped_folder


@cache
def rows(place: str, table: str) -> list[dict[str, str]]:
    path = Path(str(shipped_folder("data"))) / place / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def given(place: str, variable: str, period: str, breakdown: str = "") -> dict[str, float]:
    """The values of a period by unit."""
    return {
        row["unit"]: float(row["value"])
        for row in rows(place, "observations")
        if (row["variable"], row["period"], row.get("breakdown", "")) == (variable, period, breakdown) and row["value"]
    }


def names(place: str, language: str = "en") -> dict[str, str]:
    return {row["unit"]: row[f"name_{language}"] for row in rows(place, "units")}
