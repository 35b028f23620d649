"""Somebody else's table: its words are given their meaning, its sound rows are taken, every other row says why not."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tarazy.engine.words import ProblemsFound
from tarazy.exchange.codes import Codes, Held
from tarazy.exchange.imports.incoming import Incoming, read_incoming
from tarazy.exchange.imports.known import Known
from tarazy.exchange.imports.meanings import Meanings, meanings_as_csv, read_meanings
from tarazy.exchange.imports.opened import MOST_DESCRIBED, open_table
from tarazy.exchange.imports.refusals import refusals_as_csv

KNOWN = Known({"KZ-47", "KZ-43"}, {"grp", "beds"}, {"sex": {"f", "m"}, "age": {"15-24"}})
MEANINGS = Meanings(
    columns={"Регион": "unit", "Год": "period", "Пол": "breakdown:sex", "Возраст": "breakdown:age", "Значение": "value",
             "Примечание": ""},
    every={"variable": "grp", "source": "Yearbook"},
    codes={"unit": {"Мангистауская область": "KZ-47"}, "breakdown:sex": {"Женщины": "f", "Всего": ""}},
)  # fmt: skip
FOREIGN = """Регион,Год,Пол,Возраст,Значение,Примечание
Мангистауская область,2023,Всего,,10,
Мангистауская область,2023,Женщины,15-24,4.5,provisional
"""


def written(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def taken(path: Path, known: Known, **further: Any) -> Incoming:
    return read_incoming(open_table(path), known, **further)


def keys(incoming: Incoming) -> list[tuple[str, str, str, str, float | None]]:
    rows = (incoming.observations.at(row) for row in range(len(incoming.observations)))
    return [(one.unit, one.variable, one.period, one.breakdown, one.value) for one in rows]


def problems(incoming: Incoming) -> list[str]:
    return [problem.in_language("en") for problem in incoming.problems]


def test_words_of_others_are_given_their_meaning(tmp_path: Path) -> None:
    incoming = taken(written(tmp_path, FOREIGN), KNOWN, meanings=MEANINGS)
    assert keys(incoming) == [
        ("KZ-47", "grp", "2023", "", 10.0),
        ("KZ-47", "grp", "2023", "age=15-24;sex=f", 4.5),
    ]
    assert {incoming.observations.at(row).source for row in range(2)} == {"Yearbook"}
    assert (incoming.problems, incoming.refused) == ((), 0)


def test_meanings_are_a_table_that_reads_back_the_same(tmp_path: Path) -> None:
    assert read_meanings(written(tmp_path, meanings_as_csv(MEANINGS))) == MEANINGS
    odd = Meanings(columns={"=SUM": "value"}, codes={"unit": {"-": "KZ-47"}})
    assert read_meanings(written(tmp_path, meanings_as_csv(odd))) == odd


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("what,given\ncolumn,a\n", "lacks a column; it needs: what, given, meant"),
        ("what,given,meant\nrow,a,b\n", "stands row, of which nothing can be said"),
        ("what,given,meant\nevery,sources,b\n", "sources is no column of a table of observations"),
    ],
)
def test_a_table_of_meanings_that_says_nothing_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ProblemsFound, match=said):
        read_meanings(written(tmp_path, text))


@pytest.mark.parametrize(
    ("meanings", "said"),
    [
        (Meanings(columns={"Region": "unit"}), "The column Region, whose meaning is given, is not in the table"),
        (Meanings(columns={"a": "value"}), "Two columns of the table mean value"),
    ],
)
def test_meanings_that_do_not_fit_the_table_refuse_all_of_it(tmp_path: Path, meanings: Meanings, said: str) -> None:
    table = written(tmp_path, "unit,period,variable,value,a\nKZ-47,2023,grp,1,2\n")
    with pytest.raises(ProblemsFound, match=said):
        taken(table, KNOWN, meanings=meanings)


def test_a_meaning_that_nobody_filled_in_leaves_the_code_as_it_is(tmp_path: Path) -> None:
    text = "unit,period,grp\nMangystau,2022,1\nKZ-43,2022,2\n"
    incoming = taken(written(tmp_path, text), KNOWN, meanings=Meanings(codes={"unit": {"Mangystau": ""}}))
    assert keys(incoming) == [("KZ-43", "grp", "2022", "", 2.0)]
    assert "The unit Mangystau is not registered" in problems(incoming)[0]


@pytest.mark.parametrize("period", ["2025 год", "23", "2025-Q5"])
@pytest.mark.parametrize("text", ["unit,grp\nKZ-47,1\nKZ-43,2\n", "unit,variable,value\nKZ-47,grp,1\nKZ-43,beds,2\n"])
def test_what_stands_in_every_row_is_checked_like_any_column(tmp_path: Path, text: str, period: str) -> None:
    incoming = taken(written(tmp_path, text), KNOWN, meanings=Meanings(every={"period": period}))
    assert (keys(incoming), incoming.refused) == ([], 2)
    assert "column period" in problems(incoming)[0]
    [first, _other] = keys(taken(written(tmp_path, text), KNOWN, meanings=Meanings(every={"period": "2025"})))
    assert first == ("KZ-47", "grp", "2025", "", 1.0)


LONG = """unit,period,variable,breakdown,value,status
KZ-47,2022,grp,,1,
KZ-47,2023,grp,,"1,5",
KZ-99,2023,grp,,3,
KZ-47,2023,gdp,,4,
KZ-47,23,grp,,5,
KZ-47,2024,grp,sex=x,6,
KZ-47,2024,grp,,,
KZ-43,2024,grp
KZ-43,2021,grp,,7,
KZ-43,2021,grp,,8,
KZ-43,2022,grp,,9,
"""


def test_each_row_that_cannot_be_taken_says_where_and_why_and_the_others_are_taken(tmp_path: Path) -> None:
    incoming = taken(written(tmp_path, LONG), KNOWN)
    assert keys(incoming) == [("KZ-47", "grp", "2022", "", 1.0), ("KZ-43", "grp", "2022", "", 9.0)]
    assert incoming.refused == 9
    said = {int(text.split(":")[1]): text for text in problems(incoming)}
    assert sorted(said) == [3, 4, 5, 6, 7, 8, 9, 11]  # line 10 goes with 11, which names it
    assert "decimal comma" in said[3]
    assert "The unit KZ-99 is not registered" in said[4]
    assert "The variable gdp is not registered" in said[5]
    assert "not written as such a code is" in said[6]
    assert "The breakdown sex=x has a key or a code that is not registered" in said[7]
    assert "no status says why" in said[8]
    assert "only 3 cells" in said[9]
    assert "first in" in said[11]


def test_in_a_wide_table_a_wrong_cell_costs_its_own_observation_only(tmp_path: Path) -> None:
    text = "unit,period,grp,beds\nKZ-47,2022,x,2\nKZ-47,2023,3,\nKZ-99,2023,5,6\n"
    incoming = taken(written(tmp_path, text), KNOWN)
    assert keys(incoming) == [("KZ-47", "grp", "2023", "", 3.0), ("KZ-47", "beds", "2022", "", 2.0)]
    assert incoming.refused == 3


def test_units_may_be_given_by_another_code(tmp_path: Path) -> None:
    none = pl.Series(["NaT"]).to_numpy().astype("datetime64[D]")[0]
    codes = Codes("kato", (Held("KZ-47", "470000000", none, none),))
    text = "unit,period,grp\n470000000,2022,1\n430000000,2022,2\n"
    incoming = taken(written(tmp_path, text), KNOWN, codes=codes)
    assert keys(incoming) == [("KZ-47", "grp", "2022", "", 1.0)]
    assert incoming.refused == 1
    assert "430000000 of the scheme kato" in problems(incoming)[0]


def test_a_parquet_file_is_read_like_the_others(tmp_path: Path) -> None:
    frame = pl.DataFrame({"unit": ["KZ-47", "KZ-99"], "period": ["2022", "2022"], "variable": ["grp", "grp"],
                          "value": [1.0, 2.0]})  # fmt: skip
    frame.write_parquet(tmp_path / "table.parquet")
    incoming = taken(tmp_path / "table.parquet", KNOWN)
    assert keys(incoming) == [("KZ-47", "grp", "2022", "", 1.0)]
    assert incoming.refused == 1


def test_the_whole_table_is_refused_where_no_row_can_be_trusted(tmp_path: Path) -> None:
    for text, said in (
        ("unit,period,variable\nKZ-47,2022,grp\n", "The column value is missing"),
        ('unit,period,grp\nKZ-47,2022,"1\n', "The quotes of this row do not match"),
        ("unit,period,grp,grp\nKZ-47,2022,1,2\n", "stands twice"),
    ):
        with pytest.raises(ProblemsFound, match=said):
            taken(written(tmp_path, text), KNOWN)


def test_of_very_many_problems_of_one_kind_the_rest_are_counted(tmp_path: Path) -> None:
    many = MOST_DESCRIBED + 5
    text = "unit,period,variable,value,status\n" + "".join(f"KZ-47,{1000 + at},grp,,\n" for at in range(9000))
    text += "".join(f"KZ-43,{1000 + at},grp,,\n" for at in range(many - 9000)) + "KZ-43,2023,beds,1,\n"
    incoming = taken(written(tmp_path, text), KNOWN)
    assert (len(incoming.observations), incoming.refused) == (1, many)
    assert "And 5 more problems of the same kind" in problems(incoming)[-1]


def lines(incoming: Incoming) -> dict[str, tuple[str, ...]]:
    """Place -> what, why, mend, of the table of refused rows."""
    rows = list(csv.reader(io.StringIO(refusals_as_csv(incoming.refusals, "en"))))
    assert rows[0] == ["where", "what", "why", "mend"]
    assert len({row[0] for row in rows}) == len(rows)
    return {where: tuple(said) for where, *said in rows[1:]}


def test_every_refused_row_has_one_line_with_all_that_is_wrong_with_it(tmp_path: Path) -> None:
    text = LONG + 'KZ-99,2020,gdp,sex=x,1,\nKZ-99,2019,gdp,,2,\nKZ-99,23,grp,,"1,5",\n'
    incoming = taken(written(tmp_path, text), KNOWN)
    found = {int(where.rpartition(":")[2]): said for where, said in lines(incoming).items()}
    assert sorted(found) == [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15]
    assert len(found) == incoming.refused
    assert "The unit KZ-99 is not registered" in found[4][0]
    assert "first in" in found[10][0]
    assert found[10] == found[11]
    assert [part in found[13][0] for part in ("KZ-99", "gdp", "sex=x")] == [True] * 3
    assert [part in found[14][0] for part in ("KZ-99", "gdp", "sex=x")] == [True, True, False]
    assert [part in found[15][0] for part in ("decimal comma", "23", "KZ-99")] == [True, True, False]
    assert found[15][2].startswith("Write 1.5. Write a year as 2024")


def test_in_a_wide_table_a_row_has_one_line_whatever_is_wrong_with_its_values(tmp_path: Path) -> None:
    text = "unit,period,grp,beds\nKZ-47,2022,x,2\nKZ-47,2023,3,\nKZ-99,2023,5,6\nKZ-99,2024,5,y\n"
    found = {
        int(where.rpartition(":")[2]): said for where, said in lines(taken(written(tmp_path, text), KNOWN)).items()
    }
    assert sorted(found) == [2, 4, 5]
    assert "the text x" in found[2][0]
    assert found[4][0].startswith("The unit KZ-99 is not registered")
    assert ["the text y" in found[5][0], "The unit KZ-99" in found[5][0]] == [True, True]


def test_rows_whose_problem_is_not_described_any_more_name_one_of_its_kind(tmp_path: Path) -> None:
    rows = [f"KZ-47,{1000 + at % 8000},grp,{'age=15-24' if at < 8000 else ''},," for at in range(MOST_DESCRIBED + 2)]
    text = "\n".join(["unit,period,variable,breakdown,value,status", *rows, ""])
    found = [*lines(taken(written(tmp_path, text), KNOWN)).items()]
    assert len(found) == MOST_DESCRIBED + 2
    assert found[-1][0].endswith(f":{MOST_DESCRIBED + 3}")
    assert found[-1][1][0].startswith("The same kind of problem as in ")
    assert found[-3][1][0] == "The value is empty and no status says why."


def test_of_very_many_rows_that_stand_twice_both_are_refused_each_with_its_first(tmp_path: Path) -> None:
    keys = [f"KZ-{unit},{1000 + at},grp,1" for unit in (47, 43) for at in range(8000)]
    text = "\n".join(["unit,period,variable,value", *keys, *reversed(keys), "KZ-47,2000-01,grp,1", ""])
    incoming = taken(written(tmp_path, text), KNOWN)
    assert (len(incoming.observations), incoming.refused) == (1, 2 * len(keys))
    found = [*lines(incoming).values()]
    assert len(found) == incoming.refused
    assert found[len(keys) + 3][0].endswith(f"table.csv:{len(keys) - 2}.")
    assert found[0][0].startswith("The same kind of problem as in ")


def test_a_wide_table_may_have_a_source_for_every_row_and_a_group_of_its_own_in_each(tmp_path: Path) -> None:
    text = "unit,Пол,period,grp,beds\nKZ-47,Всего,2023,1,\nKZ-43,Женщины,2023,2,x\nKZ-43,Кто,2024,3,4\n"
    every = {"source": "Yearbook", "series": "survey"}
    meanings = Meanings({"Пол": "breakdown:sex"}, every, {"breakdown:sex": {"Всего": "", "Женщины": "f"}})
    incoming = taken(written(tmp_path, text), KNOWN, meanings=meanings)
    assert keys(incoming) == [("KZ-47", "grp", "2023", "", 1.0), ("KZ-43", "grp", "2023", "sex=f", 2.0)]
    assert {incoming.observations.at(row)[4:5] + incoming.observations.at(row)[11:12] for row in range(2)} == {
        ("survey", "Yearbook")
    }
    assert incoming.refused == 3
    assert [problem.where.rpartition(":")[2] for problem in incoming.problems] == ["3", "4"]


def test_in_a_workbook_of_a_wide_table_with_a_source_the_cell_is_named(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {"unit": ["KZ-47", "KZ-47"], "period": ["2023", "2024"], "grp": ["1", "1,5"], "beds": ["2", "3"]}
    )
    frame.write_excel(tmp_path / "table.xlsx", "Кесте")
    incoming = taken(tmp_path / "table.xlsx", KNOWN, meanings=Meanings(every={"source": "Yearbook"}))
    assert incoming.refused == 1
    assert problems(incoming)[0].split(": ")[0].endswith("Кесте!C3")
