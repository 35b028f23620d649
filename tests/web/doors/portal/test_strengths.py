"""Strengths and weaknesses on the page of a unit: every number counted once more, slowly."""

from __future__ import annotations

from statistics import median

import pytest
from django.test import Client
from django.utils.translation import override

from tarazy.engine.model.methodology import Indicator
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.publication.queries.hidden import NOTHING_HIDDEN, Hidden
from tarazy.web.rooms.publication.queries.standing import publication_for
from tarazy.web.rooms.publication.queries.strengths import LEAST_PEERS, Extremes, extremes
from tarazy.web.rooms.results.models import Run, Score
from tarazy.web.rooms.results.queries.estimates import estimate_of, intervals_of_unit
from tarazy.web.ui.tags.data import interval_text, places_text
from tarazy.web.ui.written import number, signed
from tests.web.doors.portal.reading import read

pytestmark = pytest.mark.usefixtures("published")
PERIOD = "2024"
PAGE = f"/en/indices/kz/regional-development/{PERIOD}/units/KZ-71/"


def run_shown() -> Run:
    publication = publication_for("kz/regional-development")
    assert publication is not None
    return publication.computed


def extremes_of(unit: str, most: int = 99, hidden: Hidden = NOTHING_HIDDEN) -> Extremes:
    run = run_shown()
    group = Score.objects.filter(run=run, unit=unit, period=PERIOD)[0].peer_group
    return extremes(run, hidden, unit, PERIOD, group, most)


def slowly(unit: str) -> dict[str, tuple[float, int, int]]:
    """By indicator: points above the median of the peers, place, of how many."""
    run, found = run_shown(), {}
    for node, one in methodology_of(run.version).nodes.items():
        rows = list(Score.objects.filter(run=run, period=PERIOD, node=node))
        own = [row for row in rows if row.unit_id == unit]
        if not isinstance(one, Indicator) or not own or own[0].score is None:
            continue
        peers = [row.score for row in rows if row.peer_group == own[0].peer_group and row.score is not None]
        ahead = own[0].score - median(peers)
        if len(peers) >= LEAST_PEERS and ahead:
            found[node] = (ahead, 1 + sum(score > own[0].score for score in peers), len(peers))
    return found


@pytest.mark.parametrize("unit", ["KZ-71", "KZ-61", "KZ-10"])
def test_all_indicators_that_are_ahead_or_behind_are_told(unit: str) -> None:
    found, expected = extremes_of(unit), slowly(unit)
    assert {one.node: (one.ahead, one.place, one.of) for one in found.strengths + found.weaknesses} == expected
    assert [one.ahead for one in found.strengths] == sorted((one for one, *_ in expected.values() if one > 0))[::-1]
    assert [one.ahead for one in found.weaknesses] == sorted(one for one, *_ in expected.values() if one < 0)


def test_what_is_not_published_is_neither() -> None:
    strongest = extremes_of("KZ-71", 1).strengths[0].node
    for hidden in (Hidden(nodes=frozenset({strongest})), Hidden(cells=frozenset({("KZ-71", PERIOD, strongest)}))):
        shown = extremes_of("KZ-71", hidden=hidden)
        assert strongest not in {one.node for one in shown.strengths + shown.weaknesses}


def test_the_page_shows_three_of_each_with_their_numbers() -> None:
    section = read(Client(), PAGE).html.split('id="strengths"')[1].split("</section>")[0]
    found = extremes_of("KZ-71", 3)
    assert len(found.strengths) == len(found.weaknesses) == 3
    for one in found.strengths + found.weaknesses:
        row = section.split(f'href="#{one.node}"')[1].split("</tr>")[0]
        assert number(one.score, 1) in row
        assert number(one.median, 1) in row
        assert signed(one.score - one.median, 1) in row
        assert f"{one.place} of {one.of}" in row


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_each_score_and_place_has_its_interval(language: str) -> None:
    estimate = estimate_of(run_shown())
    assert estimate is not None
    between = intervals_of_unit(estimate, "KZ-71")
    section = (
        read(Client(), PAGE.replace("/en/", f"/{language}/")).html.split('id="strengths"')[1].split("</section>")[0]
    )
    found = extremes_of("KZ-71", 3)
    for one in found.strengths + found.weaknesses:
        row, of = section.split(f'href="#{one.node}"')[1].split("</tr>")[0], between[PERIOD, one.node]
        assert of.rank_low is not None
        assert of.rank_high is not None
        with override(language):
            assert f'<span class="interval">{interval_text(of.score_low, of.score_high)}</span>' in row
            assert f'<span class="interval">{places_text(of.rank_low, of.rank_high)}</span>' in row


def test_where_nothing_was_estimated_there_is_no_interval() -> None:
    section = (
        read(Client(), "/en/indices/un/hdi/2021/units/NOR/").html.split('id="strengths"')[1].split("</section>")[0]
    )
    assert 'class="interval"' not in section
