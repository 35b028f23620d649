"""COINr's iMeta: read row by row, every problem at its line; written as COINr wants its levels."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tarazy.engine.load import load_methodology
from tarazy.engine.words import LANGUAGES, ProblemsFound
from tarazy.exchange.methodologies.imeta import IMeta, id_of, read_imeta
from tarazy.exchange.methodologies.imeta_written import computed_weights, imeta_of
from tests.engine.unit.load.tiny_text import FOLDER
from tests.house.checkout import ROOT

HEADER = "Level,iCode,iName,Direction,Weight,Unit,Denominator,Parent,Type\n"
ROWS = """\
1,Flights,International flights,1,1,Seats,Pop,Conn,Indicator
1,Tariff,Mean tariff rate,-1,3,Percent,NA,Conn,Indicator
1,CO2,Emissions,-1,1,Tonnes,,Sust,Indicator
2,Conn,Connectivity,1,1,,,Top,Aggregate
2,Sust,Sustainability,1,1,,,Top,Aggregate
3,Top,The whole,1,NA,,NA,NA,Aggregate
NA,Pop,Population,NA,NA,Persons,NA,NA,Denominator
NA,Region,Region,NA,NA,NA,NA,NA,Group
"""


def read(path: Path, rows: str = ROWS, header: str = HEADER) -> IMeta:
    path.write_text(header + rows, encoding="utf-8")
    return read_imeta(path)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_tree_as_it_is_said(tmp_path: Path) -> None:
    imeta = read(tmp_path / "iMeta.csv")
    assert imeta.top == "Top"
    assert imeta.entries["Top"].id == "index"
    assert {parent: [child.id for child in children] for parent, children in imeta.children.items()} == {
        "Top": ["conn", "sust"],
        "Conn": ["flights", "tariff"],
        "Sust": ["co2"],
    }
    tariff = imeta.entries["Tariff"]
    assert (tariff.better, tariff.weight, tariff.unit, tariff.denominator) == ("lower", 3, "Percent", "")
    assert imeta.entries["Flights"].denominator == "Pop"


@pytest.mark.parametrize(
    ("old", "new", "where", "words"),
    [
        ("1,Flights,", "1,123,", ":2", "no code with a Latin letter"),
        ("1,CO2,", "1,Conn,", ":5", "come to the same id conn"),
        ("-1,3,Percent", "0,3,Percent", ":3", "«0» in column Direction"),
        ("-1,3,Percent", "-1,0,Percent", ":3", "The weight of «Tariff» is «0»."),
        ("-1,3,Percent", "-1,much,Percent", ":3", "The weight of «Tariff» is «much»."),
        ("Seats,Pop,", "Seats,Popu,", ":2", "Did you mean «Pop»?"),
        (",Sust,Indicator", ",Susst,Indicator", ":4", "Did you mean «Sust»?"),
        (",Sust,Indicator", ",Sust,indicator", ":4", "Did you mean «Indicator»?"),
        (",Sust,Indicator", ",Conn,Indicator", ":6", "Nothing belongs to the aggregate «Sust»."),
        (",NA,NA,Aggregate", ",NA,Conn,Aggregate", ":1", "0 aggregates have no parent"),
        (",NA,NA,Aggregate", ",NA,Conn,Aggregate", ":5", "go round in a circle"),
        ("1,CO2,", "1,Index,", ":4", "reserved"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(tmp_path: Path, old: str, new: str, where: str, words: str) -> None:
    assert ROWS.count(old) == 1
    path = tmp_path / "iMeta.csv"
    with pytest.raises(ProblemsFound) as found:
        read(path, ROWS.replace(old, new))
    said = [problem.in_language("en") for problem in found.value.problems]
    assert any(one.startswith(f"{path}{where}: ") and words in one for one in said), "\n".join(said)
    assert all(len({problem.in_language(lang) for lang in LANGUAGES}) == 3 for problem in found.value.problems)


def test_a_table_without_its_columns_is_no_imeta(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        read(tmp_path / "iMeta.csv", "1,2\n", "iCode,Name\n")
    assert len(found.value.problems) == 4


@pytest.mark.parametrize(("code", "id"), [("LPI", "lpi"), ("GDP pc", "gdp_pc"), ("4G", "x4g"), ("a..b", "a_b")])
def test_a_code_as_an_id(code: str, id: str) -> None:
    assert id_of(code) == id


def test_every_indicator_is_at_level_one_and_its_parent_one_above() -> None:
    """The index of human development has indicators at two depths, which COINr's levels cannot say."""
    rows = {row["iCode"]: row for row in rows_of(imeta_of(load_methodology("un/hdi/2021"), "en"))}
    for row in rows.values():
        assert (row["Type"] == "Indicator") == (row["Level"] == "1")
        if row["Parent"]:
            assert int(rows[row["Parent"]]["Level"]) == int(row["Level"]) + 1
    assert rows["income"]["Parent"] == "income_level_2"
    assert (rows["income_level_2"]["Parent"], rows["income_level_2"]["Type"]) == ("index", "Aggregate")


def test_weights_and_directions_of_the_text() -> None:
    rows = {row["iCode"]: row for row in rows_of(imeta_of(load_methodology(FOLDER), "en"))}
    assert [float(rows[id]["Weight"]) for id in ("health", "roads")] == [0.5, 0.5]
    assert (rows["accidents"]["Direction"], rows["beds"]["Direction"]) == ("-1", "1")
    assert computed_weights(load_methodology(FOLDER)) == []


def test_weights_that_a_method_computes_are_named() -> None:
    entropy = load_methodology(ROOT / "tests" / "engine" / "outland" / "entropy" / "methodology")
    assert computed_weights(entropy)
