"""`tarazy publications import`, as the operator calls it: on the real tables, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.publication.models import HistoricalScore, Publication
from tests.web.cloning import TestDatabases
from tests.web.peopled import TEMPLATE, people_kazakhstan

pytestmark = pytest.mark.usefixtures("transactional_db")
TABLE = "unit,period,node,score,rank,band\nKZ-10,2012,,61.5,3,high\nKZ-11,2012,,58,7,\n"


@pytest.fixture(scope="module", autouse=True)
def kazakhstan(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, people_kazakhstan):
        yield


def tarazy(
    databases: TestDatabases, table: Path, *further: str, title: str = "Assessment of 2012"
) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("TARAZY_DATABASE", "LC_"))}
    addresses = {"DATABASE_URL": databases.url("tarazy_app"), "DATABASE_OWNER_URL": databases.url("tarazy_owner")}
    titles = [part for language in ("kk", "ru", "en") for part in (f"--title-{language}", title)]
    said = ["--index", "kz/akimats", *titles, "--source", "A gazette, No. 5", "--act", "Order No. 12 of 2013-03-02"]
    return subprocess.run(
        [sys.executable, "-m", "tarazy.cli", "publications", "import", str(table), *said, *further],
        env={**plain, **addresses, "LANG": "C.UTF-8"}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def written(folder: Path, text: str = TABLE) -> Path:
    path = folder / "akimats-2012.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "results of units and periods, 2"), ("ru", "результат"), ("kk", "нәтиже")],
)
def test_earlier_results_are_published_with_their_source(
    databases: TestDatabases, tmp_path: Path, lang: str, said: str
) -> None:
    done = tarazy(databases, written(tmp_path), "--lang", lang)
    assert done.returncode == 0, done.stderr
    assert said in done.stderr.lower()
    publication = Publication.objects.get()
    assert (publication.kind, publication.run, publication.methodology) == (Kind.HISTORICAL, None, "kz/akimats")
    assert (publication.source, publication.act) == ("A gazette, No. 5", "Order No. 12 of 2013-03-02")
    rows = HistoricalScore.objects.order_by("unit").values_list("unit", "period", "node", "score", "rank", "band")
    assert list(rows) == [("KZ-10", "2012", "index", 61.5, 3.0, "high"), ("KZ-11", "2012", "index", 58.0, 7.0, "")]


def test_what_cannot_stand_is_refused_with_its_reason_and_nothing_kept(
    databases: TestDatabases, tmp_path: Path
) -> None:
    unknown = tarazy(databases, written(tmp_path, TABLE + "KZ-99,2012,,50,9,\n"))
    assert unknown.returncode == 1
    assert "KZ-99 is not registered" in unknown.stderr
    broken = tarazy(databases, written(tmp_path, "unit,period,score\nKZ-10,2012,much\n"))
    assert broken.returncode == 1
    assert "is no score" in broken.stderr
    assert ":2" in broken.stderr
    untitled = tarazy(databases, written(tmp_path), title=" ")
    assert untitled.returncode == 1
    assert "is missing" in untitled.stderr
    assert not Publication.objects.exists()


def test_results_that_contradict_what_is_recorded_are_refused(databases: TestDatabases, tmp_path: Path) -> None:
    assert tarazy(databases, written(tmp_path)).returncode == 0
    again = tarazy(databases, written(tmp_path, TABLE.replace("61.5", "62")))
    assert again.returncode == 1
    assert "Other scores of this index are recorded" in again.stderr
    assert Publication.objects.count() == 1
