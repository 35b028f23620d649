"""The page of a unit within an index: its numbers are the engine's, and every value leads to its source."""

from __future__ import annotations

import json
import re

import pytest
from django.db import transaction
from django.test import Client

from tarazy.engine.explanation import Explanation, NodeExplained
from tarazy.web.rooms.observatory.models import Break, Doubt
from tarazy.web.rooms.publication.queries.standing import publication_for
from tarazy.web.rooms.results.queries.inputs import explanation
from tarazy.web.rooms.results.queries.tables import table
from tarazy.web.rooms.results.queries.what_if import exact
from tarazy.web.ui.written import number, percent
from tests.web.doors.portal.reading import Read, read

pytestmark = pytest.mark.usefixtures("published")
KZ = "/en/indices/kz/regional-development/"
HDI = "/en/indices/un/hdi/"


def explained(unit: str, period: str, methodology: str = "kz/regional-development") -> Explanation:
    publication = publication_for(methodology)
    assert publication is not None
    return explanation(publication.run, unit, period)


def leaves(node: NodeExplained) -> list[NodeExplained]:
    return [node] if node.is_indicator else [leaf for child in node.children for leaf in leaves(child)]


@pytest.fixture(scope="module")
def astana(published: None) -> Read:
    return read(Client(), f"{KZ}2024/units/KZ-71/")


def test_score_rank_band_and_what_was_not_counted_stand_first(astana: Read) -> None:
    tree = explained("KZ-71", "2024").tree
    assert astana.h1 == "Astana"
    head = astana.text.split("What the score is made of")[0]
    assert f"{number(tree.score, 1)} out of 100" in head
    assert "rank 4 of 20" in head
    assert "Above the middle" in head
    assert "1st to 9th" in head
    assert f"{number(100 * tree.share_not_counted, 0)}%" in head
    assert "An illustration, not an official assessment." in head


def test_the_tree_holds_every_node_with_its_points_lost(astana: Read) -> None:
    tree = astana.html.split('class="tree"')[1].split("</section>")[0]
    for child in explained("KZ-71", "2024").tree.children:
        for node in (child, *leaves(child)):
            assert str(node.title.en) in tree
            if node.score is not None and node.points_lost is not None:
                assert re.search(rf"{re.escape(number(node.score, 1))}(</span>| <span class=\"interval\">)", tree)
                assert f"{number(-node.points_lost, 1)}</span>" in tree
    assert "not applicable" in tree  # local roads concern no city
    assert "no data" in tree


def test_every_value_has_its_source_and_its_way_to_points(astana: Read) -> None:
    walks = astana.html.split('id="values"')[1]
    for leaf in leaves(explained("KZ-71", "2024").tree):
        walk = walks.split(f'id="{leaf.node}"')[1].split("</details>")[0]
        for given in leaf.inputs:
            assert f"/observatory/{given.variable}/" in walk
            if given.value is not None:
                assert exact(given.value) in walk
                assert "Source" in walk
        if leaf.score is not None:
            assert f"{number(leaf.score, 1)} points" in walk
            assert number(-(leaf.points_lost or 0.0), 1) in walk


def test_doubtful_values_are_marked_with_the_reason(client: Client) -> None:
    doubt = Doubt.objects.get(unit="KZ-19", variable="adolescent_birth_rate", period="2023")
    page = read(client, f"{KZ}2023/units/KZ-19/")
    walk = page.html.split('id="adolescent_births"')[1].split("</details>")[0]
    assert "doubtful" in walk
    assert doubt.note.en in page.text


def test_what_would_change_the_result_is_said_in_sentences(astana: Read) -> None:
    changes = explained("KZ-71", "2024").changes
    shown = astana.text.split("What would change the result")[1].split("Neighbours in the table")[0]
    for of, better in (("rank", True), ("rank", False)):
        first = next(change for change in changes if change.of == of and change.better is better)
        assert first.title.en in shown
        assert f"The rank would be {first.after} instead of {first.before}." in shown
    assert "The band would be “High”." in shown
    assert shown.count("The rank would be") == 6


