"""The results of an index say what the run says, in the order and the language asked for."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tarazy.web.doors.portal.indices import rows as rows_module
from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.publication.queries.standing import publication_for
from tarazy.web.rooms.results.models import Run
from tarazy.web.rooms.results.queries.summaries import spreads
from tarazy.web.rooms.results.queries.tables import ResultRow, table
from tarazy.web.ui.written import number, signed
from tests.web.doors.portal.reading import read

pytestmark = pytest.mark.usefixtures("published")
KZ, WALES, HDI = "/en/indices/kz/regional-development/", "/en/indices/wales/imd/", "/en/indices/un/hdi/"


def run_of(methodology: str) -> Run:
    publication = publication_for(methodology)
    assert publication is not None
    return publication.run


def kz(period: str, node: str = "index") -> list[ResultRow]:
    return table(run_of("kz/regional-development"), period, node)


def is_named(cell: str, name: str) -> bool:
    """Whether the first cell of a row names a unit; what follows the name is that it got worse twice, in words."""
    return re.search(rf"{re.escape(name)}( .*\))?$", cell) is not None


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_table_is_the_run(client: Client, language: str) -> None:
    page = read(client, f"/{language}/indices/kz/regional-development/2024/")
    with override(language):
        expected = [
            [str(row.unit.name), number(row.score, 1), number(row.rank), signed(row.score_change, 1)]
            for row in kz("2024")
        ]
    shown = page.tables[0][1:]
    assert len(shown) == 20
    for cells, (name, points, rank, change) in zip(shown, expected, strict=True):
        assert is_named(cells[0], name)
        assert cells[1].split()[0] == points
        assert cells[2].split()[0] == rank
        assert change in cells[5]


def test_without_a_period_the_latest_with_scores_is_shown(client: Client) -> None:
    page = read(client, KZ)
    assert page.heads["canonical"] == [f"http://testserver{KZ}2024/"]
    assert page.tables == read(client, f"{KZ}2024/").tables


def test_a_year_without_an_index_says_so_openly(client: Client) -> None:
    page = read(client, f"{KZ}2025/")
    assert "There are no scores here for this period" in page.text
    assert {row.score for row in kz("2025")} == {None}
    assert all("too much of it has no data" in cells[1] for cells in page.tables[0][1:])
    dimension = read(client, f"{KZ}2025/?node=economy")
    assert "There are no scores here" not in dimension.text
    assert dimension.tables[0][1][1].split()[0] == number(kz("2025", "economy")[0].score, 1)


def test_a_part_of_the_index_has_its_own_table(client: Client) -> None:
    page = read(client, f"{KZ}2023/?node=unemployment")
    first = kz("2023", "unemployment")[0]
    shown = [cell.split()[0] for cell in page.tables[0][1][1:4]]
    assert shown == [number(first.value), number(first.score, 1), number(first.rank)]
    assert "%" in page.tables[0][0][1]


def test_sorting_is_by_links_and_follows_the_alphabet(client: Client) -> None:
    page = read(client, "/kk/indices/kz/regional-development/2024/?sort=name")
    with override("kk"):
        expected = sorted((str(row.unit.name) for row in kz("2024")), key=sort_key)
    shown = [cells[0] for cells in page.tables[0][1:]]
    assert all(is_named(cell, name) for cell, name in zip(shown, expected, strict=True))
    assert expected.index("Қостанай облысы") < expected.index("Маңғыстау облысы") < expected.index("Ұлытау облысы")
    heads = [href for href, _ in page.links if "sort=" in href]
    assert any("sort=-name" in href for href in heads)
    assert any("sort=-score" in href for href in heads)
    changes = read(client, f"{KZ}2024/?sort=-change").tables[0]
    greatest = max(kz("2024"), key=lambda row: row.score_change or 0.0)
    assert is_named(changes[1][0], str(greatest.unit.name.en))


def test_filters_keep_the_rank_among_all(client: Client) -> None:
    cities = read(client, f"{KZ}2024/?kind=city").tables[0][1:]
    expected = [row for row in kz("2024") if row.unit.kind_id == "city"]
    assert [cells[2].split()[0] for cells in cities] == [number(row.rank) for row in expected]
    assert len(cities) == 3


def test_a_name_is_found_in_every_language_and_an_empty_search_says_what_to_do(client: Client) -> None:
    for name in ("Астана", "astana", "KZ-71"):
        found = read(client, f"{KZ}2024/?q={name}").tables[0][1:]
        assert len(found) == 1
        assert is_named(found[0][0], "Astana")
    nothing = read(client, f"{KZ}2024/?q=atlantis")
    assert nothing.tables == []
    assert "Nothing was found" in nothing.text


def test_large_tables_come_in_pages(client: Client) -> None:
    first, second = read(client, f"{WALES}2019/"), read(client, f"{WALES}2019/?page=2")
    everybody = table(run_of("wales/imd"), "2019")
    assert len(everybody) == 1909
    assert [len(page.tables[0]) - 1 for page in (first, second)] == [50, 50]
    assert first.tables[0][1][1] == number(everybody[0].score, 2)
    assert second.tables[0][1][1] == number(everybody[50].score, 2)
    assert any(href == "?page=39" for href, _ in first.links)


def test_points_have_the_decimals_of_the_methodology(client: Client) -> None:
    best = read(client, f"{HDI}2021/").tables[0][1]
    assert best[0].endswith("Switzerland")
    assert best[1:3] == ["0.962", "1"]


def test_colours_mean_the_same_in_every_year(client: Client) -> None:
    legends = [read(client, f"{KZ}{year}/").html.split('class="legend"')[1].split("</ul>")[0] for year in (2022, 2024)]
    assert legends[0] == legends[1]
    scored = [spread for spread in spreads(run_of("kz/regional-development")) if spread.scored]
    assert [spread.period for spread in scored] == ["2022", "2023", "2024"]


@pytest.mark.parametrize(
    "address",
    [
        f"{KZ}1999/", f"{KZ}2024/?node=luck", f"{KZ}2024/?kind=planet", f"{KZ}2024/?sort=luck", "/en/indices/kz/luck/",
        f"{KZ}2024/table.xls", f"{KZ}publications/1/secret", f"{KZ}1999/table.csv",
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_helpful_404(client: Client, address: str) -> None:
    page = read(client, address)
    assert page.status == 404
    assert page.h1 == "There is no such page"
    ways = [href for href, _ in page.links if href.startswith("/en/indices/")]
    assert ways
    assert read(client, ways[-1]).status == 200


def test_the_csv_is_the_table_of_the_page(client: Client) -> None:
    answer = client.get(f"{KZ}2024/table.csv?kind=city&sort=name")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    expected = {row.unit.pk: row for row in kz("2024") if row.unit.kind_id == "city"}
    assert [row["name"] for row in rows] == ["Almaty", "Astana", "Shymkent"]
    for row in rows:
        unit = expected[row["unit"]]
        assert (float(row["score"]), float(row["rank"])) == (unit.score, unit.rank)
        assert float(row["share_not_counted"]) == unit.share_not_counted


def test_the_json_says_what_it_is(client: Client) -> None:
    found = json.loads(client.get(f"{KZ}2025/table.json").content)
    run = run_of("kz/regional-development")
    assert (found["methodology_hash"], found["data_hash"]) == (run.methodology_hash, run.data_hash)
    assert found["kind"] == "illustration"
    assert {row["reason"] for row in found["rows"]} == {"below_coverage"}
    assert {row["score"] for row in found["rows"]} == {None}


def test_queries_do_not_grow_with_the_rows(client: Client) -> None:
    counts = []
    for search in ("astana", "region"):  # one row, and several
        rows_module._kept.cache_clear()  # what is kept in memory asks nothing
        with CaptureQueriesContext(connection) as queries:
            page = read(client, f"{KZ}2024/?q={search}")
        counts.append((len(queries), len(page.tables[0]) - 1))
    assert counts[0][1] == 1
    assert counts[1][1] >= 3
    assert counts[0][0] == counts[1][0]
    assert counts[0][0] < 16
