"""Derive the figures of data/wales from the Welsh Index of Multiple Deprivation 2019, as the R package IMD holds it.

    python -m tools.data_wales SOURCE.csv.gz data/wales

Writes units.csv, observations.csv (the eight domain ranks, which are the inputs), published.csv (the published scores
of the domains and the index) and published_ranks.csv (the published ranks of the index). Values are copied as text;
ranks are written as the whole numbers they are.
"""

import csv
import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.tables import write

SOURCE = "wimd_2019"
PERIOD = "2019"
DOMAINS = {  # in the source: here
    "Access": "access",
    "Crime": "community_safety",
    "Education": "education",
    "Employment": "employment",
    "Environment": "physical_environment",
    "Health": "health",
    "Housing": "housing",
    "Income": "income",
}
NODES = DOMAINS | {"IMD": "index"}

Row = dict[str, str]


def whole(rank: str) -> str:
    number = float(rank)
    if not number.is_integer():
        sys.exit(f"{rank} is not a whole rank.")
    return str(int(number))


def observations(rows: list[Row]) -> Iterator[tuple[str, ...]]:
    for domain, name in DOMAINS.items():
        for row in rows:
            yield row["lsoa11_code"], PERIOD, f"{name}_rank", whole(row[f"{domain}_rank"]), SOURCE


def published(rows: list[Row]) -> Iterator[tuple[str, ...]]:
    for domain, node in NODES.items():
        for row in rows:
            yield row["lsoa11_code"], PERIOD, f"wales/imd:{node}", "score", row[f"{domain}_score"], SOURCE


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, folder = map(Path, sys.argv[1:])
    with gzip.open(source, "rt", encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["lsoa11_code"])
    areas = [row["lsoa11_code"] for row in rows]
    write(
        folder / "units.csv",
        "unit,kind,peer_group,name_kk,name_ru,name_en",
        ((area, "lower_area", "wales", area, area, area) for area in areas),
    )
    write(folder / "observations.csv", "unit,period,variable,value,source", observations(rows))
    write(folder / "published.csv", "unit,period,variable,series,value,source", published(rows))
    write(
        folder / "published_ranks.csv",
        "unit,period,node,rank",
        ((row["lsoa11_code"], PERIOD, "index", whole(row["IMD_rank"])) for row in rows),
    )


if __name__ == "__main__":
    main()
