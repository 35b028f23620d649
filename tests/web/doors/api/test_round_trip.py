"""What is taken along and imported again changes nothing: the files of the pages, the data package, the API's CSV."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from tarazy.exchange.imports.incoming import read_incoming
from tarazy.exchange.imports.opened import open_table
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.observatory.queries.imports import Differences, differences, known
from tarazy.web.rooms.observatory.queries.values import public_of
from tests.web.rooms.shipped import demo

pytestmark = pytest.mark.usefixtures("observed")

VARIABLES = ("unemployment_rate", "crimes_registered", "grp_nominal")


@pytest.fixture(scope="module", autouse=True)
def odd(observed: None) -> None:
    """A value with everything that an observation can have: revised, a statistical error, a source like a formula."""
    rows: list[dict[str, object]] = [
        {"period": "2050", "value": 0.1 + 0.2, "se": 1e-17, "n": 2**53 + 1, "status": "E", "source": "=1+1"},
        {"period": "2050", "value": 1e300, "revision": 2, "reason": "-corrected, \"twice\"", "source": "'quoted'"},
        {"period": "2051-Q3", "value": None, "status": "L", "source": "not collected\nyet"},
        {"period": "2051", "value": -0.5, "breakdown": "sex=f", "series": Series.REGISTER, "source": "Регистр, 5"},
        {"period": "2052", "value": 7.0, "series": Series.TARGET, "source": "Decree 1"},
    ]  # fmt: skip
    for row in rows:
        Observation.objects.create(
            unit_id="KZ-43", variable_id="unemployment_rate", recorded_at=timezone.now(), recorded_by=demo(), **row
        )


def of_page(client: Client, variable: str) -> bytes:
    return client.get(f"/ru/observatory/{variable}/all.csv").content


def package(client: Client, variable: str) -> zipfile.ZipFile:
    answer = client.get(f"/ru/observatory/{variable}/package.zip")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    return zipfile.ZipFile(io.BytesIO(answer.content))


def of_package(client: Client, variable: str) -> bytes:
    return package(client, variable).read("data.csv")


def of_api(client: Client, variable: str) -> bytes:
    return client.get(f"/api/v1/observations.csv?variable={variable}&limit=5000").content


def imported(content: bytes, folder: Path, name: str = "table.csv") -> Differences:
    """What an import of the file would bring, by somebody who may record nothing."""
    path = folder / name
    path.write_bytes(content)
    return differences(read_incoming(open_table(path), known()), demo())


@pytest.mark.parametrize("variable", VARIABLES)
@pytest.mark.parametrize("taken", [of_page, of_package, of_api])
def test_what_is_taken_along_changes_nothing(
    client: Client, tmp_path: Path, taken: Callable[[Client, str], bytes], variable: str
) -> None:
    found = imported(taken(client, variable), tmp_path)
    assert [problem.in_language("en") for problem in found.problems] == []
    assert (len(found.found.new), len(found.found.revised), len(found.found.contradicting)) == (0, 0, 0)
    assert found.found.same == public_of(variable).exclude(series=Series.SCORE).count() > 30


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.parametrize("variable", VARIABLES[1:])
def test_a_workbook_given_back_changes_nothing(client: Client, tmp_path: Path, variable: str, lang: str) -> None:
    """But for the first variable: a number of more than 15 digits, as that one has, is rounded by every workbook."""
    content = client.get(f"/{lang}/observatory/{variable}/all.xlsx").content
    found = imported(content, tmp_path, "table.xlsx")
    assert [problem.in_language("en") for problem in found.problems] == []
    assert (len(found.found.new), len(found.found.revised), len(found.found.contradicting)) == (0, 0, 0)
    assert found.found.same == public_of(variable).exclude(series=Series.SCORE).count() > 30


def test_a_workbook_that_somebody_worked_on_is_understood(client: Client, tmp_path: Path) -> None:
    """A value corrected and a sheet added, as another program saves it."""
    content = client.get("/kk/observatory/crimes_registered/all.xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    at = {name.removeprefix("tarazy."): defined.attr_text for name, defined in book.defined_names.items()}
    value = next(cell for cell in sheet[2] if f"${cell.column_letter}$1" in at["value"])
    assert isinstance(value.value, int | float)
    value.value += 1
    book.create_sheet("Менің парағым")
    saved = io.BytesIO()
    book.save(saved)
    found = imported(saved.getvalue(), tmp_path, "table.xlsx")
    assert len(found.found.revised) + found.refused == 1
    assert found.found.same > 30


def test_a_value_that_was_changed_outside_is_noticed(client: Client, tmp_path: Path) -> None:
    """Else the test above could not fail."""
    lines = of_page(client, "crimes_registered").decode().splitlines(keepends=True)
    cells = lines[1].split(",")
    cells[6] = "123456.5"
    found = imported("".join([lines[0], ",".join(cells), *lines[2:]]).encode(), tmp_path)
    assert len(found.found.revised) + found.refused == 1


@pytest.mark.parametrize("variable", VARIABLES)
def test_a_data_package_says_what_is_in_it(client: Client, variable: str) -> None:
    archive = package(client, variable)
    assert archive.namelist() == ["datapackage.json", "data.csv", "dictionary.csv"]
    said, data = json.loads(archive.read("datapackage.json")), archive.read("data.csv")
    [resource] = said["resources"]
    assert resource["bytes"] == len(data)
    assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    fields = resource["schema"]["fields"]
    assert list(rows[0]) == [field["name"] for field in fields]
    readers: dict[str, Callable[[str], object]] = {"string": str, "number": float, "integer": int}
    for row in rows:
        for field in fields:
            if row[field["name"]]:
                readers[field["type"]](row[field["name"]])
    key = resource["schema"]["primaryKey"]
    assert len({tuple(row[name] for name in key) for row in rows}) == len(rows) == public_of(variable).count()
    assert said["title"] == said["titles"]["ru"]
    for field in fields:
        assert all(field["descriptions"][language] for language in ("kk", "ru", "en"))
    dictionary = list(csv.DictReader(io.StringIO(archive.read("dictionary.csv").decode())))
    assert [row["column"] for row in dictionary] == [field["name"] for field in fields]
    assert len({row["description_kk"] for row in dictionary}) == len(fields)


def test_the_same_table_gives_the_same_bytes(client: Client) -> None:
    first, second = (client.get("/en/observatory/grp_nominal/package.zip").content for _ in range(2))
    assert first == second
    assert client.get("/en/observatory/nothing/package.zip").status_code == 404
