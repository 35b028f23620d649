"""Lists of units and of their other codes."""

from pathlib import Path

import pytest

from tarazy.engine.words import ProblemsFound
from tarazy.exchange.codes import read_codes
from tarazy.exchange.observations import read_observations
from tarazy.exchange.units import read_units
from tests.exchange.reading import only, said_of

HEADER = "unit,kind,peer_group,name_kk,name_ru,name_en,parent,valid_from,valid_to\n"
CODES = "unit,scheme,code,valid_from,valid_to\n"


def file(folder: Path, text: str, name: str = "units.csv") -> Path:
    (folder / name).write_text(text)
    return folder / name


def said(read, *given) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        read(*given)
    return [problem.in_language("en").replace(f"{given[0].parent}/", "") for problem in found.value.problems]


def test_units_are_sorted_and_keep_their_days(tmp_path):
    units = read_units(
        file(
            tmp_path,
            HEADER
            + "KZ-11,oblast,region,Ақмола,Акмола,Akmola,KZ,,\nKZ-10,oblast,region,Абай,Абай,Abai,KZ,2022-06-08,\n",
        )
    )
    assert units.ids.tolist() == ["KZ-10", "KZ-11"]
    assert [str(day) for day in units.valid_from] == ["2022-06-08", "NaT"]
    assert units.names is not None
    assert units.names[1].ru == "Акмола"


MISTAKES = [
    ("KZ-10,oblast,region,Абай,Абай,,,,", "units.csv:2", "The column name_en is empty here", "Write the name."),
    ("KZ-10,oblast,,Абай,Абай,Abai,,,", "units.csv:2", "The column peer_group is empty here", "Write the code"),
    ("КZ-10,oblast,region,Абай,Абай,Abai,,,", "units.csv:2", "the letter 1, К, is Cyrillic", "Write KZ-10."),
    (
        "KZ-10,oblast,region,Абай,Абай,Abai,,08.06.2022,",
        "units.csv:2",
        "stands 08.06.2022, which is no date",
        "Write it as 2024-01-31",
    ),
    (
        "KZ-10,oblast,region,Абай,Абай,Abai,,2022-06-08,2022-06-08",
        "units.csv:2",
        "The unit ends on 2022-06-08, not after it begins",
        "Correct one of the two days.",
    ),
]


@pytest.mark.parametrize(("row", "place", "what", "mend"), MISTAKES)
def test_a_mistake_in_a_list_of_units(tmp_path, row, place, what, mend):
    one = only(said(read_units, file(tmp_path, f"{HEADER}{row}\n")))
    assert one.startswith(f"{place}: ")
    assert what in one
    assert mend in one


def test_a_unit_that_stands_twice_names_both_places(tmp_path):
    row = "KZ-10,oblast,region,Абай,Абай,Abai,,,\n"
    one = only(said(read_units, file(tmp_path, HEADER + row + row.replace("10", "11") + row)))
    assert one.startswith("units.csv:4: The unit KZ-10 stands twice; first in units.csv:2.")


def test_missing_and_unknown_columns_of_units(tmp_path):
    found = said(read_units, file(tmp_path, "unit,kind,name_kk,name_ru,name_eng\nKZ-10,oblast,Абай,Абай,Abai\n"))
    assert (
        "The column name_eng is not known. A column that nobody reads would hide a mistake in its name. Perhaps "
        "it is to be named name_en" in found[0]
    )
    assert [one.startswith("units.csv:1: The list of units has no column") for one in found[1:]] == [True, True]
    assert "peer_group" in found[1]


def test_a_unit_of_the_observations_that_nobody_knows(tmp_path):
    units = read_units(
        file(tmp_path, HEADER + "KZ-10,oblast,region,Абай,Абай,Abai,,,\nKZ-ALM,oblast,region,Алматы,Алматы,Almaty,,,\n")
    )
    data = file(tmp_path, "unit,period,beds\nKZ-10,2024,1\nKZ-AML,2023,2\nKZ-AML,2024,2\nFR,2024,1\n", "data.csv")
    found = said_of(data, units=units)
    assert found[0].startswith("data.csv:3: The unit KZ-AML is not among the units (rows: 2; this is the first).")
    assert "Perhaps KZ-ALM is meant" in found[0]
    assert found[1].startswith("data.csv:5: The unit FR is not among the units (rows: 1; this is the first).")
    assert "add the unit to the list of units" in found[1]


KATO = CODES + (
    "KZ-10,kato,100000000,2022-06-08,\nKZ-ALM,kato,190000000,,2022-06-08\nKZ-19,kato,190000000,2022-06-08,\nKZ-10,iso,KZ-10,,\n"
)


def test_other_codes_mean_the_unit_of_their_day(tmp_path):
    codes = read_codes(file(tmp_path, KATO, "codes.csv"), "kato")
    data = file(
        tmp_path,
        "unit,period,beds\n190000000,2021,1\n190000000,2022,2\n100000000,2022,3\n100000000,2015,4\n",
        "data.csv",
    )
    read = read_observations([data], codes=codes)
    assert [(read.at(row).unit, read.at(row).value) for row in range(4)] == [
        ("KZ-ALM", 1.0),
        ("KZ-19", 2.0),
        ("KZ-10", 3.0),
        ("KZ-10", 4.0),  # a back-cast: only one unit ever had the code
    ]


def test_a_code_that_nobody_has(tmp_path):
    codes = read_codes(file(tmp_path, KATO, "codes.csv"), "kato")
    data = file(tmp_path, "unit,period,beds\n999000000,2021,1\n", "data.csv")
    one = only(said_of(data, codes=codes))
    assert one.startswith(
        "data.csv:2: No unit, or more than one, has the code 999000000 of the scheme kato at the end of 2021."
    )
    assert "add it to codes.csv beside the list of units" in one


def test_a_scheme_that_is_not_in_the_list_and_a_list_without_columns(tmp_path):
    one = only(said(read_codes, tmp_path / "nowhere" / "codes.csv", "kato"))
    assert "There is no table of codes" in one
    assert "without --code" in one
    one = only(said(read_codes, file(tmp_path, KATO, "codes.csv"), "bin"))
    assert "No unit has a code of the scheme bin. The table has codes of: iso, kato." in one
    one = only(said(read_codes, file(tmp_path, "unit,code\nKZ-10,1\n", "codes.csv"), "kato"))
    assert "The table of codes lacks a column; it needs: unit, scheme, code, valid_from, valid_to." in one
