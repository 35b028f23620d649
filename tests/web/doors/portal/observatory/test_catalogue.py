"""The catalogue: a variable says everything that is stated of it and what is not; its files come back as they went."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from django.test import Client

from tarazy.exchange.csv_written import unguarded
from tests.web.doors.portal.observatory.shipped import rows
from tests.web.doors.portal.reading import read

pytestmark = pytest.mark.usefixtures("published")


def facts_of(client: Client, variable: str, language: str = "en") -> dict[str, str]:
    html = client.get(f"/{language}/observatory/{variable}/").content.decode()
    what = html.partition('id="what"')[2].partition("</dl>")[0]
    terms = [piece.partition("</dt>")[0] for piece in what.split("<dt>")[1:]]
    said = [piece.partition("</dd>")[0] for piece in what.split("<dd>")[1:]]
    return dict(zip(terms, said, strict=True))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_variable_says_everything_that_is_stated(client: Client, language: str) -> None:
    [shipped] = [row for row in rows("kz", "variables") if row["variable"] == "maternal_mortality"]
    said = facts_of(client, "maternal_mortality", language)
    for name in ("formula", "legal_basis", "limitations"):
        assert shipped[f"{name}_{language}"] in said.values()
    assert any(text.startswith("3.1.1 (") for text in said.values())
    assert any(text.startswith("5.A (") for text in said.values())


def test_what_nobody_stated_is_said_to_be_so(client: Client) -> None:
    said = facts_of(client, "maternal_mortality")
    empty = ("Collection", "Comparability", "National goal", "Plan")
    assert [said[term] for term in empty] == ["not stated"] * 4
    assert "no day is planned" in said["Next figures"]
    for place in ("un", "wales"):
        for row in rows(place, "variables"):
            if ":" not in row["variable"]:
                assert facts_of(client, row["variable"])["Formula"] == "not stated"


def test_an_indicator_and_its_variables_lead_to_each_other(client: Client) -> None:
    page = read(client, "/en/observatory/unemployment_rate/")
    [node] = [href for href, _ in page.links if "2024.2/#node-" in href and "unemployment" in href]
    text, _sign, id = node.partition("#")
    html = client.get(text).content.decode()
    article = html.partition(f'id="{id}"')[2].partition("</article>")[0]
    assert "Made from" in article
    assert "/en/observatory/unemployment_rate/" in article


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=безработных", {"unemployment_rate"}),
        ("q=деңгейі+жұмыссыз", {"unemployment_rate"}),
        ("owner=minfin", {"local_budget_expenditure"}),
        ("owner=legal_statistics&periodicity=yearly", {"crimes_registered"}),
        ("q=labour+force+survey&topic=labour", {"employed", "employees"}),
        ("q=5.A", {"maternal_mortality"}),
    ],
)
def test_the_catalogue_is_searched_and_narrowed(client: Client, query: str, expected: set[str]) -> None:
    page = read(client, f"/en/observatory/?{query}")
    shown = {href.split("/")[3] for href, _ in page.links if href.startswith("/en/observatory/") and "?" not in href}
    assert shown & {row["variable"] for row in rows("kz", "variables")} == expected
    taken = client.get(f"/en/observatory/catalogue.csv?{query}").content.decode()
    assert {row["variable"] for row in csv.DictReader(io.StringIO(taken))} == expected


def test_an_owner_or_periodicity_that_no_variable_has(client: Client) -> None:
    for query in ("owner=nobody", "periodicity=hourly"):
        assert read(client, f"/en/observatory/?{query}").status == 404
        assert client.get(f"/en/observatory/catalogue.csv?{query}").status_code == 404
    assert client.get("/en/observatory/catalogue.pdf").status_code == 404


def test_the_file_is_the_one_that_ships(client: Client) -> None:
    """What is taken along can be shipped again and changes nothing."""
    taken = client.get("/en/observatory/catalogue.csv?place=kz").content.decode()
    found = {
        row["variable"]: {key: unguarded(text) for key, text in row.items()}
        for row in csv.DictReader(io.StringIO(taken))
    }
    shipped = {row["variable"]: row for row in rows("kz", "variables")}
    assert found.keys() == shipped.keys()
    for variable, row in shipped.items():
        assert {key: text for key, text in found[variable].items() if text} == {
            k: text for k, text in row.items() if text
        }


def test_the_workbook_opens_with_its_head_in_sight(client: Client) -> None:
    answer = client.get("/ru/observatory/catalogue.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert (sheet.freeze_panes, sheet.max_row) == ("B2", 63)
    heads = [cell.value for cell in sheet[1]]
    assert heads[:3] == ["Исходная величина", "Определение", "Единица измерения"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
