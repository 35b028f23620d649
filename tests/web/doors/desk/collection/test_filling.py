"""The pages on which a body fills in its form: what stands there, what is saved, what is said."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarazy.exchange.forms.form import Answer
from tarazy.web.rooms.collection.actions.filling import Change, save_cells
from tarazy.web.rooms.collection.enums import Origin
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.collection.queries.forms import Asked
from tarazy.web.rooms.collection.queries.submissions import cells_of
from tarazy.web.rooms.people.models import User
from tests.web.piloted import Pilot, certified, filled

pytestmark = [pytest.mark.database, pytest.mark.django_db]

BLOCK, DELIVERED, ON_TIME = "blocks/services/", "services_delivered", "services_on_time"
MOST_QUERIES = 40
LANGUAGES = ("kk", "ru", "en")


def page_of(client: Client, pilot: Pilot, rest: str = "", language: str = "en") -> str:
    answer = client.get(f"/{language}/desk/forms/{pilot.submission.pk}/{rest}")
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def write(pilot: Pilot, by: User, variable: str, value: float, seen: int = 0) -> None:
    save_cells(pilot.submission, [Change(variable, "", seen, Answer(value))], origin=Origin.TYPED, by=by)


def shown(client: Client, pilot: Pilot) -> dict[str, str]:
    """The fields of a block as its page shows them."""
    answer = client.get(f"/en/desk/forms/{pilot.submission.pk}/{BLOCK}")
    forms = [cell.form for cell in answer.context["cells"]]
    return {bound.html_name: str(bound.value() or "") for form in forms for bound in form} | {
        form.add_prefix("seen"): str(form["seen"].value()) for form in forms
    }


def test_each_language_shows_what_stands_beside_a_question(client: Client, pilot: Pilot) -> None:
    client.force_login(pilot.officer)
    said = {
        "kk": ("Көрсетілген мемлекеттік қызметтер", "Өткен жылы", "621 407"),
        "ru": ("Оказанные государственные услуги", "В прошлом году", "621 407"),
        "en": ("Public services delivered", "Last year", "621 407"),
    }
    for language, words in said.items():
        page = page_of(client, pilot, BLOCK, language)
        assert [word for word in words if word not in page] == []
    assert "Target" in page_of(client, pilot, "blocks/goals/")
    assert "Document that proves it" in page_of(client, pilot, BLOCK)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rest", ["", "answers/", "explanations/", "upload/", "submit/"])
def test_every_page_of_a_form_in_every_language(client: Client, pilot: Pilot, rest: str, language: str) -> None:
    write(pilot, pilot.officer, ON_TIME, 10.0)
    client.force_login(pilot.officer)
    assert f'lang="{language}"' in page_of(client, pilot, rest, language)


@pytest.mark.parametrize(("language", "typed", "value"), [
    ("ru", "700 000,5", 700_000.5), ("kk", "1,5", 1.5), ("en", "700000.5", 700_000.5), ("ru", "12 000", 12_000.0),
])  # fmt: skip
def test_numbers_are_read_as_the_language_writes_them(
    client: Client, pilot: Pilot, language: str, typed: str, value: float
) -> None:
    client.force_login(pilot.officer)
    fields = shown(client, pilot) | {f"{DELIVERED}-value": typed}
    answer = client.post(f"/{language}/desk/forms/{pilot.submission.pk}/{BLOCK}", fields | {"stay": ""})
    assert answer.headers["Location"] == f"/{language}/desk/forms/{pilot.submission.pk}/"
    cells = cells_of(pilot.submission)
    assert [(cell.variable, cell.value, cell.origin) for cell in cells.values()] == [(DELIVERED, value, "typed")]
    assert typed.replace(" ", "") in page_of(client, pilot, BLOCK, language).replace(" ", "")


def test_what_is_wrong_is_said_beside_its_cell_and_the_rest_is_kept(client: Client, pilot: Pilot) -> None:
    client.force_login(pilot.officer)
    fields = shown(client, pilot) | {f"{DELIVERED}-value": "many", f"{ON_TIME}-value": "5"}
    answer = client.post(f"/en/desk/forms/{pilot.submission.pk}/{BLOCK}", fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{DELIVERED}-value"' in page
    assert "“many” is not a number" in page or "«many» is not a number" in page
    assert 'value="many"' in page
    assert [cell.variable for cell in cells_of(pilot.submission).values()] == [ON_TIME]
    both = shown(client, pilot) | {f"{DELIVERED}-value": "5", f"{DELIVERED}-status": "M"}
    answer = client.post(f"/ru/desk/forms/{pilot.submission.pk}/{BLOCK}", both)
    assert answer.status_code == 422
    assert f'href="#id_{DELIVERED}-status"' in answer.content.decode()


def test_who_was_overtaken_sees_both_values_and_chooses(client: Client, pilot: Pilot) -> None:
    client.force_login(pilot.officer)
    fields = shown(client, pilot) | {f"{DELIVERED}-value": "99"}
    write(pilot, pilot.head, DELIVERED, 10.0)
    write(pilot, pilot.head, ON_TIME, 7.0)
    address = f"/en/desk/forms/{pilot.submission.pk}/{BLOCK}"
    answer = client.post(address, fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ерлан Жұмабай wrote: 10" in page.replace("\xa0", " ")
    assert page.count("Which of the two stands?") == 1, "the cell that was not touched is no quarrel"
    assert {variable: cell.value for (variable, _), cell in cells_of(pilot.submission).items()} == {
        DELIVERED: 10.0,
        ON_TIME: 7.0,
    }
    again = {bound.html_name: str(bound.value() or "") for cell in answer.context["cells"] for bound in cell.form}
    again |= {cell.form.add_prefix("seen"): str(cell.form["seen"].value()) for cell in answer.context["cells"]}
    assert client.post(address, again).status_code == 422, "nothing is chosen"
    client.post(address, again | {f"{DELIVERED}-choice": "theirs"})
    assert cells_of(pilot.submission)[DELIVERED, ""].value == 10.0
    client.post(address, again | {f"{DELIVERED}-choice": "mine"})
    assert cells_of(pilot.submission)[DELIVERED, ""].value == 99.0


def test_a_cell_that_saves_itself_is_told_what_came_of_it(client: Client, pilot: Pilot) -> None:
    client.force_login(pilot.officer)
    fields = {name: text for name, text in shown(client, pilot).items() if name.startswith(f"{DELIVERED}-")}
    address = f"/ru/desk/forms/{pilot.submission.pk}/{BLOCK}"

    def told(value: str, **more: str) -> dict[str, object]:
        data = fields | {f"{DELIVERED}-value": value} | {f"{DELIVERED}-{name}": text for name, text in more.items()}
        answer = client.post(address, data, headers={"Accept": "application/json"})
        assert answer.status_code == 200
        (cell,) = answer.json()["cells"]
        return dict(cell)

    first = told("5")
    assert (first["state"], first["message"], first["seen"]) == ("saved", "Сохранено.", 1)
    assert told("много")["state"] == "refused"
    late = told("7")
    assert late["state"] == "overtaken"
    assert "Айгерім Сәрсен" in str(late["message"])
    assert told("8", seen="1", mark=str(first["mark"]))["state"] == "saved"
    assert told("8", seen="1", mark=str(first["mark"]))["state"] == "same"


def test_only_the_body_s_people_open_its_block_and_only_while_it_is_theirs(client: Client, pilot: Pilot) -> None:
    address = f"/en/desk/forms/{pilot.submission.pk}/"
    for somebody in (pilot.stranger, pilot.assessor):
        client.force_login(somebody)
        assert client.get(address + BLOCK).status_code == 403
    assert client.get(address).status_code == 200, "its assessor reads it"
    client.force_login(pilot.stranger)
    assert client.get(address).status_code == 403
    client.force_login(pilot.officer)
    assert client.get(f"{address}blocks/nothing/").status_code == 404
    Submission.objects.filter(pk=pilot.submission.pk).update(state="submitted")
    assert client.get(address + BLOCK).status_code == 403


def test_findings_are_explained_on_their_page(client: Client, pilot: Pilot) -> None:
    write(pilot, pilot.officer, DELIVERED, 700_000.0)
    write(pilot, pilot.officer, ON_TIME, 10.0)
    client.force_login(pilot.officer)
    address = f"/en/desk/forms/{pilot.submission.pk}/"
    assert "Not explained yet." in page_of(client, pilot, "answers/")
    cases = list(client.get(f"{address}explanations/").context["form"].fields)
    answer = client.post(f"{address}explanations/", dict.fromkeys(cases, "Offices were closed all year."), follow=True)
    assert "Offices were closed all year." in answer.content.decode()
    assert "Not explained yet." not in answer.content.decode()
    write(pilot, pilot.officer, ON_TIME, 11.0, seen=1)
    stale = client.post(f"{address}explanations/", dict.fromkeys(cases, "Said of another value."))
    assert stale.status_code == 422
    assert "what was said of it lapsed" in stale.content.decode()


def test_an_unfinished_form_says_what_is_missing_and_is_not_submitted(client: Client, pilot: Pilot) -> None:
    address = f"/ru/desk/forms/{pilot.submission.pk}/"
    client.force_login(pilot.officer)
    asked = client.get(f"{address}submit/").content.decode()
    assert "Сдать пока нельзя" in asked
    assert f'href="{address}answers/"' in asked
    answer = client.post(f"{address}submit/")
    assert answer.status_code == 422
    count = len(Asked(pilot.submission).questions)
    assert f"Ячеек без ответа: {count}" in answer.content.decode()
    assert f"{count} cells have no answer" in page_of(client, pilot, "answers/")


def test_a_form_goes_from_hand_to_hand(client: Client, pilot: Pilot) -> None:
    filled(pilot)
    address = f"/en/desk/forms/{pilot.submission.pk}/"

    def act(user: User, path: str, **given: str) -> str:
        client.force_login(user)
        answer = client.post(address + path, given, follow=True)
        assert answer.status_code == 200, answer.content.decode()
        return answer.content.decode()

    client.force_login(pilot.officer)
    assert "Fill in the form" in client.get("/en/desk/").content.decode()
    act(pilot.officer, "submit/")
    act(pilot.officer, "take-back/")
    act(pilot.officer, "submit/")
    client.force_login(pilot.head)
    assert "Certify the form" in client.get("/en/desk/").content.decode()
    certifying = client.get(address + "certify/").content.decode()
    assert "As reported to the maslikhat." in certifying
    act(pilot.head, "certify/")
    digest = pilot.submission.state_changes.order_by("-pk").values_list("digest", flat=True).first()
    assert str(digest) in certifying
    client.force_login(pilot.assessor)
    assert "Accept or return the form" in client.get("/en/desk/").content.decode()
    nothing = client.post(address + "return/", {})
    assert "Name at least one cell" in nothing.content.decode()
    act(pilot.assessor, "return/", **{f"cell-{DELIVERED}": "The report says more.", f"cell-{ON_TIME}": "See page 3."})
    client.force_login(pilot.officer)
    assert "Correct the returned form" in client.get("/en/desk/").content.decode()
    block = page_of(client, pilot, BLOCK)
    assert "The report says more." in block
    assert "See page 3." in block
    act(pilot.officer, "submit/")
    act(pilot.head, "certify/")
    client.force_login(pilot.assessor)
    for row in client.get(address).context["blocks"]:
        act(pilot.assessor, f"blocks/{row.block}/accept/")
    assert "accepted" in page_of(client, pilot)
    pilot.submission.refresh_from_db()
    assert pilot.submission.state == "accepted"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_heads_and_assessors_in_every_language(client: Client, pilot: Pilot, language: str) -> None:
    certified(pilot)
    client.force_login(pilot.assessor)
    for rest in ("", "answers/", "return/", "blocks/services/accept/"):
        assert f'lang="{language}"' in page_of(client, pilot, rest, language)


def test_the_history_of_a_cell_is_read_by_who_reads_the_form(client: Client, pilot: Pilot) -> None:
    write(pilot, pilot.officer, DELIVERED, 10.0)
    write(pilot, pilot.head, DELIVERED, 12.0, seen=1)
    address = f"/en/desk/forms/cells/{cells_of(pilot.submission)[DELIVERED, ''].pk}/"
    client.force_login(pilot.assessor)
    page = client.get(address).content.decode()
    assert page.index("Ерлан Жұмабай") < page.index("Айгерім Сәрсен")
    client.force_login(pilot.stranger)
    assert client.get(address).status_code == 403


def test_pages_ask_the_database_as_often_for_one_row_as_for_three(client: Client, pilot: Pilot) -> None:
    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/en/desk/forms/{path}").status_code == 200
        return len(caught)

    client.force_login(pilot.officer)
    paths = ("", f"{pilot.submission.pk}/", f"{pilot.submission.pk}/{BLOCK}", f"{pilot.submission.pk}/answers/")
    write(pilot, pilot.officer, DELIVERED, 10.0)
    queries("")  # what is asked once a session is not counted
    before = [queries(path) for path in paths]
    assert max(before) <= MOST_QUERIES
    for variable in (ON_TIME, "services_online"):
        write(pilot, pilot.officer, variable, 8.0)
    for period in ("2026-Q1", "2026-Q2"):
        now = pilot.submission.changed_at
        Submission.objects.create(
            campaign=pilot.campaign, unit=pilot.submission.unit, period=period, opened_at=now, changed_at=now
        )
    assert [queries(path) for path in paths] == before