def test_the_needed_value_is_never_rounded_away(client: Client) -> None:
    """What the page says is needed is what the engine found, to the last digit."""
    for change in explained("KZ-10", "2023").changes[:3]:
        shown = read(client, f"{KZ}2023/units/KZ-10/").text.replace("\N{NO-BREAK SPACE}", " ")
        digits = f"{change.needed:,.6f}".rstrip("0").rstrip(".")
        assert digits in shown or digits.replace(",", " ") in shown


def test_neighbours_are_those_next_in_the_table(astana: Read) -> None:
    publication = publication_for("kz/regional-development")
    assert publication is not None
    ranked = [row for row in table(publication.run, "2024") if row.rank is not None]
    at = next(at for at, row in enumerate(ranked) if row.unit.pk == "KZ-71")
    shown = next(rows for rows in astana.tables if rows[0][:4] == ["Name", "Rank", "Score", "Share not counted"])[1:]
    expected = ranked[at - 3 : at + 4]
    assert [[cell.split()[0] for cell in cells[1:4]] for cells in shown] == [
        [number(row.rank), number(row.score, 1), percent(row.share_not_counted)] for row in expected
    ]


def test_the_trend_has_a_table_with_gaps_in_the_open(astana: Read) -> None:
    trend = next(rows for rows in astana.tables if rows[0][0] == "Period")
    assert [row[0] for row in trend[1:]] == ["2022", "2023", "2024", "2025"]
    assert trend[4][1:4] == ["too much of it has no data", "not ranked", "38%"]
    assert 'role="img"' in astana.html


def test_a_break_in_a_series_that_the_index_reads_is_marked(astana: Read, client: Client) -> None:
    trend = astana.html.split('<figure class="chart">')[1].split("</figure>")[0]
    assert "Dashed line" not in trend
    note = Break.objects.all()[0].note
    with transaction.atomic():
        Break.objects.create(unit_id="KZ-71", variable_id="unemployment_rate", period="2023", note=note)
        page = read(client, f"{KZ}2024/units/KZ-71/")
        transaction.set_rollback(True)
    marked = page.html.split('<figure class="chart">')[1].split("</figure>")[0]
    assert "Dashed line: a series that the index reads breaks here." in marked
    assert 'stroke-dasharray="3 3"' in marked
    assert 'stroke-dasharray="3,3"' not in trend


def test_a_unit_without_a_score_says_why(client: Client) -> None:
    page = read(client, f"{KZ}2025/units/KZ-71/")
    assert "too much of it has no data" in page.text.split("What the score is made of")[0]
    assert "What would change the result" not in page.text
    economy = explained("KZ-71", "2025").tree.children[0]
    assert economy.score is not None
    assert number(economy.score, 1) in page.text


def test_points_of_another_scale(client: Client) -> None:
    page = read(client, f"{HDI}2021/units/KAZ/")
    tree = explained("KAZ", "2021", "un/hdi").tree
    assert f"{number(tree.score, 3)} out of 1" in page.text
    assert number(-(tree.children[0].points_lost or 0.0), 3) in page.text


def test_the_explanation_can_be_taken_along(client: Client) -> None:
    answer = client.get(f"{KZ}2024/units/KZ-71/explanation.json")
    assert json.loads(answer.content) == json.loads(json.dumps(explained("KZ-71", "2024").to_dict()))
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize("address", [f"{KZ}2024/units/KZ-ALM/", f"{KZ}2024/units/NOR/", f"{KZ}1900/units/KZ-71/"])
def test_who_is_not_assessed_leads_back_to_the_results(client: Client, address: str) -> None:
    page = read(client, address)
    assert page.status == 404
    assert any(href.startswith(KZ) for href, _ in page.links)
