"""Where values were imputed, the share that stands on them is beside every score, as the share not counted is."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.publication.queries.standing import publication_for
from tarazy.web.rooms.results.actions.computing import compute
from tarazy.web.rooms.results.actions.estimating import estimate
from tarazy.web.rooms.results.queries.tables import table
from tarazy.web.ui.written import percent
from tests.web.doors.portal.later import registered_later
from tests.web.doors.portal.reading import Read, read
from tests.web.published import published as publish_run
from tests.web.rooms.shipped import demo

KZ = "indices/kz/regional-development/"
WORDS = {"en": "Share imputed", "ru": "Доля восполненного", "kk": "Толықтырылған үлес"}


@pytest.fixture(scope="module", autouse=True)
def imputing(published: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """In 2024 users of the Internet stand on the year before: a quarter of infrastructure, of an oblast a 16th of all;
    a city has no local roads, so it is a third and a 12th."""
    run = compute(registered_later(tmp_path_factory.mktemp("kz")), by=demo())
    estimate(run, by=demo())
    publish_run(run, Kind.ILLUSTRATION)


def column(page: Read, title: str, table: int = 0) -> list[str]:
    at = page.tables[table][0].index(title)
    return [row[at] for row in page.tables[table][1:]]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_table_has_a_column_where_anything_was_imputed(client: Client, language: str) -> None:
    page = read(client, f"/{language}/{KZ}2024/?node=infrastructure")
    assert set(column(page, WORDS[language])) == {percent(1 / 4), percent(1 / 3)} if language == "en" else True
    assert len(column(page, WORDS[language])) == 20
    assert page.text.count(WORDS[language]) >= 3  # the column, the key fact, how to read it


def test_it_is_that_of_the_run_and_can_be_sorted_by(client: Client) -> None:
    publication = publication_for("kz/regional-development")
    assert publication is not None
    shares = {row.unit.pk: row.share_imputed for row in table(publication.run, "2024")}
    assert {unit: share for unit, share in shares.items() if unit in ("KZ-71", "KZ-75", "KZ-79")} == pytest.approx(
        {"KZ-71": 1 / 12, "KZ-75": 1 / 12, "KZ-79": 1 / 12}
    )
    assert shares["KZ-11"] == pytest.approx(1 / 16)
    page = read(client, f"/en/{KZ}2024/?sort=-imputed")
    assert column(page, "Share imputed") == ["8%"] * 3 + ["6%"] * 17
    assert any("sort=imputed" in href for href, _ in page.links)


@pytest.mark.parametrize("address", [f"{KZ}2023/", f"{KZ}2024/?node=economy", "indices/un/hdi/2021/"])
def test_where_nothing_was_imputed_tables_stay_calm(client: Client, address: str) -> None:
    assert "Share imputed" not in read(client, f"/en/{address}").text


def test_the_unit_in_the_index_shows_it_at_its_score_in_its_tree_and_beside_its_neighbours(client: Client) -> None:
    page = read(client, f"/en/{KZ}2024/units/KZ-71/")
    head, rest = page.text.split("What the score is made of")
    assert "Share imputed 8%" in head
    assert "imputed 33%" in rest  # the dimension
    assert "imputed 100%" in rest  # the indicator
    neighbours = next(at for at, rows in enumerate(page.tables) if rows[0][:2] == ["Name", "Rank"])
    assert set(column(page, "Share imputed", neighbours)) <= {"6%", "8%"}
    trend = next(at for at, rows in enumerate(page.tables) if rows[0][0] == "Period")
    assert column(page, "Share imputed", trend) == ["0%", "0%", "8%", "0%"]
    assert "imputed" not in read(client, f"/en/{KZ}2023/units/KZ-71/").text.split("Score by period")[0]


def test_the_page_of_the_unit_shows_both_shares(client: Client) -> None:
    assert "Share imputed: 8%" in read(client, "/en/units/KZ-71/").text
    finland = read(client, "/en/units/FIN/").text
    assert "Share not counted: 0%" in finland
    assert "Share imputed" not in finland


def test_downloads_always_hold_it(client: Client) -> None:
    for period, share in (("2024", 1 / 12), ("2023", 0.0)):
        rows = csv.DictReader(io.StringIO(client.get(f"/en/{KZ}{period}/table.csv").content.decode()))
        of_astana = next(row for row in rows if row["unit"] == "KZ-71")
        assert float(of_astana["share_imputed"]) == pytest.approx(share)
        found = client.get(f"/en/{KZ}{period}/table.json").json()["rows"]
        assert next(row for row in found if row["unit"] == "KZ-71")["share_imputed"] == pytest.approx(share)
