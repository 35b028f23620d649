"""The folder of a place is read as a whole: every flaw of every table is found, and shipped places agree."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tarazy.cli.demo.work import SHOWN
from tarazy.engine.load.shipped import shipped_folder
from tarazy.engine.words import ProblemsFound
from tarazy.exchange.place import read_place
from tarazy.exchange.place_rows import TABLES, BreakdownRow, SourceRow, UnitRow, VariableRow

DATA = shipped_folder("data")
SHIPPED = sorted(path.parent.name for path in DATA.glob("*/units.csv"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "kz"
    shutil.copytree(DATA / "kz", folder, ignore=shutil.ignore_patterns("observations.csv", "*.md"))
    return folder


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as refused:
        read_place(folder)
    return [problem.in_language("en").removeprefix(f"{folder}/") for problem in refused.value.problems]


def test_rows_have_their_types() -> None:
    place = read_place(DATA / "kz")
    units = {row.unit: row for row in place.rows(UnitRow)}
    assert units["KZ-10"].valid_from == datetime.date(2022, 6, 8)
    assert (units["KZ-11"].valid_from, units["KZ"].parent) == (None, "")
    assert place.rows(BreakdownRow)[0].key_name.kk != place.rows(BreakdownRow)[0].key
    assert any(row.note is None for row in place.rows(SourceRow))
    assert place.rows(VariableRow)[0].variable == "population_avg"
    assert place.boundaries is not None


@pytest.mark.parametrize("id", SHIPPED)
def test_every_shipped_place_can_be_read(id: str) -> None:
    place = read_place(DATA / id)
    assert place.rows(UnitRow)
    assert place.rows(VariableRow)


def test_places_that_are_imported_together_agree_on_the_names_that_they_share() -> None:
    """Else each import would take over the other place's name anew. ASEM sorts countries by continent, so it stands
    for itself.
    """
    said: dict[tuple[object, ...], object] = {}
    for id in SHOWN:
        place = read_place(DATA / id)
        for name, table in TABLES.items():
            for row in place.tables[name]:
                key = (name, *(getattr(row, column) for column in table.key))
                assert said.setdefault(key, row) == row


Spoil = Callable[[str], str]


@pytest.mark.parametrize(
    ("file", "spoil", "found"),
    [
        ("units.csv", lambda t: t.replace("parent", "parrent"), "units.csv:1: The column parrent is not known."),
        ("units.csv", lambda t: t.replace("kind,", "sort,"), "units.csv:1: The column kind is missing."),
        (
            "units.csv",
            lambda t: t.replace("2022-06-08", "08.06.2022", 1),
            "units.csv:3: 08.06.2022 cannot stand in the column valid_from. This is how it is written there: 2026",
        ),
        ("units.csv", lambda t: t + t.splitlines()[2] + "\n", "KZ-10 stands already at"),
        ("kinds.csv", lambda t: t.replace("страна,", ",", 1), "kinds.csv:2: Nothing stands in name_ru."),
        ("successions.csv", lambda t: t.replace("0.678764", "0,678764"), "successions.csv:2"),
        ("topics.csv", lambda t: t.replace("topic,", ",", 1), "topics.csv"),
        (
            "variables.csv",
            lambda t: t.replace(",lower,", ",less,", 1),
            "less cannot stand in the column better. This is how it is written there: higher, lower, none.",
        ),
    ],
)
def test_every_kind_of_flaw_is_named_with_its_place(copy: Path, file: str, spoil: Spoil, found: str) -> None:
    path = copy / file
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert any(found in problem for problem in problems_of(copy)), problems_of(copy)


def test_flaws_of_all_tables_are_reported_at_once(copy: Path) -> None:
    for file in ("kinds.csv", "topics.csv"):
        (copy / file).write_bytes("вид".encode("cp1251"))
    assert {problem.partition(".csv")[0] for problem in problems_of(copy)} == {"kinds", "topics"}


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_flaws_are_named_in_the_language_of_the_reader(copy: Path, lang: str) -> None:
    path = copy / "kinds.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("страна,", ",", 1), encoding="utf-8")
    with pytest.raises(ProblemsFound) as refused:
        read_place(copy)
    assert "Nothing" not in refused.value.problems[0].in_language(lang)
