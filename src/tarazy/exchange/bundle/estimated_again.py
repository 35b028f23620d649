"""The replicates of a bundle drawn again from the bundle alone, and every number that they gave compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from tarazy.engine import Intervals, estimate_uncertainty
from tarazy.engine.load.tables.table import Found
from tarazy.engine.robustness.frames import changes_frame, groups_frame, intervals_frame, pairs_frame
from tarazy.engine.words import Problem, ProblemsFound, msg
from tarazy.exchange.bundle.archive import refused
from tarazy.exchange.bundle.estimated import TABLES, Account, shown_in
from tarazy.exchange.bundle.read import Checked, Content, checked_nodes, decoded
from tarazy.exchange.bundle.recomputed import SHOWN, Difference, disagreeing
from tarazy.exchange.csv_files import read_csv
from tarazy.exchange.intervals import ACCOUNT, CHANGES, GROUPS, INTERVALS, PAIRS

SAME: Final = 1e-9
FRAMES: Final = {INTERVALS: intervals_frame, CHANGES: changes_frame, PAIRS: pairs_frame, GROUPS: groups_frame}
KEYS: Final = {
    INTERVALS: ("unit", "period", "node"),
    CHANGES: ("unit", "period", "node"),
    PAIRS: ("unit", "period", "other"),
    GROUPS: ("unit", "period", "peer_group", "group"),
}
NOTHING_RESTS: Final = pl.DataFrame(schema=dict.fromkeys(("unit", "period", "node"), pl.String))


@dataclass(frozen=True)
class Again:
    """What came of it. `withheld`: the replicates rest on values that are withheld, so that nobody else can draw them;
    `equal`: how many published numbers came out again.
    """

    account: Account
    withheld: bool
    equal: int
    differences: tuple[Difference, ...]
    difference_count: int
    flaws: tuple[Problem, ...]


def estimate_again(
    checked: Checked, content: Content, told: Callable[[str, int], None] = lambda _period, _done: None
) -> Again | None:
    """Draw the replicates of a bundle again and compare; None where it carries none.

    Raises ProblemsFound if its tables cannot be read.
    """
    if ACCOUNT not in checked.files:
        return None
    account = decoded(checked.files[ACCOUNT], Account, checked.place(ACCOUNT))
    if checked.withheld or account.refusal is not None or content.observations is None:
        return Again(account, bool(checked.withheld), 0, (), 0, ())
    found = estimate_uncertainty(
        content.methodology,
        content.observations,
        units=content.units,
        periods=account.options.periods,
        nodes=checked_nodes(account.options, checked.place(ACCOUNT)),
        replicates=account.replicates,
        seed=account.seed,
        told=told,
    )
    compared = _Compared()
    for name in TABLES:
        _compare_table(name, checked, FRAMES[name](found), compared)
    differences = tuple(compared.differences[:SHOWN])
    flaws = tuple(_flaws(checked, account, found))
    return Again(account, False, compared.equal, differences, compared.count, flaws)


class _Compared:
    """What the comparison has found so far."""

    def __init__(self) -> None:
        self.equal = self.count = 0
        self.differences: list[Difference] = []

    def note(self, name: str, rows: pl.DataFrame, column: str, published: str, again: str) -> None:
        """Differences in one column of a table; empty: of whole rows."""
        self.count += len(rows)
        unit, period, *rest = KEYS[name]
        where = f"{name} {column}" if column else ""
        for row in rows.head(SHOWN).iter_rows(named=True):
            node = " ".join(str(row[one]) for one in rest)
            told = ["" if row[one] is None else str(row[one]) for one in (published, again)]
            self.differences.append(Difference(row[unit], row[period], node, where, *told))


def _compare_table(name: str, checked: Checked, computed: pl.DataFrame, compared: _Compared) -> None:
    """Nothing is withheld here, so that every row is public but those of what is left out."""
    if not computed.width or (name == PAIRS and name not in checked.files):
        return  # pairs are not kept of many units
    again = shown_in(name, computed, checked.manifest.left_out, NOTHING_RESTS)
    published = _read(name, checked, again)
    both = published.with_columns(published=True).join(
        again.with_columns(again=True), on=KEYS[name], how="full", coalesce=True, suffix="_again"
    )
    both = both.with_columns(pl.col("published", "again").fill_null(False)).sort(KEYS[name])
    twice = pl.struct(KEYS[name]).is_duplicated()
    one_sided = both.filter(~pl.col("published") | ~pl.col("again") | twice)
    compared.note(name, one_sided.with_columns(pl.col("published", "again").cast(pl.String)), "", "published", "again")
    both = both.filter("published", "again")
    for column in (one for one in again.columns if one not in KEYS[name]):
        same = _is_same(both[column], both[f"{column}_again"])
        compared.equal += int((same & both[column].is_not_null()).sum())
        compared.note(name, both.filter(~same), column, column, f"{column}_again")


def _is_same(published: pl.Series, again: pl.Series) -> pl.Series:
    """Texts the same, numbers within 1e-9."""
    exactly = published.eq_missing(again)
    if again.dtype != pl.Float64:
        return exactly
    one, other = published.to_numpy(), again.to_numpy()
    with np.errstate(invalid="ignore"):
        close = np.abs(one - other) <= SAME * np.maximum(1.0, np.maximum(np.abs(one), np.abs(other)))
    return exactly | pl.Series(close)


def _read(name: str, checked: Checked, like: pl.DataFrame) -> pl.DataFrame:
    """A table of the bundle with its numbers as numbers; one that is not there has no rows."""
    if name not in checked.files:
        return like.clear()
    found = Found(checked.name)
    table = read_csv(checked.files[name].path, checked.place(name), found)
    if table is None or found:
        raise ProblemsFound(found.listed())
    if table.columns != tuple(like.columns):
        raise refused(
            checked.place(name),
            msg("The table {file} has other columns than it should: {columns}."),
            msg("They follow from the methodology, so that everybody can compare them."),
            file=name,
            columns=", ".join(like.columns),
        )
    texts = table.frame.select(pl.when(pl.col(one) != "").then(pl.col(one)) for one in like.columns)
    typed = texts.with_columns(pl.col(one).cast(type, strict=False) for one, type in like.schema.items())
    for one in like.columns:
        if (texts[one].is_not_null() & typed[one].is_null()).any():
            raise refused(
                checked.place(name),
                msg("In the column {column} stands no number."),
                msg("It was altered after it was published, or it is damaged."),
                column=one,
            )
    return typed


def _flaws(checked: Checked, account: Account, found: Intervals) -> Iterator[Problem]:
    """What uncertainty.json says and what was found."""
    said = (
        ("failed", account.failed, len(found.failed)),
        ("level_percent", account.level_percent, round(found.level * 100, 9)),
        ("periods", list(account.options.periods), [one.period for one in found.stated]),
    )
    for name, published, computed in said:
        if published != computed:
            yield from disagreeing(checked.place(ACCOUNT), name, published, computed)
