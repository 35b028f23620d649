"""What is written in the binary form of COPY is read back as it was given."""

from __future__ import annotations

import datetime

import polars as pl
import pytest
from django.db import connection

from tarazy.web.journal.binary import END, HEAD, binary

pytestmark = pytest.mark.django_db

TYPES = {pl.String: "text", pl.Int32: "int4", pl.Int64: "int8", pl.Float64: "float8"}
AT = datetime.datetime(1999, 12, 31, 23, 59, 59, 999_999, tzinfo=datetime.UTC)


def read_back(frame: pl.DataFrame) -> list[tuple[object, ...]]:
    columns = ", ".join(f"{column.name} {TYPES.get(column.dtype.base_type(), 'text')}" for column in frame)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE given ({columns}) ON COMMIT DROP".replace("at text", "at timestamptz"))
        with cursor.copy("COPY given FROM STDIN (FORMAT binary)") as copy:
            for piece in binary(frame):
                copy.write(piece)
        cursor.execute("SELECT * FROM given")
        return list(cursor.fetchall())


def test_every_type_and_nothing_and_texts_of_any_length() -> None:
    frame = pl.DataFrame(
        {
            "named": pl.Series(["b", None, "әғқ"], dtype=pl.Enum(["never", "b", "әғқ"])),
            "free": ["", "x" * 300, None],
            "always": ["one"] * 3,
            "never": pl.Series([None] * 3, dtype=pl.String),
            "small": pl.Series([1, None, -(2**31)], dtype=pl.Int32),
            "big": pl.Series([None, 2**62, -1], dtype=pl.Int64),
            "missing": pl.Series([None] * 3, dtype=pl.Int64),
            "value": [0.1, -1e300, None],
            "at": pl.Series([AT, None, AT + datetime.timedelta(days=10_000)], dtype=pl.Datetime("us", "UTC")),
        }
    )
    assert read_back(frame) == frame.rows()


@pytest.mark.parametrize("count", [0, 1])
def test_few_rows(count: int) -> None:
    frame = pl.DataFrame({"free": ["one"], "small": pl.Series([7], dtype=pl.Int32), "value": [0.5]}).head(count)
    assert read_back(frame) == frame.rows()


def test_many_rows_come_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tarazy.web.journal.binary._AT_ONCE", 100)
    frame = pl.DataFrame(
        {"free": [f"row {row}" for row in range(50)], "big": range(50)}, {"free": None, "big": pl.Int64}
    )
    pieces = list(binary(frame))
    assert (pieces[0], pieces[-1]) == (HEAD, END)
    assert len(pieces) > 10
    assert read_back(frame) == frame.rows()


def test_a_type_that_is_not_known_is_refused() -> None:
    with pytest.raises(TypeError, match="Date"):
        list(binary(pl.DataFrame({"day": [datetime.date(2026, 1, 1)]})))
