"""The page “how sure are we”: what was estimated, in words, pictures and tables, and what an examination found."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from tarazy.engine.robustness.examination import examine
from tarazy.web.doors.portal import tasks
from tarazy.web.doors.portal.how_sure import examined
from tarazy.web.doors.portal.how_sure.examined import asked_examined, examine_publication, kept_examination
from tarazy.web.doors.portal.indices import sure
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries import hidden as hiding
from tarazy.web.rooms.publication.queries.hidden import Hidden
from tarazy.web.rooms.results.models import Estimate, Interval, NotToldApart, Pair
from tarazy.web.rooms.results.queries.certainty import surely_from
from tarazy.web.rooms.results.queries.estimates import intervals_at
from tarazy.web.rooms.results.queries.inputs import read_again
from tests.web.doors.portal.reading import Read, read

pytestmark = pytest.mark.usefixtures("published", "folder")


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    settings.DOCUMENTS_ROOT = folder
    return folder


def publication(index: str) -> Publication:
    return Publication.objects.get(methodology=index)


def address(index: str, period: str = "", language: str = "en") -> str:
    of = f"/{language}/indices/{index}/publications/{publication(index).pk}/"
    return f"{of}{period}/how-sure/" if period else f"{of}how-sure/"


def estimate() -> Estimate:
    return Estimate.objects.get(run=publication("kz/regional-development").run)


def rows_of(client: Client, table: str) -> list[dict[str, str]]:
    answer = client.get(f"{address('kz/regional-development', '2024')}{table}.csv")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def names(units: list[str]) -> list[str]:
    known = Interval.objects.filter(unit__in=units).select_related("unit")
    return [str(one.unit.name.en) for one in known.distinct("unit_id").order_by("unit_id")]


@pytest.fixture
def page(client: Client) -> Read:
    return read(client, address("kz/regional-development"))


def test_how_many_pairs_are_told_apart_is_counted_from_the_pairs(page: Read) -> None:
    made = estimate()
    share = surely_from(made)
    shares = Pair.objects.filter(estimate=made, period="2024").values_list("p_ahead", flat=True)
    apart = sum(one >= share or one <= 1 - share for one in shares)
    assert f"in {apart} of {len(shares)} pairs" in page.text


def test_who_is_surely_first_last_and_who_moved_surely_is_named(page: Read) -> None:
    between = intervals_at(estimate(), "2024")
    first = [unit for unit, one in between.items() if one.rank_high is not None and one.rank_high <= 5]
    [sentence] = re.findall(r"Surely among the first 5: (.*?)\.", page.text)
    assert sorted(sentence.split("; ")) == sorted(names(first))
    risen = [unit for unit, one in between.items() if one.moved_surely and (one.change or 0) > 0]
    [said] = re.findall(r"Surely risen since 2023 (.*?) Surely fallen", page.text)
    assert sorted(said.split("; ")) == sorted(names(risen))


def test_pictures_table_and_groups_hold_everybody(page: Read) -> None:
    assert page.html.count("<circle") == 2 * 2 * 20  # places and scores, wide and narrow
    table = next(rows for rows in page.tables if rows[0][-1] == "No significant difference")
    assert len(table) == 21
    groups = page.html.split('id="groups"')[1].split("</section>")[0]
    made = NotToldApart.objects.filter(estimate=estimate(), period="2024")
    assert groups.count("<li>") == made.values("peer_group", "group").distinct().count()


def test_what_varied_and_how_to_do_it_again_stand_there(page: Read) -> None:
    for part in ('id="uncertainty"', 'id="hangs"', 'id="again"', 'id="files"', 'id="examination"'):
        assert part in page.html
    assert "--seed 1 --out intervals" in page.text
    assert "Computations with all drawn anew 1 000" in " ".join(page.text.split())
    assert address("kz/regional-development", "2024") in dict(page.links)  # of its own period


def test_it_is_linked_from_the_results_and_from_the_publication(client: Client) -> None:
    of = publication("kz/regional-development")
    results = read(client, "/en/indices/kz/regional-development/")
    assert address("kz/regional-development", "2024") in dict(results.links)
    alone = read(client, f"/en/indices/kz/regional-development/publications/{of.pk}/")
    assert address("kz/regional-development") in dict(alone.links)


def test_files_hold_what_was_estimated(client: Client) -> None:
    made = estimate()
    intervals = rows_of(client, "intervals")
    assert len(intervals) == Interval.objects.filter(estimate=made, period="2024").count()
    one = intervals_at(made, "2024", "economy", ["KZ-71"])["KZ-71"]
    [row] = [row for row in intervals if (row["unit"], row["node"]) == ("KZ-71", "economy")]
    assert (float(row["score_low"]), float(row["score_high"])) == (one.score_low, one.score_high)
    assert all(row["before"] == "2023" for row in rows_of(client, "changes"))
    assert len(rows_of(client, "groups")) == NotToldApart.objects.filter(estimate=made, period="2024").count()
    assert len(rows_of(client, "pairs")) == 190
    for form in ("xlsx", "dictionary.csv"):
        for table in ("intervals", "changes", "groups", "pairs"):
            assert client.get(f"{address('kz/regional-development', '2024')}{table}.{form}").status_code == 200


def test_a_period_is_asked_for_in_as_many_queries_as_another(client: Client) -> None:
    counts = []
    for period in ("2022", "2024"):
        client.get(address("kz/regional-development", period))
        with CaptureQueriesContext(connection) as queries:
            client.get(address("kz/regional-development", period))
        counts.append(len(queries))
    assert max(counts) <= 30
    assert max(counts) - min(counts) <= 2


@pytest.mark.parametrize(
    ("index", "period", "why"),
    [
        ("un/hdi", "", "the methodology does not say what may vary"),
        ("kz/regional-development", "2025", "too few have a score"),
    ],
)
def test_where_nothing_was_estimated_it_says_why(client: Client, index: str, period: str, why: str) -> None:
    page = read(client, address(index, period))
    assert why in page.text
    assert 'class="chart"' not in page.html
    assert "Surely" not in page.text


def test_the_examination_is_shown_when_it_is_made(client: Client) -> None:
    assert "The examination is being made" in read(client, address("un/hdi")).text
    assert client.get(f"{address('un/hdi', '2021')}examination.pdf").status_code == 404
    of = publication("un/hdi")
    examine_publication(of)
    read_by = read_again(of.computed, of.computed.as_of)
    found = examine(read_by.methodology, read_by.observations, units=read_by.units, period="2021").findings
    for language in ("kk", "ru", "en"):
        page = read(client, address("un/hdi", language=language))
        shown = page.text.split('id="examination"')[-1]
        places = [shown.index(finding.what.in_language(language)) for finding in found]
        assert places == sorted(places)
        document = client.get(f"{address('un/hdi', '2021', language)}examination.html")
        assert f'lang="{language}"' in document.content.decode()
        assert "attachment" in document["Content-Disposition"]
        assert client.get(f"{address('un/hdi', '2021', language)}examination.pdf").content.startswith(b"%PDF")


def test_it_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    examine_publication(publication("un/hdi"))
    assert kept_examination(asked_examined(publication("un/hdi"))) is not None
    monkeypatch.setattr(examined, "examine", lambda *_args, **_kwargs: pytest.fail("made again"))
    examine_publication(publication("un/hdi"))


def test_the_worker_keeps_to_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "SECONDS_A_TURN", 0.0)
    monkeypatch.setattr(examined, "examine", lambda *_args, **_kwargs: pytest.fail("there was no time"))
    tasks.examine_when_quiet()


def test_a_publication_that_hides_anything_shows_no_examination(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    examine_publication(publication("un/hdi"))
    hidden = Hidden(units=frozenset({"NOR"}))
    for module in (hiding, examined):
        monkeypatch.setattr(module, "hidden_in", lambda _publication: hidden)
    monkeypatch.setattr("tarazy.web.doors.portal.indices.index.hidden_in", lambda _publication: hidden)
    page = read(client, address("un/hdi"))
    assert "An examination would show it" in page.text
    assert client.get(f"{address('un/hdi', '2021')}examination.pdf").status_code == 404
    monkeypatch.setattr(examined, "examine", lambda *_args, **_kwargs: pytest.fail("it is not made either"))
    examine_publication(publication("un/hdi"))


def test_of_too_many_units_nobody_is_called_told_apart(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pairs are not kept of many units: that none is there does not say that all are told apart."""
    monkeypatch.setattr(sure, "_not_apart", lambda *_asked: None)
    page = read(client, address("kz/regional-development"))
    assert "too many to compare" in page.text
    assert "pairs" not in page.text.split("In brief")[1].split("Surely among")[0]
    assert "No significant difference" not in [cell for rows in page.tables for cell in rows[0]]
    results = read(client, "/en/indices/kz/regional-development/2024/")
    assert "told apart from everybody" not in results.text
    assert "told apart from everybody" not in read(client, "/en/indices/kz/regional-development/2024/units/KZ-71/").text
