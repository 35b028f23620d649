"""`tarazy observations import`, as an analyst calls it on the server: on the real tables, in a process of its own."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.observatory.models import Import, Observation
from tests.web.cloning import TestDatabases
from tests.web.peopled import TEMPLATE, people_kazakhstan

pytestmark = pytest.mark.usefixtures("transactional_db")
TABLE = """Регион,Показатель,Значение
Мангистауская область,life_expectancy,71.5
Мангистауская область,life_expectency,72
Кызылординская область,life_expectancy,"70,1"
"""
MEANINGS = """what,given,meant
column,Регион,unit
column,Показатель,variable
column,Значение,value
unit,Мангистауская область,KZ-47
unit,Кызылординская область,KZ-43
"""


@pytest.fixture(scope="module", autouse=True)
def kazakhstan(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, people_kazakhstan):
        yield


def tarazy(
    databases: TestDatabases, folder: Path, *further: str, by: str = "centre.analyst", table: str = TABLE
) -> subprocess.CompletedProcess[str]:
    for name, text in (("regions.csv", table), ("meanings.csv", MEANINGS)):
        (folder / name).write_text(text, encoding="utf-8")
    said = ["--by", by, "--why", "Yearbook of 2030", "--source", "Yearbook, table 5", "--period", "2030"]
    return called(databases, folder, "import", "regions.csv", *said, "--meanings", "meanings.csv", *further)


def called(databases: TestDatabases, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("TARAZY_DATABASE", "LC_"))}
    addresses = {"DATABASE_URL": databases.url("tarazy_app"), "DATABASE_OWNER_URL": databases.url("tarazy_owner")}
    return subprocess.run(
        [sys.executable, "-m", "tarazy.cli", "observations", *words],
        env={**plain, **addresses, "LANG": "C.UTF-8"}, capture_output=True, text=True, check=False, cwd=folder,
    )  # fmt: skip


def test_a_trial_names_every_refused_row_and_records_nothing(databases: TestDatabases, tmp_path: Path) -> None:
    done = tarazy(databases, tmp_path, "--dry-run", "--refused", "refused.csv")
    assert done.returncode == 1, done.stderr
    assert "New: 1. Corrected: 0. As recorded: 0. Refused: 2." in done.stderr
    assert "regions.csv:3: The variable life_expectency is not registered" in done.stderr
    assert "regions.csv:4: The number 70,1 in column value has a decimal comma" in done.stderr
    assert "this was a trial" in done.stderr
    with (tmp_path / "refused.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["where", "what", "why", "mend"]
    assert sorted(row[0] for row in rows[1:]) == ["regions.csv:3", "regions.csv:4"]
    assert not Observation.objects.exists()


@pytest.mark.parametrize(("lang", "said"), [("ru", "Исправлено"), ("kk", "Түзетілді")])
def test_sound_rows_are_recorded_and_a_mended_file_brings_the_rest(
    databases: TestDatabases, tmp_path: Path, lang: str, said: str
) -> None:
    first = tarazy(databases, tmp_path, "--lang", lang)
    assert first.returncode == 1
    assert said in first.stderr
    assert Observation.objects.get().value == 71.5
    mended = TABLE.replace("life_expectency,72", "grp_nominal,2.9").replace('"70,1"', "70.1")
    second = tarazy(databases, tmp_path, table=mended)
    assert second.returncode == 0, second.stderr
    assert "New: 2. Corrected: 0. As recorded: 1. Refused: 0." in second.stderr
    assert Import.objects.count() == 2
    corrected = tarazy(databases, tmp_path, table=mended.replace("71.5", "71.9"))
    assert "regions.csv:2: KZ-47 life_expectancy 2030 statistics: 71.5 -> 71.9" in corrected.stdout
    assert Observation.objects.get(revision=2).reason == "Yearbook of 2030"


@pytest.mark.parametrize(
    ("by", "said"),
    [("nobody", "Nobody here has the user name nobody"), ("centre.overseer", "centre.overseer may not import")],
)
def test_only_an_analyst_imports(databases: TestDatabases, tmp_path: Path, by: str, said: str) -> None:
    done = tarazy(databases, tmp_path, by=by)
    assert done.returncode == 1
    assert said in done.stderr
    assert not Observation.objects.exists()


def test_meanings_are_proposed_and_with_them_the_table_is_read(databases: TestDatabases, tmp_path: Path) -> None:
    table = (
        "Өңір,Жыл,Показатель,Барлығы\nМаңғыстау облысы,2030 жыл,Ожидаемая продолжительность жизни при рождении,71.5\n"
    )
    table += "Ақмола облысы,2031 жыл,Something else,3\n"
    (tmp_path / "regions.csv").write_text(table, encoding="utf-8")
    done = called(databases, tmp_path, "meanings", "regions.csv", "--by", "centre.analyst", "--out", "proposed.csv")
    assert done.returncode == 0, done.stderr
    assert "proposed.csv: 10 meanings, 1 of them to be filled in or left out" in done.stderr
    text = (tmp_path / "proposed.csv").read_text(encoding="utf-8")
    assert "unit,Маңғыстау облысы,KZ-47" in text.splitlines()
    assert "variable,Something else," in text.splitlines()
    (tmp_path / "proposed.csv").write_text(
        text.replace("variable,Something else,", "variable,Something else,grp_nominal"), encoding="utf-8", newline=""
    )
    said = ["--by", "centre.analyst", "--why", "x", "--source", "y", "--meanings", "proposed.csv"]
    imported = called(databases, tmp_path, "import", "regions.csv", *said)
    assert imported.returncode == 0, imported.stderr
    assert list(Observation.objects.order_by("unit").values_list("unit", "variable", "period", "value")) == [
        ("KZ-11", "grp_nominal", "2031", 3.0),
        ("KZ-47", "life_expectancy", "2030", 71.5),
    ]


@pytest.mark.parametrize(
    ("further", "said"),
    [
        (
            ("--code", "kata"),
            "No unit has a code of the scheme kata. Every code would be unknown, and every row refused.",
        ),
        (("--period", "23"), "Write a year as 2024, a quarter as 2024-Q1"),
    ],
)
def test_a_scheme_that_nobody_has_and_a_period_that_is_none_are_refused(
    databases: TestDatabases, tmp_path: Path, further: tuple[str, ...], said: str
) -> None:
    done = tarazy(databases, tmp_path, *further)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Recorded" not in done.stderr
    assert not Observation.objects.exists()
