"""Derive the figures of data/kz from the research pack of Kazakhstan's regional statistics.

    python -m tools.data_kz SOURCE_FOLDER data/kz

Writes observations.csv, breaks.csv and doubts.csv. Units, variables, sources and all texts in three languages are kept
by hand beside them; the script stops if they do not cover the source. Values are copied as text, digit by digit: the
printed digest is taken over (unit, variable, period, breakdown, value, source) and must be the same before and after.
"""

import csv
import hashlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.tables import write

CODES = {"sex=female": "sex=f", "sex=male": "sex=m"}  # SDMX's codes; the other breakdowns keep theirs
NOTE_LANGUAGES = ("note_kk", "note_ru", "note_en")
BREAK, DOUBT = "B", "U"

Row = dict[str, str]


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def save(path: Path, head: tuple[str, ...], rows: Iterable[Row]) -> None:
    write(path, ",".join(head), ([row[name] for name in head] for row in rows))


def key(row: Row) -> tuple[str, str, str, str]:
    return row["unit"], row["variable"], row["period"], row["breakdown"]


def observations(source: list[Row], doubtful: set[tuple[str, str, str, str]]) -> Iterator[Row]:
    """The source's rows in Tarazy's format, sorted by variable, unit, period and breakdown."""
    for row in sorted(source, key=lambda row: (row["variable"], row["unit"], row["period"], row["breakdown"])):
        doubt = key(row) in doubtful
        if doubt and row["status"]:
            sys.exit(f"{key(row)} has status {row['status']} and a doubt: one code an observation, decide by hand.")
        status = DOUBT if doubt else row["status"]
        breakdown = CODES.get(row["breakdown"], row["breakdown"])
        yield {**row, "breakdown": breakdown, "series": "statistics", "status": status}


def digest(rows: Iterable[Row]) -> str:
    columns = ("unit", "variable", "period", "breakdown", "value", "source")
    lines = sorted("\t".join(row[column] for column in columns) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def flagged(flags: list[Row], flag: str, notes: dict[str, Row]) -> list[Row]:
    chosen = [row for row in flags if row["flag"] == flag]
    chosen.sort(key=lambda row: (row["variable"], row["unit"], row["period"], row["breakdown"]))
    return [row | {name: notes[row["note"]][name] for name in NOTE_LANGUAGES} for row in chosen]


def check_tables(folder: Path, source: list[Row]) -> None:
    tables = (("units.csv", "unit"), ("variables.csv", "variable"), ("sources.csv", "source"))
    for name, column in tables:
        known = {row[column] for row in rows_of(folder / name)}
        unknown = {row[column] for row in source} - known
        if unknown:
            sys.exit(f"{name} lacks {sorted(unknown)}.")


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    pack, folder = map(Path, sys.argv[1:])
    source, flags = rows_of(pack / "observations.csv"), rows_of(pack / "flags.csv")
    notes = {row["note"]: row for row in rows_of(Path(__file__).with_name("data_kz_notes.csv"))}
    check_tables(folder, source)
    orphans = {key(row) for row in flags} - {key(row) for row in source}
    if orphans:
        sys.exit(f"Flags without an observation: {sorted(orphans)}.")
    if any(row["breakdown"] for row in flags):
        sys.exit("A flag names a breakdown: breaks.csv has no such column, and doubts.csv would need its code turned.")

    doubts = flagged(flags, DOUBT, notes)
    made = list(observations(source, {key(row) for row in doubts}))
    head = ("unit", "period", "variable", "breakdown", "series", "value", "status", "source")
    save(folder / "observations.csv", head, made)
    save(folder / "breaks.csv", ("unit", "variable", "period", *NOTE_LANGUAGES), flagged(flags, BREAK, notes))
    save(folder / "doubts.csv", ("unit", "variable", "period", "breakdown", *NOTE_LANGUAGES), doubts)

    written = rows_of(folder / "observations.csv")
    back = {code: word for word, code in CODES.items()}
    again = [row | {"breakdown": back.get(row["breakdown"], row["breakdown"])} for row in written]
    print(f"{len(source)} observations read,    digest {digest(source)}")
    print(f"{len(written)} observations written, digest {digest(again)}")
    if digest(source) != digest(again):
        sys.exit("The written values differ from the source.")


if __name__ == "__main__":
    main()
