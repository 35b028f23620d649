"""Where the shipped figures lie, and how a test reads a table of them."""

import csv
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"
PLACES = ("asem", "gh", "in", "kz", "kz-pilot", "kz-sample", "pefa-sample", "ph", "un", "us-ca", "wales")

Row = dict[str, str]


def table(place: str, name: str) -> list[Row]:
    with (DATA / place / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ids(place: str, name: str, column: str) -> set[str]:
    return {row[column] for row in table(place, name)}
