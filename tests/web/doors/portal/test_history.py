"""All publications of an index stay visible: corrections with what changed, earlier results as published, declines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from tarazy.engine.model.methodology import INDEX
from tarazy.exchange.earlier_results import EarlierResult
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.publication.actions.earlier import import_earlier_results
from tarazy.web.rooms.publication.actions.publishing import publish, withdraw
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.declines import declines
from tarazy.web.rooms.publication.queries.standing import earlier_results_alone, extent_of, publications_of
from tarazy.web.rooms.results.actions.computing import compute
from tests.web.cloning import TestDatabases
from tests.web.doors.portal.reading import read
from tests.web.rooms.shipped import demo, scored_kz, some_observations

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("corrected")]
NAME = "kz/regional-development"
PAGE = f"/en/indices/{NAME}/"
REASON = LocalText(kk="Қате түзетілді", ru="Ошибка исправлена", en="An error was mended")
TITLE = LocalText(kk="Ертеректегі бағалау", ru="Прежняя оценка", en="The earlier assessment")


def corrected_kz() -> None:
    """A publication, one withdrawn, one that corrects it, and the years before as they were published."""
    run = scored_kz()
    publish(run, Kind.ILLUSTRATION, run.version.title, by=demo())
    withdraw(publish(run, Kind.ILLUSTRATION, run.version.title, REASON, by=demo()), REASON, by=demo())
    changed = some_observations(("KZ-10", "unemployment_rate", "2023", 9.9), source="bns_sdg_8-5-2")
    record_observations(changed, reason="A trial", by=demo())
    publish(compute(run.version, by=demo()), Kind.ILLUSTRATION, run.version.title, REASON, by=demo())
    rows = [EarlierResult("KZ-10", year, INDEX, score, 1.0, "high") for year, score in (("2021", 99.0), ("2020", 99.5))]
    import_earlier_results(NAME, TITLE, "A gazette, No. 5", "Order No. 12", rows, by=demo())


@pytest.fixture(scope="module")
def corrected(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on("corrected_kz", corrected_kz):
        yield


def latest() -> Publication:
    found = publications_of(NAME).filter(run__isnull=False).first()
    assert found is not None
    return found


@pytest.mark.parametrize(("language", "words"), [("kk", REASON.kk), ("ru", REASON.ru), ("en", REASON.en)])
def test_everything_ever_published_stays_in_the_list(client: Client, language: str, words: str) -> None:
    page = read(client, f"/{language}/indices/{NAME}/publications/")
    assert page.status == 200
    for one in publications_of(NAME):
        assert f"/{language}/indices/{NAME}/publications/{one.pk}/" in dict(page.links)
    assert page.text.count(words) == 3  # two corrections, one withdrawal
    assert "A gazette, No. 5" in page.text
    assert f"/{language}/indices/{NAME}/publications/" in dict(read(client, f"/{language}/indices/{NAME}/").links)


def test_how_sure_each_of_them_is_is_said_whether_it_stands_or_not(client: Client) -> None:
    for one in publications_of(NAME):
        page = read(client, f"{PAGE}publications/{one.pk}/how-sure/")
        assert page.status == (200 if one.run else 404)
        if one.run:
            assert "the methodology does not say what may vary" in page.text
            assert f"{PAGE}publications/{one.pk}/how-sure/" in dict(read(client, f"{PAGE}publications/").links)


def test_a_correction_says_why_and_what_changed(client: Client) -> None:
    page = read(client, f"{PAGE}publications/{latest().pk}/")
    assert REASON.en in page.text
    assert page.tables[0][0] == [
        "Name", "Period", "Score before", "Score", "Rank before", "Rank", "Band before", "Band",
    ]  # fmt: skip
    assert any(row[:2] == ["Abai Region", "2023"] and row[2] != row[3] for row in page.tables[0][1:])
    assert f"{PAGE}publications/{latest().pk}/bundle.zip" in dict(page.links)


def test_a_correction_that_changes_nothing_says_so(client: Client) -> None:
    withdrawn = publications_of(NAME).get(withdrawal__isnull=False)
    page = read(client, f"{PAGE}publications/{withdrawn.pk}/")
    assert "Every score, rank and band is the same." in page.text
    assert page.tables == []


@pytest.mark.parametrize("address", ["publications/{}/", "units"])
def test_earlier_results_stand_as_published_and_not_as_computed_here(client: Client, address: str) -> None:
    of = publications_of(NAME).get(run__isnull=True)
    page = read(client, "/en/units/KZ-10/" if address == "units" else PAGE + address.format(of.pk))
    assert "As published, not computed here" in page.text
    assert "Source: A gazette, No. 5. Act: Order No. 12." in page.text
    assert any("99.5" in cell for row in page.tables[0] for cell in row)


def test_who_declined_twice_in_a_row_is_said_in_words(client: Client) -> None:
    found = declines(NAME, INDEX, "2022")
    assert set(found) == {"KZ-10"}
    table = read(client, f"{PAGE}2022/").tables[0]
    assert [row[0] for row in table if "worse twice in a row" in row[0]] == [next(
        row[0] for row in table if "Abai Region" in row[0])]  # fmt: skip
    page = read(client, f"{PAGE}2022/units/KZ-10/")
    assert "Its score got worse twice in a row" in page.text
    assert "99.5 → 99.0 → " in page.text
    assert "worse twice in a row" not in read(client, f"{PAGE}2022/units/KZ-11/").text


@pytest.mark.parametrize("address", ["indices/kz/nothing/publications/", f"indices/{NAME}/publications/9999/"])
def test_what_was_never_published_is_no_page(client: Client, address: str) -> None:
    assert read(client, f"/en/{address}").status == 404


@pytest.mark.parametrize("count", [1, 3])
def test_an_index_of_earlier_results_alone_stands_in_the_list(client: Client, count: int) -> None:
    for number in range(count):
        rows = [EarlierResult(unit, "2012", "index", 50.0 + number, None, "") for unit in ("KZ-10", "KZ-11")]
        title = LocalText(kk=f"Ескі {number}", ru=f"Прежнее {number}", en=f"Earlier {number}")
        import_earlier_results(f"kz/akimats-{number}", title, "A gazette, No. 5", "Order No. 12", rows, by=demo())
    with CaptureQueriesContext(connection) as asked:
        assert len(extent_of(earlier_results_alone())) == count
    assert len(asked) == 2
    page = client.get("/en/indices/").content.decode()
    for number in range(count):
        assert f"Earlier {number}" in page
        assert f"/en/indices/kz/akimats-{number}/publications/" in page
    assert "2012, 2 assessed" in page
    assert client.get(f"/en/indices/kz/akimats-{count - 1}/publications/").status_code == 200


def test_a_publication_of_one_year_leaves_the_other_years_to_the_one_before(client: Client) -> None:
    run = latest().computed
    of_2023 = publish(
        compute(run.version, ["2023"], by=demo()), Kind.ILLUSTRATION, run.version.title, REASON, by=demo()
    )
    for year in ("2022", "2023", "2024"):
        page = read(client, f"{PAGE}{year}/")
        assert page.status == 200
        assert {f"{PAGE}{one}/" for one in ("2022", "2023", "2024") if one != year} <= set(dict(page.links))
    assert latest() == of_2023
    assert read(client, f"{PAGE}1999/").status == 404
