"""The pages of conclusions: written block by block, opened, replied to item by item, answered; the clocks."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarazy.web.rooms.conclusions.enums import State, Verdict
from tarazy.web.rooms.conclusions.models import Conclusion, Receipt, ReplyDocument
from tarazy.web.rooms.conclusions.queries.conclusions import items_of
from tarazy.web.rooms.conclusions.queries.drafts import draft_in
from tarazy.web.rooms.followup.models import Recommendation
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.results.models import Estimate, Interval
from tests.web.concluding import (
    BLOCK,
    Concluding,
    again,
    begun,
    computed_anew,
    in_days,
    issued,
    received,
    replied,
    said,
)
from tests.web.rooms.conclusions.test_writing import corrected

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LANGUAGES = ("kk", "ru", "en")
CAMPAIGN = "campaigns/pilot-2026/conclusions/"


def page_of(client: Client, user: User, rest: str, language: str = "en", status: int = 200) -> str:
    client.force_login(user)
    answer = client.get(f"/{language}/desk/{rest}")
    assert answer.status_code == status, answer.status_code
    return answer.content.decode().replace("\xa0", " ")


def sent(client: Client, user: User, rest: str, status: int = 302, **given: object) -> str:
    client.force_login(user)
    answer = client.post(f"/en/desk/{rest}", given)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_an_assessor_writes_and_issues_a_conclusion(client: Client, concluding: Concluding) -> None:
    world = concluding
    assert "Quality of public services" in page_of(client, world.assessor, "conclusions/")
    sent(client, world.assessor, f"{CAMPAIGN}KZ-43/{BLOCK}/begin/", language="kk")
    conclusion = Conclusion.objects.get()
    own = f"conclusions/{conclusion.pk}/"
    page = page_of(client, world.assessor, own)
    assert "Answer every complaint in time." in page  # the earlier recommendation
    assert "False figures." in page
    assert "Not written yet." in page
    sent(client, world.assessor, f"{own}report/", seen=1, report="Блок бойынша есеп.")
    sent(client, world.assessor, f"{own}items/add/", seen=2, node=BLOCK, text="Есеп кеш берілді.")
    sent(client, world.assessor, f"{own}items/1/", seen=3, node="on_time", text="Мерзім сақталмады.")
    items = draft_in(again(conclusion)).items
    assert (items[0].text, items[-1].text) == ("Мерзім сақталмады.", "Есеп кеш берілді.")
    sent(client, world.assessor, f"{own}items/2/leave-out/")
    assert len(draft_in(again(conclusion)).items) == len(items) - 1
    day = in_days(60).isoformat()
    sent(client, world.assessor, f"{own}recommendations/add/", seen=5, node=BLOCK, text="Бірінші.", deadline=day)
    sent(client, world.assessor, f"{own}recommendations/add/", seen=6, node=BLOCK, text="Екінші.", deadline=day)
    sent(client, world.assessor, f"{own}recommendations/1/leave-out/")
    earlier = Recommendation.objects.get()
    sent(client, world.assessor, f"{own}earlier/", **{"seen": 8, f"note-{earlier.pk}": "Орындалмаған."})
    sent(client, world.assessor, f"{own}issue/")
    assert again(conclusion).state == State.ISSUED
    page = page_of(client, world.assessor, own)
    for words in (
        "Блок бойынша есеп.",
        "Екінші.",
        "Орындалмаған.",
        "counts as received on",
        again(conclusion).issuing.digest,
    ):
        assert words in page
    assert f"{own}report/" not in page


@pytest.mark.parametrize(
    ("rest", "given", "words"),
    [
        ("report/", {"report": "", "seen": 1}, "This field is required."),
        ("report/", {"report": "Report.", "seen": 7}, "Somebody has changed this conclusion"),
        ("items/add/", {"node": "budget", "text": "x", "seen": 1}, "Select a valid choice"),
        ("recommendations/add/", {"node": BLOCK, "text": "x", "deadline": "2020-01-01", "seen": 1}, "still to come"),
        ("issue/", {}, "Write the report first."),
        ("last-run/", {}, "stands on the last run already"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    client: Client, concluding: Concluding, rest: str, given: dict[str, object], words: str
) -> None:
    conclusion = begun(concluding)
    assert words in sent(client, concluding.assessor, f"conclusions/{conclusion.pk}/{rest}", 422, **given)


def test_an_item_that_is_not_there_has_no_page(client: Client, concluding: Concluding) -> None:
    conclusion = begun(concluding)
    for rest in ("items/99/", "items/99/leave-out/", "recommendations/1/leave-out/"):
        page_of(client, concluding.assessor, f"conclusions/{conclusion.pk}/{rest}", status=404)


def test_a_body_opens_replies_and_the_head_sends(client: Client, concluding: Concluding) -> None:
    world = concluding
    conclusion = issued(world)
    own = f"conclusions/{conclusion.pk}/"
    client.force_login(world.officer)
    assert client.get(f"/en/desk/{own}").headers["Location"].endswith(f"{own}open/")
    page_of(client, world.officer, f"{own}explanation/", status=403)
    assert "at least 5 working days" in page_of(client, world.officer, f"{own}open/")
    sent(client, world.officer, f"{own}open/")
    assert Receipt.objects.get().received_on == in_days(0)
    page = page_of(client, world.officer, own)
    assert "Agree or object" in page
    assert "Reply until" in page
    assert "Appeal until" in page
    items = list(items_of(conclusion))
    first = f"conclusions/items/{items[0].pk}/"
    refused = sent(client, world.officer, f"{first}reply/", 422, stance="objects", text="", seen=0)
    assert "Say why you object" in refused
    sent(client, world.officer, f"{first}reply/", stance="objects", text="Құжат басқаша.", seen=0)
    file = SimpleUploadedFile("extract.pdf", b"%PDF-1.7 extract")
    sent(client, world.officer, f"{first}document/", title="Extract", file=file)
    for item in items[1:]:
        sent(client, world.officer, f"conclusions/items/{item.pk}/reply/", stance="agrees", text="", seen=0)
    assert f"{own}send/" not in page_of(client, world.officer, own)
    page = page_of(client, world.assessor, own)
    assert "Құжат басқаша." not in page  # not sent yet
    document = ReplyDocument.objects.get()
    page_of(client, world.assessor, f"conclusions/documents/{document.pk}/file/", status=403)
    assert f"{own}send/" in page_of(client, world.head, own)
    sent(client, world.head, f"{own}send/")
    page = page_of(client, world.assessor, own)
    assert "Құжат басқаша." in page
    assert "Extract" in page
    client.force_login(world.assessor)
    answer = client.get(f"/en/desk/conclusions/documents/{document.pk}/file/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 extract"  # type: ignore[attr-defined]


def test_a_document_is_taken_back(client: Client, concluding: Concluding) -> None:
    world = concluding
    conclusion = received(world)
    item = items_of(conclusion)[0]
    sent(
        client, world.officer, f"conclusions/items/{item.pk}/document/", title="Extract", link="https://adilet.zan.kz/1"
    )
    document = ReplyDocument.objects.get()
    sent(client, world.officer, f"conclusions/documents/{document.pk}/take-back/")
    assert "https://adilet.zan.kz/1" not in page_of(client, world.officer, f"conclusions/{conclusion.pk}/")


def test_the_assessor_answers_and_both_sides_read_it(client: Client, concluding: Concluding) -> None:
    world = concluding
    conclusion = replied(world)
    own, item = f"conclusions/{conclusion.pk}/", items_of(conclusion)[0]
    assert "Answer the objections" in page_of(client, world.assessor, "")  # on the first page
    assert "Құжат басқа мәнді көрсетеді." in page_of(client, world.assessor, f"{own}answer/")
    page = sent(client, world.assessor, f"{own}answer/", 422, **{f"verdict-{item.pk}": Verdict.UPHELD})
    assert "This field is required." in page
    upheld = {f"verdict-{item.pk}": Verdict.UPHELD, f"reason-{item.pk}": "Құжат мұны растамайды."}
    sent(client, world.assessor, f"{own}answer/", **upheld)
    for user in (world.assessor, world.officer, world.administrator):
        page = page_of(client, user, own)
        assert "Құжат мұны растамайды." in page
        assert "the item stands" in page


def test_the_explanation_goes_down_to_the_observations(client: Client, concluding: Concluding) -> None:
    world = concluding
    conclusion = received(world)
    for user in (world.officer, world.assessor):
        page = page_of(client, user, f"conclusions/{conclusion.pk}/explanation/")
        for words in ("Points lost", "services_on_time", "From each value to the points lost", 'id="on_time"'):
            assert words in page
        assert 'id="budget"' not in page
    page_of(client, world.stranger, f"conclusions/{conclusion.pk}/explanation/", status=403)


def test_the_explanation_gives_scores_with_their_intervals(client: Client, concluding: Concluding) -> None:
    world = concluding
    conclusion = received(world)
    where = f"conclusions/{conclusion.pk}/explanation/"
    assert "12.5 to 81.5" not in page_of(client, world.officer, where)
    period = conclusion.campaign.period
    made = Estimate.objects.create(
        run=conclusion.run, engine_version="7.7.7", seed=1, replicates=1000, failed=0, level_percent=90, nodes="all",
        periods=[period], computed_at=conclusion.run.computed_at, computed_by=conclusion.run.computed_by,
    )  # fmt: skip
    for node, low in ((conclusion.block, 12.5), ("on_time", 7.5)):
        Interval.objects.create(
            estimate=made, unit=conclusion.unit, period=period, node=node, score_low=low, score_high=81.5
        )
    page = page_of(client, world.officer, where)
    assert "12.5 to 81.5" in page
    assert "7.5 to 81.5" in page


def test_first_pages_say_what_is_awaited(client: Client, concluding: Concluding) -> None:
    world = concluding
    assert "Conclusions to be written, Pilot of 2026: 4" in page_of(client, world.assessor, "")
    conclusion = issued(world)
    assert "Reply to the conclusion" in page_of(client, world.officer, "")
    assert "Reply to the conclusion" not in page_of(client, world.stranger, "")
    sent(client, world.officer, f"conclusions/{conclusion.pk}/open/")
    said(again(conclusion), world)
    assert "Send the reply" in page_of(client, world.head, "")


def test_conclusions_overtaken_by_a_later_run_are_begun_anew(client: Client, concluding: Concluding) -> None:
    world = concluding
    conclusion = issued(world)
    assert "Begin conclusions anew" not in page_of(client, world.administrator, CAMPAIGN)
    corrected("services_online", 1.0)
    computed_anew(world.campaign)
    assert "A later run has changed 1 block." in page_of(client, world.administrator, CAMPAIGN)
    sent(client, world.administrator, f"{CAMPAIGN}renew/")
    newer = Conclusion.objects.get(replaces=conclusion)
    assert f"conclusions/{newer.pk}/" in page_of(client, world.assessor, "conclusions/")
    sent(client, world.assessor, f"conclusions/{newer.pk}/issue/")
    page = page_of(client, world.assessor, f"conclusions/{conclusion.pk}/")
    assert "A newer conclusion has taken its place" in page
    assert again(conclusion).state == State.SUPERSEDED


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_in_the_language_asked_for(client: Client, concluding: Concluding, language: str) -> None:
    world = concluding
    conclusion, draft = replied(world), begun(world, "goals")
    words = {"kk": "Қорытындылар", "ru": "Заключения", "en": "Conclusions"}[language]
    for user, rest in (
        (world.assessor, "conclusions/"),
        (world.administrator, CAMPAIGN),
        (world.assessor, f"conclusions/{draft.pk}/"),
        (world.head, f"conclusions/{conclusion.pk}/"),
        (world.assessor, f"conclusions/{conclusion.pk}/answer/"),
    ):
        page = page_of(client, user, rest, language)
        assert words in page
        assert not re.search(r"%\(|msgid", page)


def test_a_list_costs_the_same_whatever_its_length(client: Client, concluding: Concluding) -> None:
    world, asked = concluding, []
    for blocks in (("services",), ("goals", "budget")):
        for block in blocks:
            issued(world, block)
        page_of(client, world.administrator, CAMPAIGN)
        with CaptureQueriesContext(connection) as found:
            page = page_of(client, world.administrator, CAMPAIGN)
        asked.append(sum(query["sql"].startswith("SELECT") for query in found.captured_queries))
    assert page.count('<tr><th scope="row"') == 3
    assert asked[0] == asked[1]
