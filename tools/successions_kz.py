"""Work out the shares of data/kz/successions.csv from the figures beside it.

python -m tools.successions_kz data/kz           says which rows would change
python -m tools.successions_kz data/kz --write   writes them

The basis of a reform is a named figure: the average population of the last whole year before it, as the statistical
office cast it back onto all the units that came out of it. Without a figure for each of them no share is written.
"""

import csv
import sys
from pathlib import Path

from tools.tables import write

HEAD = "from_unit,to_unit,on,share,basis"
BASIS = "population_avg"
DECIMALS = 6

Row = dict[str, str]


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def with_shares(successions: list[Row], observations: list[Row]) -> list[Row]:
    """The rows with the share and the basis that the figures give; both empty where one of the figures is missing."""
    totals = {
        (row["unit"], row["period"]): float(row["value"])
        for row in observations
        if row["variable"] == BASIS and not row["breakdown"] and row["series"] == "statistics" and row["value"]
    }
    found = []
    for row in successions:
        year = str(int(row["on"][:4]) - 1)
        parts = [
            one["to_unit"] for one in successions if (one["from_unit"], one["on"]) == (row["from_unit"], row["on"])
        ]
        if all((part, year) in totals for part in parts):
            share = totals[row["to_unit"], year] / sum(totals[part, year] for part in parts)
            found.append(row | {"share": f"{share:.{DECIMALS}f}", "basis": f"{BASIS} {year}"})
        else:
            found.append(row | {"share": "", "basis": ""})
    return found


def main() -> None:
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--write"]):
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    written = rows_of(folder / "successions.csv")
    made = with_shares(written, rows_of(folder / "observations.csv"))
    for before, after in zip(written, made, strict=True):
        if before != after:
            print(f"{after['from_unit']} -> {after['to_unit']}: {before['share']} becomes {after['share']}")
    if sys.argv[2:]:
        write(folder / "successions.csv", HEAD, ([row[name] for name in HEAD.split(",")] for row in made))


if __name__ == "__main__":
    main()
