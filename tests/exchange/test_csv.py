"""CSV in: what is accepted, and for each mistake the message with its place and its remedy."""

from pathlib import Path

import pytest

from tarazy.engine.model.observations import Observations
from tarazy.exchange import csv_files
from tarazy.exchange.observations import read_observations
from tests.exchange.reading import only, said_of

HEADER = "unit,period,variable,value\n"


@pytest.fixture
def csv(tmp_path: Path):
    def write(content: str | bytes, name: str = "data.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def rows(observations: Observations) -> list[tuple]:
    return sorted(
        (one.unit, one.period, one.variable, one.value) for one in map(observations.at, range(len(observations)))
    )


TWO = [("KZ-10", "2024", "beds", 64.2), ("KZ-11", "2024", "beds", 58.0)]


def test_long(csv):
    read = read_observations([csv(HEADER + "KZ-10,2024,beds,64.2\nKZ-11,2024,beds,58\n")])
    assert rows(read) == TWO
    assert read.at(1).place.endswith("data.csv:3")
    assert read.at(0).series == "statistics"


def test_wide_where_an_empty_cell_is_no_row(csv):
    read = read_observations([csv("unit,period,beds,doctors\nKZ-10,2024,64.2,\nKZ-11,2024,58,3.1\n")])
    assert rows(read) == [TWO[0], TWO[1], ("KZ-11", "2024", "doctors", 3.1)]


@pytest.mark.parametrize(
    "table", ["unit,variable,value\nKZ-10,beds,64.2\nKZ-11,beds,58\n", "unit,beds\nKZ-10,64.2\nKZ-11,58\n"]
)
def test_a_table_without_periods_is_of_the_one_that_is_named(csv, table):
    assert rows(read_observations([csv(table)], period="2024")) == TWO
    assert "--period 2024" in only(said_of(csv(table)))


def test_all_columns(csv):
    read = read_observations(
        [
            csv(
                "unit,period,variable,value,breakdown,series,revision,reason,recorded_at,se,n,status,source\n"
                "KZ-10,2024-Q1,beds,1.5,age=15-24;sex=f,survey,2,typing "
                "error,2024-05-31T18:00:00+05:00,0.25,120,E,form 7\n"
            )
        ]
    )
    one = read.at(0)
    assert one[:7] == ("KZ-10", "beds", "2024-Q1", "age=15-24;sex=f", "survey", 2, "typing error")
    assert one[7:13] == (1.5, 0.25, 120.0, "E", "form 7", "2024-05-31T13:00:00.000000Z")


def test_several_files_and_layouts_are_one_table(csv):
    long = csv(HEADER + "KZ-10,2024,beds,64.2\n", "long.csv")
    wide = csv("unit,period,beds\nKZ-11,2024,58\n", "wide.csv")
    read = read_observations([long, wide])
    assert rows(read) == TWO
    assert [read.at(0).place, read.at(1).place] == [f"{long}:2", f"{wide}:2"]


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(csv):
    assert (
        rows(
            read_observations(
                [csv("\ufeff" + (HEADER + "KZ-10,2024,beds,64.2\nKZ-11,2024,beds,58\n").replace("\n", "\r\n"))]
            )
        )
        == TWO
    )


def test_lines_without_content_say_nothing_and_lines_are_counted_through_quotes(csv):
    text = 'unit,period,variable,value,source\n\nKZ-10,2024,beds,64.2,"two\nlines"\n,,,,\nKZ-11,2024,beds,5 8,\n'
    assert only(said_of(csv(text))).startswith("data.csv:6: The number 5 8 in column value holds a space.")


MISTAKES = [
    # what stands in the row, where it is, what is said of it, how to mend it
    (
        "KZ-10,2024,beds,12.5x",
        "data.csv:2",
        "stands the text 12.5x instead of a number",
        "leave the cell empty and say in the column status",
    ),
    ("KZ-10,2024,beds,нет", "data.csv:2", "stands the text нет instead of a number", "leave the cell empty"),
    ('KZ-10,2024,beds,"12,5"', "data.csv:2", "The number 12,5 in column value has a decimal comma", "Write 12.5."),
    (
        'KZ-10,2024,beds,"12,500"',
        "data.csv:2",
        "has a decimal comma",
        "Write 12.500, or 12500 if the comma separates thousands.",
    ),
    ('KZ-10,2024,beds,"1,234,567.5"', "data.csv:2", "has other marks than digits and a point", "Write 1234567.5."),
    ("KZ-10,2024,beds,\N{MINUS SIGN}3.5", "data.csv:2", "has other marks than digits and a point", "Write -3.5."),
    (
        "KZ-10,2024,beds,1\u00a0200",
        "data.csv:2",
        "holds a space that is not seen (U+00A0 NO-BREAK SPACE)",
        "Write 1200.",
    ),
    ('KZ-10,2024,beds,"1\u202f200,5"', "data.csv:2", "holds a space that is not seen (U+202F", "Write 1200.5."),
    ("KZ-10,2024,beds,1 200", "data.csv:2", "holds a space.", "Write 1200."),
    ("KZ-10,2024,beds,NaN", "data.csv:2", "NaN in column value is not a number", "Leave the cell empty"),
    ("KZ-10,2024,beds,-inf", "data.csv:2", "-inf in column value is not a number", "Leave the cell empty"),
    ("KZ-10,2024,beds,1e999", "data.csv:2", "inf in column value is not a number", "Leave the cell empty"),
    ("KZ-10,2024,beds,1О5", "data.csv:2", "the character 2 is the letter О, not a digit", "Type the number again"),
    ("KZ-10,2024,beds,12%", "data.csv:2", "is not written as digits with a point", "without a sign for percent"),
    ("KZ-10,2024,beds,#DIV/0!", "data.csv:2", "stands the error #DIV/0! of a spreadsheet", "Mend the formula"),
    (
        "KZ-10,2024,beds,01.05.2024",
        "data.csv:2",
        "stands the date 01.05.2024 instead of a number",
        "Format the column as a number",
    ),
    ("KZ-10,2024,beds,", "data.csv:2", "The value is empty and no status says why", "Write a status: O missing"),
    ("KZ-1О,2024,beds,1", "data.csv:2", "the letter 5, О, is Cyrillic and only looks like the Latin O", "Write KZ-1O."),
    ("КZ-10,2024,beds,1", "data.csv:2", "the letter 1, К, is Cyrillic and only looks like the Latin K", "Write KZ-10."),
    ("KZ-10,2024,bеds,1", "data.csv:2", "the letter 2, е, is Cyrillic and only looks like the Latin e", "Write beds."),
    ("Марсианская область,2024,beds,1", "data.csv:2", "stands the name Марсианская область instead", "Write the code"),
    (
        "Алматы қ.,2024,beds,1",
        "data.csv:2",
        "stands the name Алматы қ. instead of a code",
        "Write the code as the list",
    ),
    ("KZ-Ж10,2024,beds,1", "data.csv:2", "the character 4 (U+0416", "Write the code as the list of units"),
    (
        "KZ-10\u00a0,2024,beds,1",
        "data.csv:2",
        "In KZ-10<U+00A0> in column unit the character 6 is a space that is not seen",
        "Write KZ-10.",
    ),
    ("KZ-10 ,2024,beds,1", "data.csv:2", "a space stands before or after KZ-10", "Write KZ-10."),
    (",2024,beds,1", "data.csv:2", "The column unit is empty here", "Write the code, or remove the row."),
    ("KZ/10,2024,beds,1", "data.csv:2", "stands KZ/10, which is not written as such a code is", "as KZ-47"),
    ("KZ-10,24,beds,1", "data.csv:2", "In column period stands 24", "Write a year as 2024, a quarter as 2024-Q1"),
    ("KZ-10,2024-13,beds,1", "data.csv:2", "In column period stands 2024-13", "a month as 2024-01"),
    ("KZ-10,01.01.2024,beds,1", "data.csv:2", "In column period stands 01.01.2024", "Write a year as 2024"),
    ("KZ-10,2024,Beds,1", "data.csv:2", "In column variable stands Beds", "small Latin letters"),
    (
        "KZ-10,2024,beds,5,7",
        "data.csv:2",
        (
            "The row has 5 cells, the header 4. Most likely a text with a comma stands without quotes, or a number "
            "has a decimal comma"
        ),
        "KZ-10,2024,beds,5,7",
    ),
    ("KZ-10,2024,beds", "data.csv:2", "The row has only 3 cells, the header 4", "an empty one needs its comma too"),
    ('KZ-10,2024,"beds,1', "data.csv:2", "The quotes of this row do not match", 'inside a text in quotes write ""'),
]


@pytest.mark.parametrize(("row", "place", "what", "mend"), MISTAKES)
def test_a_mistake_in_a_row(csv, row, place, what, mend):
    said = only(said_of(csv(f"{HEADER}{row}\nKZ-11,2024,beds,58\n" if row.count('"') != 1 else f"{HEADER}{row}\n")))
    assert said.startswith(f"{place}: ")
    assert what in said
    assert mend in said


MISTAKES_IN_FURTHER_COLUMNS = [
    ("breakdown", "sex=f;age=15-24", "1", "are not in the order of the alphabet", "Write age=15-24;sex=f."),
    ("breakdown", "women", "1", "stands women, which is not written as", "Write key=code"),
    ("series", "stat", "1", "stands stat, which is no series", "Write one of: statistics, self-report"),
    ("status", "Z", "1", "stands Z, which is no status", "Write one of: A, B"),
    (
        "status",
        "M",
        "1",
        "The value 1 stands beside the status M, which says that there is none",
        "Remove the value or the status.",
    ),
    (
        "status",
        "X",
        "",
        "a decision excludes this value, but no decision is named",
        "Write the decision into the column source.",
    ),
    ("revision", "0", "1", "stands 0, which is no revision", "Write 1 for a first value"),
    ("revision", "1.5", "1", "stands 1.5, which is no revision", "Write 1 for a first value"),
    ("revision", "2", "1", "Revision 2 gives no reason", "Write the reason into the column reason."),
    ("recorded_at", "31.05.2024", "1", "stands 31.05.2024, which is no date", "Write it as 2024-01-31"),
    ("recorded_at", "2024-02-30", "1", "stands 2024-02-30, which is no date", "Write it as 2024-01-31"),
    ("se", "-0.5", "1", "The number \N{MINUS SIGN}0.5 in column se is below zero", "Correct the number"),
    ("n", "many", "1", "stands the text many instead of a number", "leave the cell empty"),
]


@pytest.mark.parametrize(("column", "cell", "value", "what", "mend"), MISTAKES_IN_FURTHER_COLUMNS)
def test_a_mistake_in_a_further_column(csv, column, cell, value, what, mend):
    said = only(said_of(csv(f"unit,period,variable,value,{column}\nKZ-10,2024,beds,{value},{cell}\n")))
    assert said.startswith("data.csv:2: ")
    assert what in said
    assert mend in said


MISTAKES_IN_HEADERS = [
    ("unit,period,variable\nKZ-10,2024,beds\n", "data.csv:1", "The column value is missing", "Add the column"),
    ("period,variable,value\n2024,beds,1\n", "data.csv:1", "The column unit is missing", "Add the column"),
    (
        "unit,period,variable,value,statuss\nKZ-10,2024,beds,1,\n",
        "data.csv:1",
        "The column statuss is not known",
        "named status",
    ),
    (
        "unit,period,variable,value,xyzzy\nKZ-10,2024,beds,1,\n",
        "data.csv:1",
        "The column xyzzy is not known here",
        "Remove it.",
    ),
    (
        "unit,period,variable,value,value\nKZ-10,2024,beds,1,2\n",
        "data.csv:1",
        "The column value stands twice",
        "Remove one of them",
    ),
    (
        "unit,period,variable,value,\nKZ-10,2024,beds,1,2\n",
        "data.csv:1",
        "The column 5 has no name",
        "Name it, or remove it",
    ),
    ("unit,period,variable,vаlue\nKZ-10,2024,beds,1\n", "data.csv:1", "the letter 2, а, is Cyrillic", "Write value."),
    (
        "unit,period,variable,value\u00a0\nKZ-10,2024,beds,1\n",
        "data.csv:1",
        "is a space that is not seen",
        "Write value.",
    ),
    ("unit,period,bеds\nKZ-10,2024,1\n", "data.csv:1", "the letter 2, е, is Cyrillic", "Write beds."),
    ("unit,period\nKZ-10,2024\n", "data.csv:1", "The table has no column with values", "Add the columns"),
    (
        "unit;period;variable;value\nKZ-10;2024;beds;1,5\n",
        "data.csv:1",
        "separated by semicolons, not by commas",
        "commas between the columns",
    ),
    (
        "unit\tperiod\tvariable\tvalue\nKZ-10\t2024\tbeds\t1\n",
        "data.csv:1",
        "separated by tabs",
        "commas between the columns",
    ),
    ("", "data.csv", "The file is empty", "Write a first row with the names of the columns"),
    ("\n\n", "data.csv", "The file is empty", "Write a first row"),
    (HEADER, "data.csv", "The table has a header and no rows", "Write a row for each observation"),
]


@pytest.mark.parametrize(("text", "place", "what", "mend"), MISTAKES_IN_HEADERS)
def test_a_mistake_in_the_header(csv, text, place, what, mend):
    said = [one for one in said_of(csv(text)) if what in one]
    assert only(said).startswith(f"{place}: ")
    assert mend in said[0]


def test_a_file_in_windows_1251_shows_its_first_foreign_line(csv):
    text = (HEADER.replace("value", "value,source") + "KZ-10,2024,beds,1,бюро\n").encode("cp1251")
    said = only(said_of(csv(text)))
    assert said.startswith(
        "data.csv:2: The file is written in the encoding windows-1251, not in UTF-8: KZ-10,2024,beds,1,бюро"
    )
    assert said.endswith("Save it again as «CSV UTF-8».")


def test_a_broken_byte_is_named(csv):
    assert "data.csv:2: The file is not written in UTF-8: byte 0xFF." in only(
        said_of(csv(HEADER.encode() + b"KZ-10,2024,beds,\xff\n"))
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_utf_16(csv, encoding):
    said = only(said_of(csv((HEADER + "KZ-10,2024,beds,1\n").encode(encoding))))
    assert said.startswith("data.csv: The file is written in UTF-16")
    assert "CSV UTF-8" in said


def test_a_duplicate_names_both_places(csv):
    path = csv(HEADER + "KZ-10,2024,beds,1\nKZ-11,2024,beds,1\nKZ-10,2024,beds,1\n")
    said = only(said_of(path))
    assert said.startswith("data.csv:4: The same observation stands twice: KZ-10, beds, 2024; first in data.csv:2.")
    assert "Remove one of the two rows, or make the later one the next revision" in said


def test_a_duplicate_in_two_files_names_both(csv):
    first, second = csv(HEADER + "KZ-10,2024,beds,1\n", "a.csv"), csv("unit,period,beds\nKZ-10,2024,1\n", "b.csv")
    assert only(said_of(first, second)).startswith(
        "b.csv:2: The same observation stands twice: KZ-10, beds, 2024; first in a.csv:2."
    )


def test_rows_that_differ_in_any_part_of_their_key_are_no_duplicates(csv):
    keys = ["KZ-10,2024,beds,,statistics,1,", "KZ-11,2024,beds,,statistics,1,", "KZ-10,2023,beds,,statistics,1,",
            "KZ-10,2024,doctors,,statistics,1,", "KZ-10,2024,beds,sex=f,statistics,1,", "KZ-10,2024,beds,,verified,1,",
            "KZ-10,2024,beds,,statistics,2,typing error"]  # fmt: skip
    header = "value,unit,period,variable,breakdown,series,revision,reason\n"
    assert said_of(csv(header + "".join(f"1,{key}\n" for key in keys))) == []
    twice = said_of(csv(header + "".join(f"1,{key}\n" for key in keys * 2)))
    assert len(twice) == len(keys)


def test_every_problem_is_reported_and_of_each_kind_the_first_twenty(csv):
    wrong = "".join(f'KZ-{number},2024,beds,"{number},5"\n' for number in range(100, 150))
    said = said_of(csv(HEADER + wrong + "KZ-10,24,beds,1\n" + "KZ-11,2024,beds,нет\n"))
    assert sum("has a decimal comma" in one for one in said) == 20
    more = only([one for one in said if "more problems" in one])
    assert more.startswith("data.csv: And 30 more problems of the same kind. Only the first 20 of a kind are listed.")
    assert any(one.startswith("data.csv:52: In column period stands 24") for one in said)
    assert any(one.startswith("data.csv:53: In column value stands the text нет") for one in said)


def test_too_many_rows_and_bytes_are_refused_before_they_fill_the_memory(csv, monkeypatch):
    path = csv(HEADER + "".join(f"KZ-{number},2024,beds,1\n" for number in range(50)))
    monkeypatch.setattr(csv_files, "_ROWS_AT_ONCE", 10)
    monkeypatch.setattr(csv_files, "MOST_ROWS", 30)
    assert only(said_of(path)).startswith("data.csv: The table has more than 30 rows.")
    monkeypatch.setattr(csv_files, "MOST_BYTES", 100)
    assert "Save a table of this size as Parquet" in only(said_of(path))


def test_too_many_columns(csv):
    said = only(said_of(csv("unit,period," + ",".join(f"v{number}" for number in range(2000)) + "\n")))
    assert said.startswith("data.csv:1: The table has 2002 columns; at most 2000 are read.")
    assert "Give it as a long table" in said


def test_a_file_that_is_not_there_and_one_of_an_unknown_kind(csv, tmp_path):
    assert "There is no such file." in only(said_of(tmp_path / "nowhere.csv"))
    assert "A file with the ending «.ods» is not read." in only(said_of(csv("", "data.ods")))
