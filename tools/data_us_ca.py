"""Derive the figures of data/us-ca from the California Academic Performance Index, as the R package survey holds it.

    python -m tools.data_us_ca SOURCE.csv.gz data/us-ca

Writes units.csv (the schools), observations.csv (the index of 1999 and of 2000 and whether groups of pupils improved
too, which are the inputs), and published.csv (the growth targets and whether they were met). Values are copied as they
stand; yes and no are written 1 and 0.
"""

import csv
import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.tables import write

SOURCE = "cde_api_2000"
PERIOD = "2000"
TYPES = {"E": "elementary_school", "M": "middle_school", "H": "high_school"}
YES = {"Yes": "1", "No": "0"}
MET = {"Yes": "100", "No": "0"}

Row = dict[str, str]


def schools(rows: list[Row]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        name = f"{row['sname'].strip()}, {row['dname'].strip()}"
        yield row["cds"], TYPES[row["stype"]], row["stype"].lower() + "_schools", name, name, name


def observations(rows: list[Row]) -> Iterator[tuple[str, ...]]:
    for variable, column in (("api_base", "api99"), ("api_growth", "api00")):
        for row in rows:
            yield row["cds"], PERIOD, variable, row[column], SOURCE
    for row in rows:
        yield row["cds"], PERIOD, "comparable_improvement", YES[row["comp.imp"]], SOURCE


def published(rows: list[Row]) -> Iterator[tuple[str, ...]]:
    for node, column in (("school_wide", "sch.wide"), ("index", "both")):
        for row in rows:
            yield row["cds"], PERIOD, f"us-ca/api:{node}", "score", MET[row[column]], SOURCE
    for row in rows:
        if row["target"]:
            yield row["cds"], PERIOD, "us-ca/api:growth_target", "score", row["target"], SOURCE


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, folder = map(Path, sys.argv[1:])
    with gzip.open(source, "rt", encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["cds"])
    write(folder / "units.csv", "unit,kind,peer_group,name_kk,name_ru,name_en", schools(rows))
    write(folder / "observations.csv", "unit,period,variable,value,source", observations(rows))
    write(folder / "published.csv", "unit,period,variable,series,value,source", published(rows))


if __name__ == "__main__":
    main()
