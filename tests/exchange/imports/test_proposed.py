"""What the columns and codes of somebody else's table most likely mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from tarazy.engine.words import ProblemsFound
from tarazy.exchange.imports.opened import open_table
from tarazy.exchange.imports.proposed import KnownNames, named, plain, proposed

KNOWN = KnownNames(
    units=named([("Мангистауская область", "KZ-47"), ("Маңғыстау облысы", "KZ-47"), ("KZ-47", "KZ-47"),
                 ("Кызылординская область", "KZ-43"), ("Алматы", "KZ-75"), ("Алматы", "KZ-ALM")]),
    variables=named([("Валовой региональный продукт", "grp"), ("grp", "grp"), ("Койки", "beds")]),
    breakdowns={"sex": named([("Женщины", "f"), ("әйелдер", "f"), ("f", "f"), ("Мужчины", "m")])},
)  # fmt: skip


def written(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_numbers_of_rows_are_no_values_where_columns_are_variables(tmp_path: Path) -> None:
    table = written(tmp_path, "№,Регион,Год,Койки\n1,Мангистауская область,2023,12.5\n2,Алматы,2023,13\n")
    meanings = proposed(open_table(table), KNOWN)
    assert meanings.columns == {"№": "", "Регион": "unit", "Год": "period", "Койки": "beds"}


def test_columns_are_known_by_what_they_hold(tmp_path: Path) -> None:
    table = written(tmp_path, """A,B,C,D,E,F
мангистауская область,2023 год,Женщины,Койки,12.5,см. примечание
Маңғыстау  облысы,2024 год,Мужчины,Койки,13,
Туркестанская область,2024,Женщины,Врачи,14,
KZ-47,2022,,grp,15,
""")  # fmt: skip
    meanings = proposed(open_table(table), KNOWN)
    assert meanings.columns == {
        "A": "unit",
        "B": "period",
        "C": "breakdown:sex",
        "D": "variable",
        "E": "value",
        "F": "",
    }
    assert meanings.codes == {
        "unit": {"мангистауская область": "KZ-47", "Маңғыстау  облысы": "KZ-47", "Туркестанская область": ""},
        "period": {"2023 год": "2023", "2024 год": "2024"},
        "breakdown:sex": {"Женщины": "f", "Мужчины": "m"},
        "variable": {"Койки": "beds", "Врачи": ""},
    }


def test_in_a_wide_table_headers_are_variables(tmp_path: Path) -> None:
    table = written(tmp_path, "unit,period,Валовой региональный продукт,Койки\nKZ-47,2023,1,2\n")
    meanings = proposed(open_table(table), KNOWN)
    assert meanings.columns == {"Валовой региональный продукт": "grp", "Койки": "beds"}
    assert meanings.codes == {}


def test_a_column_of_years_is_the_period_and_one_of_numbers_the_value(tmp_path: Path) -> None:
    meanings = proposed(open_table(written(tmp_path, "a,b\n2022,1990.5\n2023,17\n")), KNOWN)
    assert meanings.columns == {"a": "period", "b": "value"}


def test_a_name_that_two_have_is_one_of_a_unit_and_means_neither(tmp_path: Path) -> None:
    assert KNOWN.units["алматы"] == ""
    meanings = proposed(open_table(written(tmp_path, "a,b\nАлматы,1\n")), KNOWN)
    assert (meanings.columns["a"], meanings.codes) == ("unit", {"unit": {"Алматы": ""}})
    assert plain("«Алматы» қ.") == "алматы қ"


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="The file is empty"):
        proposed(open_table(written(tmp_path, "")), KNOWN)
