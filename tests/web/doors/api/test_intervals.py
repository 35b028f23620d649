"""How sure published scores are, as programs read it: each interval beside its score, nothing of what is hidden."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.doors.api.openapi import document
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.hidden import Hidden
from tarazy.web.rooms.publication.queries.intervals import INTERVAL_COLUMNS
from tarazy.web.rooms.results.models import Estimate, Interval, Run
from tests.web.cloning import TestDatabases
from tests.web.doors.api.asking import as_csv, got, refused, whole
from tests.web.published import TEMPLATE, publish_what_ships
from tests.web.rooms.shipped import demo

pytestmark = pytest.mark.usefixtures("estimated")
KEY = ("unit", "period", "node")


@pytest.fixture(scope="module")
def estimated(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Kazakhstan with its intervals, others without."""
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, publish_what_ships):
        yield


def run_of(methodology: str = "kz/regional-development") -> Run:
    return Publication.objects.get(methodology=methodology).computed


def test_every_score_has_the_interval_that_was_estimated(client: Client) -> None:
    rows = whole(client, f"scores?run={run_of().pk}&limit=5000")
    kept = {row[:3]: row[3:] for row in Interval.objects.values_list(*KEY, *INTERVAL_COLUMNS)}
    told = {tuple(row[name] for name in KEY): tuple(row[name] for name in INTERVAL_COLUMNS) for row in rows}
    assert {key: told[key] for key in kept} == kept
    nothing = (None,) * len(INTERVAL_COLUMNS)
    assert {period for (_unit, period, _node), given in told.items() if given == nothing} == {"2025"}
    assert all(given == nothing for key, given in told.items() if key not in kept)


def test_scores_that_nobody_estimated_have_none(client: Client) -> None:
    [row] = whole(client, f"scores?run={run_of('un/hdi').pk}&unit=KAZ&node=index&period=2021")
    assert row["score"] is not None
    assert {row[name] for name in INTERVAL_COLUMNS} == {None}


def test_members_files_and_the_description_know_the_same_columns(client: Client) -> None:
    [schema] = [
        one["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        for path, one in document()["paths"].items()
        if path.endswith("/scores")
    ]
    members = schema["properties"]["data"]["items"]["properties"]
    assert list(members)[-len(INTERVAL_COLUMNS) :] == list(INTERVAL_COLUMNS)
    asked = f"run={run_of().pk}&unit=KZ-31&node=index&period=2024"
    [row] = whole(client, f"scores?{asked}")
    [line] = as_csv(client, f"scores.csv?{asked}")
    assert list(line) == list(members)
    assert float(line["rank_low"]) == row["rank_low"]
    assert list(whole(client, f"scores?{asked}&fields=unit,rank_high")[0]) == ["unit", "rank_high"]


def test_the_package_holds_the_same_numbers(client: Client) -> None:
    content = client.get(f"/api/v1/runs/{run_of().pk}/package.zip").content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("data.csv").decode(), newline="")))
    kept = {row[:3]: row[3] for row in Interval.objects.values_list(*KEY, "score_high")}
    found = {tuple(row[name] for name in KEY): row["score_high"] for row in rows}
    assert {key: float(found[key]) if found[key] else None for key in kept} == kept
    assert list(rows[0])[-len(INTERVAL_COLUMNS) :] == list(INTERVAL_COLUMNS)


def test_what_is_hidden_has_no_interval_and_gives_no_change_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A unit, an indicator, and a cell of the year before, from which the change could be counted back."""
    known = Interval.objects.filter(before="2023", change_low__isnull=False)
    of_both = [set(known.filter(unit=unit).values_list("node", flat=True)) for unit in ("KZ-71", "KZ-75")]
    node = min(set.intersection(*of_both) - {"index"})
    hidden = Hidden(frozenset(["KZ-79"]), frozenset(), frozenset([("KZ-75", "2023", node)]))
    for module in ("open_data", "hidden", "intervals"):
        monkeypatch.setattr(f"tarazy.web.rooms.publication.queries.{module}.hidden_in", lambda one: hidden)
    rows = whole(client, f"scores?run={run_of().pk}&node={node}&limit=5000")
    assert not [row for row in rows if hidden.is_hidden(row["unit"], row["period"], row["node"])]
    after = {row["unit"]: row for row in rows if row["period"] == "2024"}
    changes = ("change", "change_low", "change_high", "p_rise")
    assert [after["KZ-75"][name] for name in changes] == [None] * 4
    assert after["KZ-75"]["score_low"] is not None
    assert None not in [after["KZ-71"][name] for name in changes]


def test_one_score_asks_as_much_as_three(client: Client) -> None:
    counts, run = [], run_of().pk
    for limit in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            got(client, f"scores?run={run}&node=index&period=2024&limit={limit}")
        counts.append(sum("results_" in one["sql"] or "publication_" in one["sql"] for one in queries))
    assert counts[0] == counts[1] <= 5


def test_a_run_says_how_its_intervals_were_estimated(client: Client) -> None:
    said = got(client, f"runs/{run_of().pk}/estimate")
    kept = Estimate.objects.get(run=run_of())
    assert said["state"] == "estimated"
    for name in ("seed", "replicates", "failed", "level_percent", "engine_version", "periods", "refusal"):
        assert said[name] == getattr(kept, name)
    assert got(client, f"runs/{run_of('un/hdi').pk}/estimate")["state"] == "not_stated"
    refused(client, "runs/77777/estimate", 404)


def test_why_there_are_no_intervals_is_said_in_the_language_asked_for(client: Client) -> None:
    run = run_of("wales/imd")
    Estimate.objects.create(
        run=run, engine_version="1", seed=1, replicates=0, failed=0, periods=[], nodes="all",
        refusal=LocalText(kk="Аз", ru="Мало", en="Too few"), computed_at=timezone.now(), computed_by=demo(),
    )  # fmt: skip
    said = got(client, f"runs/{run.pk}/estimate?lang=ru")
    assert (said["state"], said["refusal"]) == ("refused", "Мало")
