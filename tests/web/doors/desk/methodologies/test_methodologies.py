"""Methodologies are brought in, looked at and decided on page by page."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tarazy.engine.differences import differences
from tarazy.engine.model.methodology import Methodology
from tarazy.exchange.methodologies.given import methodology_given
from tarazy.web.doors.desk.methodologies.awaiting import decisions
from tarazy.web.rooms.methodologies.actions import move_version
from tarazy.web.rooms.methodologies.enums import Move
from tarazy.web.rooms.methodologies.models import Upload, Version
from tests.web.peopled import organisation_called, person, today
from tests.web.rooms.drafted import drafted, end_consultation, packed, text_named
from tests.web.rooms.shipped import put_in_force

pytestmark = pytest.mark.usefixtures("peopled", "db", "without_second_factor")
DESK = "/en/desk/methodologies/"


@pytest.fixture
def author(client: Client) -> Client:
    client.force_login(person("centre.methodologist"))
    return client


def _file(files: dict[str, bytes], name: str = "text.zip") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, packed(files))}


def _faulty() -> dict[str, bytes]:
    files = dict(text_named().files)
    files["methodology.yaml"] = files["methodology.yaml"].replace(b"assessed_kinds", b"assessed_kidns")
    return files


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("faults were found; nothing was kept", "line ", "Did you mean")),
        ("ru", ("ничего не сохранено", "строка ", "Возможно, имелось в виду")),
        ("kk", ("қате табылды; ештеңе сақталмады", "-жол", "assessed_kidns")),
    ],
)
def test_faults_are_told_by_file_and_line_and_nothing_is_kept(
    author: Client, language: str, words: tuple[str, ...]
) -> None:
    files = _faulty() | {"notes.txt": b"a stray file"}
    answer = author.post(f"/{language}/desk/methodologies/upload/", _file(files))
    page = answer.content.decode()
    assert answer.status_code == 422
    for text in (*words, "methodology.yaml", "notes.txt"):
        assert text in page
    assert not Upload.objects.exists()
    assert not Version.objects.exists()


def test_without_a_file_the_form_says_so(author: Client) -> None:
    answer = author.post(f"{DESK}upload/", {})
    assert answer.status_code == 422
    assert "This field is required." in answer.content.decode()


def test_a_name_of_another_organisation_is_refused_with_its_reason(author: Client) -> None:
    drafted(text_named("kz/mangystau-outcome"), person("scoped.methodologist"), organisation_called("scoped"))
    answer = author.post(f"{DESK}upload/", _file(dict(text_named("kz/mangystau-outcome", "2027").files)))
    assert answer.status_code == 422
    assert b"belongs to another organisation" in answer.content


def _brought_in(client: Client, methodology: Methodology) -> str:
    answer = client.post(f"{DESK}upload/", _file(dict(methodology.files)))
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def test_a_sound_text_is_looked_at_and_kept(author: Client) -> None:
    href = _brought_in(author, text_named())
    page = author.get(href).content.decode()
    assert "first version of its methodology" in page
    assert "holds" in page
    assert not Version.objects.exists()
    kept = author.post(href, {"keep": "yes"})
    [version] = Version.objects.all()
    assert kept.headers["Location"] == f"{DESK}{version.pk}/"
    assert (str(version), version.state, version.organisation) == ("kz/outcome/2026", "draft", None)


def test_a_text_can_be_forgotten(author: Client) -> None:
    assert author.post(_brought_in(author, text_named()), {"discard": "yes"}).headers["Location"] == DESK
    assert not Upload.objects.exists()


def test_a_frozen_number_is_refused_before_and_at_keeping(author: Client) -> None:
    end_consultation(drafted(text_named(), person("centre.methodologist")))
    href = _brought_in(author, text_named())
    assert b"frozen" in author.get(href).content
    assert b"Keep as a draft" not in author.get(href).content
    assert author.post(href, {"keep": "yes"}).status_code == 422


def test_with_no_figures_recorded_nobody_is_said_to_move(author: Client) -> None:
    put_in_force("kz/outcome/2020")
    shown = author.get(_brought_in(author, text_named())).content.decode()
    assert "Compared with kz/outcome/2020 (in force)." in shown
    assert "Scores, ranks and bands before and after" not in shown
    assert "No figures to try it on" in shown or "cannot be scored by both texts" in shown


def test_a_version_page_shows_its_steps_and_gives_its_files(author: Client) -> None:
    version = drafted(text_named(), person("centre.methodologist"))
    page = author.get(f"{DESK}{version.pk}/").content.decode()
    assert "Put up for public consultation" in page
    assert "Approve the methodology" not in page
    assert "assessed_kinds" in author.get(f"{DESK}{version.pk}/files/methodology.yaml").content.decode()
    assert author.get(f"{DESK}{version.pk}/files/other.yaml").status_code == 404
    for ending in ("archive.zip", "workbook.xlsx"):
        content = author.get(f"{DESK}{version.pk}/{ending}").content
        assert differences(text_named(), methodology_given(content, ending)) == ()
    assert methodology_given(author.get(f"{DESK}{version.pk}/archive.zip").content, "").hash == version.hash
    assert author.get(f"{DESK}{version.pk}/moves/fly/").status_code == 404
    assert author.get(f"{DESK}{version.pk}/moves/approve/").status_code == 403


def test_a_move_without_its_day_and_act_is_asked_again(author: Client) -> None:
    version = drafted(text_named(), person("centre.methodologist"))
    answer = author.post(f"{DESK}{version.pk}/moves/consult/", {"first_day": today(-3), "last_day": today(-4)})
    assert answer.status_code == 422
    assert "A consultation begins today or later." in answer.content.decode()
    assert Version.objects.get().state == "draft"


def test_a_draft_of_people_is_not_on_the_public_site(client: Client) -> None:
    version = drafted(text_named(), person("centre.methodologist"))
    address = f"/en/methodologies/{version}/"
    assert client.get(address).status_code == 404
    end_consultation(version)
    assert client.get(address).status_code == 200


def test_what_can_be_approved_awaits_those_who_may() -> None:
    version = end_consultation(drafted(text_named(), person("centre.methodologist")))
    with override("en"):
        names = ("centre.administrator", "centre.methodologist", "foreign.administrator", "centre.analyst")
        assert {name: len(decisions(person(name))) for name in names} == dict(zip(names, (1, 0, 0, 0), strict=True))
        [one] = decisions(person("centre.administrator"))
        assert one.label == f"To approve: {version.title.en}"
        move_version(version, Move.APPROVE, by=person("centre.administrator"))
        assert decisions(person("centre.administrator")) == []
        Version.objects.update(state="approved")
        assert decisions(person("centre.methodologist"))[0].label.startswith("To be put in force")


@pytest.fixture(params=[1, 3])
def listed(request: pytest.FixtureRequest) -> int:
    for number in range(request.param):
        end_consultation(drafted(text_named(version=f"2026.{number}"), person("centre.methodologist")))
    return int(request.param)


def test_the_list_asks_as_many_questions_for_one_as_for_three(author: Client, listed: int) -> None:
    author.get(DESK)
    with CaptureQueriesContext(connection) as asked:
        page = author.get(DESK).content.decode()
    assert page.count("0 of 2 given") == listed
    assert len(asked) <= 12, [one["sql"][:90] for one in asked]
