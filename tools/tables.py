"""How the tables in data/ are written."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path


def write(path: Path, head: str, rows: Iterable[Sequence[str]]) -> None:
    """A CSV file with the columns that `head` names, separated by commas; says how many rows there are."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head.split(","))
        count = sum(1 for row in rows if writer.writerow(row))
    print(f"{path.name}: {count} rows")
