"""CSV that reads back the same and that no spreadsheet computes."""

from __future__ import annotations

import csv
import io

import pytest

from tarazy.exchange.csv_written import csv_text


def test_numbers_read_back_to_the_last_digit() -> None:
    values = [0.1 + 0.2, 1e-300, 123456789.123456789, -5.0]
    rows = list(csv.reader(io.StringIO(csv_text(["value"], [[value] for value in values]))))
    assert [float(row[0]) for row in rows[1:]] == values


def test_texts_of_any_language_with_commas_and_lines_stay_whole() -> None:
    names = ["Ұлытау облысы", 'a "quoted", one', "two\nlines", ""]
    rows = list(csv.reader(io.StringIO(csv_text(["name"], [[name] for name in names]), newline="")))
    assert [row[0] if row else "" for row in rows[1:]] == names


@pytest.mark.parametrize("text", ["=1+1", "+7", "-1+2", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_starts_a_formula(text: str) -> None:
    assert csv_text(["name"], [[text]]).splitlines()[1].lstrip('"').startswith("'")


def test_nothing_is_an_empty_cell_and_a_negative_number_is_a_number() -> None:
    assert csv_text(["a", "b"], [[None, -1.5]]) == "a,b\r\n,-1.5\r\n"
