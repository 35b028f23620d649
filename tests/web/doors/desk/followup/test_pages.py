"""Instructions on the desk: given, accepted, reported with a document, returned, verified; the first page says so."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from tarazy.web.rooms.followup.actions import open_recommendation
from tarazy.web.rooms.followup.enums import Kind
from tarazy.web.rooms.followup.models import DeadlineChange, Document, Recommendation
from tarazy.web.rooms.units.models import Unit
from tests.web.peopled import organisation_called, person, today

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("campaigned", "db", "without_second_factor")]

DISTRICT = "KZ-47-BEINEU"
LANGUAGES = ("kk", "ru", "en")


def page_of(client: Client, username: str, rest: str = "", language: str = "en", status: int = 200) -> str:
    client.force_login(person(username))
    answer = client.get(f"/{language}/desk/{rest}")
    assert answer.status_code == status, answer.status_code
    return answer.content.decode().replace("\xa0", " ")


def sent(client: Client, username: str, rest: str, status: int = 302, **given: object) -> str:
    client.force_login(person(username))
    answer = client.post(f"/en/desk/{rest}", given)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def given(kind: Kind = Kind.INSTRUCTION, days: int = 10) -> Recommendation:
    return open_recommendation(
        Unit.objects.get(pk=DISTRICT), kind, "Answer complaints in time.", language="en", deadline=today(days),
        organisation=organisation_called("centre"), origin=("campaigns.campaign", "running"),
        by=person("centre.assessor"),
    )  # fmt: skip


def test_an_instruction_is_given_to_a_body_that_is_chosen(client: Client) -> None:
    assert "Give an instruction" in page_of(client, "scoped.head", "instructions/")
    page = page_of(client, "scoped.head", "instructions/give/")
    assert "Beineu District" in page
    assert "Kyzylorda" not in page
    sent(client, "scoped.head", "instructions/give/", unit=DISTRICT)
    owner = person("body.officer")
    said = {"kind": "instruction", "text": "Answer complaints.", "deadline": today(9), "owner": owner.pk}
    sent(client, "scoped.head", f"instructions/give/{DISTRICT}/?campaign=running", **said)
    made = Recommendation.objects.get()
    assert (made.unit_id, made.organisation_id, made.owner, made.deadline) == (DISTRICT, "scoped", owner, today(9))
    assert (made.origin_kind, made.origin_id, made.language) == ("campaigns.campaign", "running", "en")


def test_what_is_wrong_stands_beside_its_field(client: Client) -> None:
    said = {"kind": "instruction", "text": "", "deadline": today(-1)}
    page = sent(client, "centre.assessor", f"instructions/give/{DISTRICT}/", 422, **said)
    assert "This field is required" in page
    page = sent(client, "centre.assessor", f"instructions/give/{DISTRICT}/", 422, **said | {"text": "Answer."})
    assert "This day has passed" in page
    assert not Recommendation.objects.exists()


def test_it_goes_from_hand_to_hand_until_somebody_else_verifies_it(
    client: Client, settings: Settings, tmp_path: object
) -> None:
    settings.FILES_ROOT, settings.SCANNER = tmp_path, ""
    one = f"instructions/{given().pk}/"
    assert "Answer: Instruction" in page_of(client, "body.head")
    sent(client, "body.head", f"{one}accept/", words="")
    assert "Carry out: Instruction" in page_of(client, "body.officer")
    file = io.BytesIO(b"%PDF-1.7 report")
    file.name = "Есеп.pdf"
    assert "This field is required" in sent(client, "body.officer", f"{one}report/", 422, words="")
    sent(client, "body.officer", f"{one}report/", words="All were answered.", file=file)
    assert "Carry out" not in page_of(client, "body.officer")
    assert "Verify that it is carried out: Instruction" in page_of(client, "centre.assessor")
    sent(client, "centre.assessor", f"{one}return/", words="Two are open.")
    assert "Carry out what was returned: Instruction" in page_of(client, "body.head")
    sent(client, "body.officer", f"{one}report/", words="Those too.")
    page = page_of(client, "body.officer", one)
    assert f"{one}verify/" not in page
    sent(client, "centre.assessor", f"{one}verify/", words="Seen.")
    page = page_of(client, "body.head", one)
    assert (
        page.index("Seen.") < page.index("Those too.") < page.index("Two are open.") < page.index("All were answered.")
    )
    document = Document.objects.get()
    client.force_login(person("centre.assessor"))
    answer = client.get(f"/en/desk/instructions/documents/{document.pk}/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 report"
    page_of(client, "foreign.head", f"instructions/documents/{document.pk}/", status=403)


def test_a_harmful_or_strange_file_is_refused_and_nothing_moves(
    client: Client, settings: Settings, tmp_path: object
) -> None:
    settings.FILES_ROOT, settings.SCANNER = tmp_path, ""
    made = given()
    file = io.BytesIO(b"MZ\x90\x00")
    file.name = "report.exe"
    page = sent(client, "body.head", f"instructions/{made.pk}/report/", 422, words="Done.", file=file)
    assert "A file of this type is not taken" in page
    made.refresh_from_db()
    assert made.state == "opened"


def test_a_deadline_is_moved_in_the_open(client: Client) -> None:
    made = given()
    page_of(client, "body.head", f"instructions/{made.pk}/deadline/", status=403)
    said = {"deadline": today(20), "reason": "The budget was adjusted."}
    sent(client, "centre.assessor", f"instructions/{made.pk}/deadline/", **said)
    assert DeadlineChange.objects.count() == 1
    page = page_of(client, "body.head", f"instructions/{made.pk}/")
    assert "deadline moved from" in page
    assert "The budget was adjusted." in page


def test_a_recommendation_may_be_declined_an_instruction_may_not(client: Client) -> None:
    one, other = given(Kind.RECOMMENDATION), given()
    assert f"{one.pk}/decline/" in page_of(client, "body.head", f"instructions/{one.pk}/")
    assert f"{other.pk}/decline/" not in page_of(client, "body.head", f"instructions/{other.pk}/")
    page_of(client, "body.head", f"instructions/{other.pk}/decline/", status=403)
    sent(client, "body.head", f"instructions/{one.pk}/decline/", words="The law forbids it.")
    assert "The law forbids it." in page_of(client, "centre.assessor", f"instructions/{one.pk}/")


def test_the_list_says_what_is_under_control_overdue_and_settled(client: Client) -> None:
    for days in (5, 6):
        given(days=days)
    Recommendation.objects.filter(deadline=today(5)).update(deadline=today(-5))
    page = page_of(client, "centre.assessor", "instructions/")
    assert "under control: 2" in page
    assert "overdue: 1" in page
    page = page_of(client, "centre.assessor", "instructions/?show=overdue")
    assert page.count("Answer complaints in time.") == 1
    assert "Nothing stands here" in page_of(client, "centre.assessor", "instructions/?show=settled")
    assert "Nothing stands here" in page_of(client, "foreign.head", "instructions/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_is_in_each_language(client: Client, language: str) -> None:
    made = given()
    pages = [
        page_of(client, "centre.assessor", rest, language)
        for rest in ("instructions/", "instructions/give/", f"instructions/give/{DISTRICT}/",
                     f"instructions/{made.pk}/", f"instructions/{made.pk}/deadline/",
                     f"instructions/{made.pk}/withdraw/")
    ]  # fmt: skip
    assert all(f'lang="{language}"' in page for page in pages)
    english = ("What the body is to do", "Given by", "under control", "New deadline", "Why it is withdrawn")
    found = [words for words in english if any(words in page for page in pages)]
    assert found == (list(english) if language == "en" else [])


def test_a_list_of_three_asks_as_often_as_one_of_one(client: Client) -> None:
    client.force_login(person("centre.assessor"))
    client.get("/en/desk/instructions/")
    counts = []
    for more in (1, 2):
        for _ in range(more):
            given()
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/desk/instructions/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
