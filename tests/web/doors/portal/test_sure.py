"""How sure a score and a place are stands wherever they stand: as was estimated, or why nothing was."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.utils.translation import override

from tarazy.web.doors.portal.indices.index import index_called
from tarazy.web.doors.portal.indices.sure import sure_of, told_apart_from
from tarazy.web.rooms.publication.queries import hidden as hiding
from tarazy.web.rooms.publication.queries.hidden import Hidden
from tarazy.web.rooms.publication.queries.standing import publication_for
from tarazy.web.rooms.results.models import Estimate
from tarazy.web.rooms.results.queries.estimates import estimate_of, intervals_at, p_ahead
from tarazy.web.rooms.results.queries.tables import table
from tarazy.web.ui.tags.data import interval_text, places_text
from tests.web.doors.portal.reading import read

pytestmark = pytest.mark.usefixtures("published")
KZ = "/en/indices/kz/regional-development/"
INDEX = "kz/regional-development"


def estimate() -> Estimate:
    publication = publication_for(INDEX)
    assert publication is not None
    found = estimate_of(publication.computed)
    assert found is not None
    return found


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("node", ["index", "economy", "unemployment"])
def test_every_row_says_what_was_estimated(client: Client, language: str, node: str) -> None:
    page = read(client, f"/{language}/indices/{INDEX}/2024/?node={node}")
    between = intervals_at(estimate(), "2024", node)
    names = {row.unit.name.in_language(language): row.unit.pk for row in table(estimate().run, "2024", node)}
    assert len(page.tables[0]) == 21
    at = 2 if node == "unemployment" else 1
    for cells in page.tables[0][1:]:
        of = between[names[max((name for name in names if name in cells[0]), key=len)]]
        with override(language):
            assert interval_text(of.score_low, of.score_high, 1) in cells[at]
            if of.rank_low is not None and of.rank_high is not None:
                assert places_text(of.rank_low, of.rank_high) in cells[at + 1]


def test_a_change_says_whether_it_is_more_than_what_may_vary(client: Client) -> None:
    between = intervals_at(estimate(), "2024")
    page = read(client, f"{KZ}2024/")
    surely = sum(of.moved_surely for of in between.values())
    assert 0 < surely < len(between)
    assert sum("moved surely" in cells[5] for cells in page.tables[0][1:]) == surely
    assert sum("no significant change" in cells[5] for cells in page.tables[0][1:]) == len(between) - surely
    first = read(client, f"{KZ}2022/")
    assert "moved surely" not in " ".join(cell for cells in first.tables[0][1:] for cell in cells)


def test_from_how_many_others_each_is_not_told_apart(client: Client) -> None:
    made = estimate()
    units = list(intervals_at(made, "2024"))
    page = read(client, f"{KZ}2024/")
    astana = next(cells for cells in page.tables[0] if cells[0].startswith("Middle, Astana") or "Astana" in cells[0])
    shares = [p_ahead(made, "2024", "KZ-71", other) for other in units if other != "KZ-71"]
    close = sum(share is not None and 0.05 < share < 0.95 for share in shares)
    assert astana[3] == f"from {close} others"
    words = told_apart_from(index_called(INDEX), "2024", "KZ-71")
    assert list(words.values()).count("no significant difference") == close
    assert len(words) == len(units) - 1


def test_the_picture_draws_every_row_that_has_an_interval(client: Client) -> None:
    for address, dots in ((f"{KZ}2024/", 20), (f"{KZ}2024/?kind=city", 3)):
        drawn = read(client, address).html.split('id="places"')[1].split("</section>")[0]
        assert drawn.count("<circle") == 2 * dots  # wide and narrow
        assert "90 percent" in drawn


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("/en/indices/un/hdi/2021/", "the methodology does not say what may vary"),
        ("/en/indices/wales/imd/2019/", "the methodology does not say what may vary"),
        (f"{KZ}2025/", "too few have a score"),
    ],
)
def test_where_nothing_was_estimated_it_says_why_and_draws_nothing(client: Client, address: str, why: str) -> None:
    page = read(client, address)
    assert why in page.text
    assert 'class="interval"' not in page.html
    assert 'id="places"' not in page.html


def test_the_files_say_the_same(client: Client) -> None:
    rows = {row["unit"]: row for row in csv.DictReader(io.StringIO(client.get(f"{KZ}2024/table.csv").content.decode()))}
    for unit, of in intervals_at(estimate(), "2024").items():
        for name in ("score_low", "score_high", "rank_low", "rank_high", "change_low", "change_high"):
            assert float(rows[unit][name]) == getattr(of, name)
    hdi = csv.DictReader(io.StringIO(client.get("/en/indices/un/hdi/2021/table.csv").content.decode()))
    assert {row["score_low"] for row in hdi} == {""}


def test_the_page_of_a_unit_says_it_of_its_score_its_parts_its_periods_and_its_neighbours(client: Client) -> None:
    made = estimate()
    page = read(client, f"{KZ}2024/units/KZ-71/")
    of = intervals_at(made, "2024", units=["KZ-71"])["KZ-71"]
    head, brief = page.text.split("In brief")[0], page.text.split("In brief")[1].split("What the score is made of")[0]
    for said in (interval_text(of.score_low, of.score_high), places_text(of.rank_low or 0, of.rank_high or 0)):
        assert said in head
        assert said in brief
    assert ("moved surely" if of.moved_surely else "no significant change") in head
    economy = intervals_at(made, "2024", "economy", ["KZ-71"])["KZ-71"]
    assert f"{economy.score_low:.1f}–{economy.score_high:.1f}" in page.html.split('class="tree"')[1]
    trend = next(rows for rows in page.tables if rows[0][0] == "Period")
    for cells in trend[1:]:
        one = intervals_at(made, cells[0], units=["KZ-71"]).get("KZ-71")
        assert (one is None) or interval_text(one.score_low, one.score_high) in cells[1]
    beside = next(rows for rows in page.tables if "Beside this one" in rows[0][-1])
    assert {cells[-1] for cells in beside[1:]} <= {"told apart", "no significant difference", ""}
    whole = read(client, "/en/units/KZ-71/").text
    assert interval_text(of.score_low, of.score_high) in whole
    assert "the methodology does not say what may vary" in read(client, "/en/units/NOR/").text


def test_maps_say_it_of_every_unit(client: Client) -> None:
    of = intervals_at(estimate(), "2024", units=["KZ-71"])["KZ-71"]
    for address in ("/en/", f"{KZ}2024/"):
        assert (
            f"Astana: 69.2 ({interval_text(of.score_low, of.score_high)}), place: 1st to 9th"
            in read(client, address).html
        )


def test_what_is_hidden_has_no_interval_either(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = Hidden(
        units=frozenset({"KZ-71"}), cells=frozenset({("KZ-79", "2023", "index"), ("KZ-75", "2024", "index")})
    )
    index = index_called(INDEX)
    monkeypatch.setitem(vars(index), "hidden", hidden)
    sure = sure_of(index, "2024")
    assert not {"KZ-71", "KZ-75"} & set(sure.intervals)
    assert sure.of("KZ-71").score == ""
    assert sure.of("KZ-79").score
    assert sure.of("KZ-79").change == ""  # it would tell the score before, which is hidden
    before = sure_of(index_called(INDEX), "2024") if index_called(INDEX) is not index else None
    assert before is None or before.not_apart != sure.not_apart
    assert hiding.NOTHING_HIDDEN.units == frozenset()
