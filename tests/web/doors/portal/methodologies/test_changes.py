"""What a version says otherwise than another, in the words of the command line and in those of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import msgspec
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tarazy.engine.differences import Wording, differences, reach_in_words, told
from tarazy.engine.load import load_methodology, methodology_from_files
from tarazy.engine.model.methodology import Evidence, Methodology
from tarazy.engine.model.uncertainty import Assumption, Choice, Dirichlet, Experts, Spread, Uncertainty
from tarazy.web.doors.portal.methodologies.wording import wording_of
from tests.engine.unit.load.form_text import COLLECTED, REPORTED
from tests.engine.unit.load.tiny_text import ACCIDENTS, BEDS, METHODOLOGY, VARIABLES, changed, tiny
from tests.web.doors.portal.later import LATER, registered_later
from tests.web.doors.portal.reading import read
from tests.web.rooms.shipped import KZ_VARYING as KZ

OF_UNCERTAINTY = (Uncertainty, Choice, Dirichlet, Experts, Spread, *get_args(Assumption))
PAGE = f"/en/methodologies/{LATER}/changes/"


@pytest.fixture(scope="module")
def later(published: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    registered_later(tmp_path_factory.mktemp("kz"))


@pytest.mark.usefixtures("later")
def test_what_changed_from_when_and_for_whom(client: Client) -> None:
    page = read(client, f"{PAGE}2024.2/")
    assert page.h1 == "Changes: Index of regional development (illustration), 2024.3"
    assert "Before Index of regional development (illustration), 2024.2: in force" in page.text
    assert "Version: 2024.2 → 2024.3" in page.text
    assert (
        "Part of the index: Share of internet users Missing data: Missing stays missing → "
        "Replaced by the value of an earlier period: Periods back from which a value may be taken 1, "
        "Source “Invented for tests”, Date 2026-11-22"
    ) in page.text
    assert "Scores may change from the period 2022 on. Affected, by kind: cities of national significance" in page.text
    assert "For 2024 nothing is published on users of the Internet: the value of 2023 is taken." in page.text
    assert f"/en/methodologies/{LATER}/#node-internet_users" in dict(page.links)
    assert f"/en/methodologies/{KZ}/changes/2024.3/" in dict(page.links)


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", "Балдар 2022 кезеңінен бастап өзгеруі мүмкін."),
        ("ru", "Баллы могут измениться начиная с периода 2022."),
        ("en", "Scores may change from the period 2022 on."),
    ],
)
def test_it_speaks_three_languages_and_no_key_of_the_text(client: Client, language: str, said: str) -> None:
    text = read(client, f"{PAGE}2024.2/".replace("/en/", f"/{language}/", 1)).text
    assert said in text
    for key in ("previous_period", "periods 1", "internet_users", "leave"):
        assert key not in text


@pytest.mark.usefixtures("later")
def test_the_other_way_round_names_what_was_before(client: Client) -> None:
    page = read(client, f"/en/methodologies/{KZ}/changes/2024.3/")
    assert "Version: 2024.3 → 2024.2" in page.text


@pytest.mark.usefixtures("later")
def test_without_another_version_those_there_are_are_offered(client: Client) -> None:
    page = read(client, PAGE)
    assert f"{PAGE}2024.2/" in dict(page.links)
    assert "Who is affected, and from when" not in page.text
    assert PAGE in dict(read(client, f"/en/methodologies/{LATER}/").links)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", "Басқа нұсқасы жоқ"),
        ("ru", "Другой версии нет"),
        ("en", "There is no other version"),
    ],
)
def test_the_only_version_says_that_it_is(client: Client, language: str, said: str) -> None:
    page = read(client, f"/{language}/methodologies/un/hdi/2021/changes/")
    assert page.status == 200
    assert said in page.text


@pytest.mark.usefixtures("later")
def test_a_version_and_itself_are_the_same(client: Client) -> None:
    page = read(client, f"{PAGE}2024.3/")
    assert "The two texts are the same." in page.text
    assert "What changed" not in page.text


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize(
    "address",
    [
        f"{PAGE}1999.1/",
        f"{PAGE}..%2F..%2Fun/",
        "/en/methodologies/kz/regional-development/1999.1/changes/",
        "/en/methodologies/kz/regional-development/1999.1/changes/2024.2/",
        f"/en/methodologies/un/hdi/2021/changes/{'9' * 300}/",
    ],
)
def test_an_unknown_version_is_a_helpful_404(client: Client, address: str) -> None:
    page = read(client, address)
    assert page.status == 404
    assert page.h1 == "There is no such page"
    assert any(href.startswith("/en/methodologies/") for href, _ in page.links)


@pytest.mark.usefixtures("later")
def test_more_differences_ask_the_database_no_more(client: Client) -> None:
    counts = []
    for other in ("2024.3", "2024.2"):  # none, and several
        read(client, f"{PAGE}{other}/")
        with CaptureQueriesContext(connection) as queries:
            read(client, f"{PAGE}{other}/")
        counts.append(len(queries))
    assert counts[0] == counts[1] < 9


# --- the words, without a site ----------------------------------------------------------------------------------------

OLD = methodology_from_files(tiny())


def lines(new: Methodology, old: Methodology = OLD, language: str = "en") -> list[str]:
    with override(language):
        wording = wording_of(old, new, {})
        return [line for thing in told(old, new, differences(old, new), wording) for line in (thing.head, *thing.lines)]


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (BEDS, "low: 25, ", "low: 30, ", "Normalisation › by date › 2024-01-01 › Lower goalpost: 25 → 30"),
        (BEDS, "better: higher", "better: lower", "Direction: higher is better → lower is better"),
        (
            ACCIDENTS, "within: period", "within: peer_group",
            "Normalisation › Compared with: all who are scored in the period → the peer group",
        ),
        (METHODOLOGY, "from: 60}", "from: 65}", "Bands › Bands › High › from: 60 → 65"),
        (VARIABLES, REPORTED, f"{REPORTED}\n{COLLECTED}", "Collected: added: every quarter"),
        (METHODOLOGY, "criterion: true", "criterion: false", "Counts as a criterion: yes → no"),
        (
            METHODOLOGY, "standing: illustration", "standing: official",
            "Standing: illustration, not an official assessment → official",
        ),
        (METHODOLOGY, "high: 100, decimals: 1", "high: 100, decimals: 2", "Points › Decimal places: 1 → 2"),
    ],
)  # fmt: skip
def test_keys_and_choices_go_by_the_words_of_the_other_pages(path: str, old: str, new: str, said: str) -> None:
    assert said in lines(methodology_from_files(changed(path, old, new)))


def test_two_texts_that_share_nothing_can_be_compared_in_every_language() -> None:
    shipped = [load_methodology(id) for id in (KZ, "un/hdi/2021", "wales/imd/2019", "us-ca/api/2000")]
    for old in shipped:
        for new in shipped:
            for language in ("kk", "ru", "en"):
                assert all(lines(new, old, language)) or old is new


def test_the_command_line_keeps_the_keys_of_the_text() -> None:
    new = methodology_from_files(changed(BEDS, "low: 25, high: 85", "low: 30, high: 85"))
    changes = differences(OLD, new)
    (thing,) = told(OLD, new, changes, Wording("en"))
    assert (thing.head, thing.lines) == (
        "Part of the index: Hospital beds (beds)",
        ("Normalisation › dated › 2024-01-01 › low: 25 → 30",),
    )
    assert next(reach_in_words(OLD, new, changes, Wording("en"))) == "Scores may change from the period 2024 on."


def fields_of(struct: type[msgspec.Struct]) -> Iterator[str]:
    return (field.encode_name for field in msgspec.structs.fields(struct))


def test_every_key_outside_of_methods_has_words() -> None:
    old = load_methodology("us-ca/api/2000")
    with override("en"):
        wording = wording_of(old, old, {})
        keys = {
            *fields_of(type(old.variables[0])),
            *fields_of(type(old.units_of_measure[0])),
            *fields_of(type(old.points)),
            *fields_of(type(old.in_force)),
            *fields_of(type(old.variables[0].observed)),
            *fields_of(Evidence),
            *(key for one in OF_UNCERTAINTY for key in fields_of(one)),
            *(
                "title",
                "definition",
                "code",
                "goals",
                "better",
                "criterion",
                "value",
                "node",
                "description",
                "uncertainty",
            ),
            *("standing", "assessed_kinds", "period", "assessed_periods", "version", "methodology"),
        }
        assert [key for key in sorted(keys) if wording.key(key, "") == key and key not in ("from", "to")] == []
