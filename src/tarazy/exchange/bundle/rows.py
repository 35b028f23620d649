"""The observations of a bundle as rows: what a leaf of the tree is, and how a withheld row is committed to."""

from __future__ import annotations

import csv
import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from tarazy.exchange.bundle.merkle import leaf_hash
from tarazy.exchange.csv_written import Cell, csv_text, unguarded

KEY: Final = ("unit", "variable", "period", "breakdown", "series")
SAID: Final = ("value", "se", "n", "status", "source")
PUBLIC_COLUMNS: Final = (*KEY, *SAID)
WITHHELD_COLUMNS: Final = (*KEY, "commitment")
SALT_BYTES: Final = 32
_COMMITMENT: Final = re.compile(r"[0-9a-f]{64}")


class Key(NamedTuple):
    """What an observation is about and who says so. It is public also where the value is withheld."""

    unit: str
    variable: str
    period: str
    breakdown: str
    series: str


class Row(NamedTuple):
    """One observation as its cells stand in the bundle: what it says, or a commitment to what it says."""

    key: Key
    said: tuple[str, ...] = ("",) * len(SAID)
    commitment: str = ""

    @property
    def content(self) -> bytes:
        """All cells as a JSON array of texts, without spaces: the same bytes in every language of programming."""
        cells = (*self.key, *self.said, self.commitment)
        return json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode("utf-8")

    @property
    def leaf(self) -> bytes:
        """The hash of the row as it stands in the bundle."""
        return leaf_hash(self.content)


def salt_of(secret: bytes, key: Key) -> bytes:
    """The salt of one row, 32 bytes that nobody can guess who does not know the publication's secret. It may be given
    to whom the row belongs: nothing follows from it for any other.
    """
    return hmac.digest(secret, Row(key).content, "sha256")


def withheld(row: Row, salt: bytes) -> Row:
    """The row with a commitment instead of what it says: SHA-256 of the salt and the content of the public row.

    >>> row = Row(Key("KZ-10", "beds", "2024", "", "survey"), ("1.5", "0.25", "120", "E", ""))
    >>> withheld(row, bytes(32)).commitment[:16], withheld(row, bytes(32)).said
    ('d1fdd97e380111c0', ('', '', '', '', ''))
    """
    return Row(row.key, commitment=hashlib.sha256(salt + row.content).hexdigest())


def rows_in(file: Iterable[str], columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a table of the bundle in their order. Raises ValueError with the line of what is no such row."""
    reader = csv.reader(file, strict=True)
    try:
        if next(reader, None) != list(columns):
            raise ValueError(1)
        for cells in reader:
            if len(cells) != len(columns) or (columns is WITHHELD_COLUMNS and not _COMMITMENT.fullmatch(cells[-1])):
                raise ValueError(reader.line_num)
            yield _row(Key(*cells[: len(KEY)]), cells[len(KEY) :])
    except csv.Error as fault:
        raise ValueError(reader.line_num) from fault


def _row(key: Key, rest: Sequence[str]) -> Row:
    return Row(key, commitment=rest[0]) if len(rest) == 1 else Row(key, (*rest[:-1], unguarded(rest[-1])))


def table_of(rows: Iterable[Row], columns: Sequence[str]) -> bytes:
    """Rows as a table of the bundle."""
    return csv_text(columns, (_cells(row) for row in rows)).encode("utf-8")


def _cells(row: Row) -> list[Cell]:
    """Numbers as numbers: a minus begins no formula."""
    if row.commitment:
        return [*row.key, row.commitment]
    value, se, n, status, source = row.said
    return [*row.key, float(value) if value else None, float(se) if se else None, int(n) if n else None, status, source]
