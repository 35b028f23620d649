"""Runs, scores and explanations: of publications only, and as the portal shows them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarazy.engine.load import load_methodology
from tarazy.web.grammar.text import local_text
from tarazy.web.rooms.methodologies.actions import register_version
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.publication.actions.publishing import withdraw
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries import hidden as hiding
from tarazy.web.rooms.publication.queries.hidden import Hidden
from tarazy.web.rooms.results.models import Run, Score
from tests.web.doors.api.asking import got, refused, whole
from tests.web.rooms.shipped import KZ, demo

pytestmark = pytest.mark.usefixtures("opened")


def published() -> Run:
    return Publication.objects.get().computed


def draft() -> Run:
    return Run.objects.exclude(publications__isnull=False).get()


def test_a_run_that_is_not_published_is_nowhere(client: Client) -> None:
    hidden = draft()
    assert Score.objects.filter(run=hidden).exists()
    assert [row["run"] for row in whole(client, "runs")] == [published().pk]
    assert {row["run"] for row in whole(client, "scores?limit=5000")} == {published().pk}
    assert got(client, f"scores?run={hidden.pk}")["data"] == []
    assert got(client, f"scores?run={hidden.pk},{published().pk}&limit=1")["data"][0]["run"] == published().pk
    for address in (f"runs/{hidden.pk}", f"runs/{hidden.pk}/explanations/KZ-79"):
        refused(client, address, 404)


def test_every_published_score_stands_there_as_it_was_computed(client: Client) -> None:
    rows = whole(client, "scores?limit=5000")
    stored = Score.objects.filter(run=published()).order_by("pk")
    names = ("unit_id", "period", "node", "value", "score", "rank", "band", "share_not_counted", "reason")
    expected = list(stored.values_list(*names))
    assert [tuple(row[name.removesuffix("_id")] for name in names) for row in rows] == expected
    index = whole(client, "scores?node=index&period=2022&unit=KZ-79,KZ-75")
    assert {(row["unit"], row["node"], row["period"]) for row in index} == {
        ("KZ-79", "index", "2022"), ("KZ-75", "index", "2022")}  # fmt: skip


def test_a_run_says_how_it_can_be_checked(client: Client) -> None:
    [row] = whole(client, "runs")
    run = published()
    assert (row["methodology_hash"], row["data_hash"]) == (run.methodology_hash, run.data_hash)
    assert row["bundle_sha256"] == Publication.objects.get().bundle.sha256
    assert row["periods"] == run.periods
    assert row["is_superseded"] is False
    assert got(client, f"runs/{run.pk}")["not_published"] is None


def test_an_explanation_comes_to_the_published_score(client: Client) -> None:
    said = got(client, f"runs/{published().pk}/explanations/KZ-79?period=2022")
    score = Score.objects.get(run=published(), unit="KZ-79", period="2022", node="index").score
    assert said["tree"]["score"] == score
    assert len(said["tree"]["children"]) > 2
    problem = refused(client, f"runs/{published().pk}/explanations/KZ-79?period=1999", 400)
    assert problem["allowed"] == published().periods


def test_what_a_publication_does_not_show_is_not_there(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """By decision: a unit, an indicator, a cell that rests on a withheld value."""
    node = Score.objects.filter(run=published(), value__isnull=False).values_list("node", flat=True)[0]
    hidden = Hidden(frozenset(["KZ-79"]), frozenset([node]), frozenset([("KZ-75", "2022", "index")]))
    for module in ("open_data", "hidden"):
        monkeypatch.setattr(f"tarazy.web.rooms.publication.queries.{module}.hidden_in", lambda one: hidden)
    monkeypatch.setattr("tarazy.web.doors.api.resources.runs.hidden_in", lambda one: hidden)
    assert hiding.hidden_in(Publication.objects.get()) == hidden
    rows = whole(client, "scores?limit=5000")
    assert rows
    assert not [row for row in rows if hidden.is_hidden(row["unit"], row["period"], row["node"])]
    refused(client, f"runs/{published().pk}/explanations/KZ-79?period=2022", 404)
    told = client.get(f"/api/v1/runs/{published().pk}/explanations/KZ-71?period=2022").content.decode()
    assert f'"{node}"' not in told


def test_a_draft_of_a_methodology_is_not_there(client: Client) -> None:
    version = register_version(load_methodology("un/hdi/2021"), by=demo())
    before = {row["number"] for row in whole(client, "methodologies")}
    Version.objects.filter(pk=version.pk).update(registered_by=person_id())
    after = {row["number"] for row in whole(client, "methodologies")}
    assert before - after == {version.pk}
    refused(client, "methodologies/un/hdi/2021", 404)
    assert got(client, f"methodologies/{KZ}")["hash"] == Version.objects.get(version="2024.1").hash


def person_id() -> int:
    from tarazy.web.rooms.people.models import User

    person = User.objects.create(username="drafter", full_name="Drafter", email="drafter@example.org")
    return int(person.pk)


def test_outlines_as_geojson_close_and_turn_the_right_way(client: Client) -> None:
    said = client.get("/api/v1/boundaries/kz.geojson").json()
    assert {one["properties"]["unit"] for one in said["features"]} >= {"KZ-10", "KZ-79"}
    for feature in said["features"]:
        shape = feature["geometry"]
        for piece in [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]:
            for at, ring in enumerate(piece):
                assert ring[0] == ring[-1]
                assert all(46 < x < 88 and 40 < y < 56 for x, y in ring)
                turn = sum(x * b - a * y for (x, y), (a, b) in pairwise(ring))
                assert (turn > 0) == (at == 0)


@pytest.mark.parametrize("address", ["units", "variables", "methodologies", "runs", "sources", "scores"])
def test_a_list_asks_as_much_for_one_row_as_for_three(client: Client, address: str) -> None:
    client.get(f"/api/v1/{address}")
    for limit in (1, 3):
        counts = []
        for _again in range(2):  # now and then a request also fetches a portion of what its address may send
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/api/v1/{address}?limit={limit}").status_code == 200
            counts.append(len(queries))
        assert min(counts) <= 4


def test_a_withdrawn_publication_takes_its_scores_along(client: Client) -> None:
    run = published()
    withdraw(Publication.objects.get(), local_text({"kk": "қате", "ru": "ошибка", "en": "mistake"}), by=demo())
    assert got(client, "runs")["data"] == got(client, "scores")["data"] == []
    assert got(client, f"scores?run={run.pk}")["data"] == []
    refused(client, f"runs/{run.pk}", 404)
