"""An even file is read at once, as it is cell by cell; any other is left to those who say what is wrong with it."""

from __future__ import annotations

import csv
import io
import random

import pytest

from tarazy.exchange import csv_even
from tarazy.exchange.csv_even import even_rows

HEADER = ["a", "b", "c"]


def plainly(content: bytes) -> tuple[list[list[str]], list[int]]:
    """Cell by cell: the rows with any content below the header, and their lines."""
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(content), "utf-8", newline=""), strict=True)
    next(reader)
    rows, lines, line = [], [], reader.line_num + 1
    for row in reader:
        if any(row):
            rows.append(row)
            lines.append(line)
        line = reader.line_num + 1
    return rows, lines


def made(chance: random.Random, whole: bool) -> bytes:
    """A table of odd texts; where it is not `whole`, of odd bytes."""
    letters = ["x", "é", "Қ", " ", "1", ",", '"', "\n", "\r\n", "'", ";", "\t", ""]
    if not whole:
        cells = ["".join(chance.choices([*letters, "", ""], k=2)) for _ in range(9)]
        return "\n".join(["a,b,c", *(",".join(cells[at : at + 3]) for at in (0, 3, 6))]).encode()
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator=chance.choice(["\n", "\r\n"]), quoting=chance.choice([0, 1]))
    writer.writerow(HEADER)
    for _ in range(chance.randrange(8)):
        writer.writerow(["".join(chance.choices(letters, k=chance.randrange(4))) for _ in HEADER])
    text = file.getvalue()
    return (text.rstrip("\r\n") if chance.random() < 0.3 else text).encode()


@pytest.mark.parametrize("at_once", [3, 1 << 22])
@pytest.mark.parametrize("whole", [True, False])
def test_rows_and_lines_are_those_that_are_found_cell_by_cell(
    monkeypatch: pytest.MonkeyPatch, whole: bool, at_once: int
) -> None:
    monkeypatch.setattr(csv_even, "_AT_ONCE", at_once)
    chance = random.Random(20261122)
    taken = 0
    for _ in range(1500):
        content = made(chance, whole)
        found = even_rows(content, HEADER)
        if found is not None:
            taken += 1
            frame, lines = found
            assert ([list(row) for row in frame.iter_rows()], lines.tolist()) == plainly(content), content
    assert taken > (1200 if whole else 10)


@pytest.mark.parametrize(
    "text",
    [
        "a,b,c\n1,2\n",
        "a,b,c\n1,2,3,4\n",
        "a,b,c\n\n1,2,3\n",
        'a,b,c\n1,2"3,4\n',
        'a,b,c\n1,"2" ,4\n',
        'a,b,c\n1,2,"3\n',
        "a,b,c\n1,2,3\r4,5,6\n",
    ],
)
def test_a_file_that_is_not_even_is_left_to_others(text: str) -> None:
    assert even_rows(text.encode(), HEADER) is None
