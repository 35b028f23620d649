"""The pages of re-verification: a sample drawn in the open, items found by their verifiers, rates with intervals."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.verification.actions.findings import close_verification, find
from tarazy.web.rooms.verification.actions.samples import assign_items
from tarazy.web.rooms.verification.enums import Design, Factor, Verdict
from tarazy.web.rooms.verification.models import Closing, Finding, Frame, PenaltyCase, Sample
from tarazy.web.rooms.verification.queries.findings import items_of, worklist
from tests.web.verifying import SEED, Verifying, confirm_all, drawn, shared_out

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LANGUAGES = ("kk", "ru", "en")
CAMPAIGN = "campaigns/pilot-2026/verification/"


def page_of(client: Client, user: User, rest: str, language: str = "en") -> str:
    client.force_login(user)
    answer = client.get(f"/{language}/desk/{rest}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode().replace("\xa0", " ")


def sent(client: Client, user: User, rest: str, status: int = 302, **given: object) -> str:
    client.force_login(user)
    answer = client.post(f"/en/desk/{rest}", given)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_designs_say_what_they_cost(client: Client, verifying: Verifying) -> None:
    page = page_of(client, verifying.verifiers[0], f"{CAMPAIGN}designs/")
    assert all(str(design.label) in page for design in Design)
    assert "That at most 5% are wrong, if no error is found" in page.replace(" %", "%")


def test_a_list_is_published_then_drawn_then_shared_out(client: Client, verifying: Verifying) -> None:
    verifier = verifying.verifiers[0]
    assert "No sample was prepared yet" in page_of(client, verifier, CAMPAIGN)
    weights = dict.fromkeys((factor.value for factor in Factor), 1) | {"jumps": 2, "no_evidence": 3}
    planned = {"wanted": 8, "second_percent": 25, **weights}
    sent(client, verifier, f"{CAMPAIGN}designs/by_risk/", **planned)
    frame = Frame.objects.get()
    assert frame.parameters["weights"]["no_evidence"] == 3
    page = page_of(client, verifying.officer, CAMPAIGN)
    assert frame.hash in page
    assert f"/samples/{frame.pk}/" not in page
    assert "Name the seed" in page_of(client, verifier, f"verification/samples/{frame.pk}/")
    sent(client, verifier, f"verification/samples/{frame.pk}/draw/", seed=SEED)
    sample = Sample.objects.get()
    page = page_of(client, verifying.officer, CAMPAIGN)
    assert SEED in page
    assert sample.second_seed not in page
    awaited = f"verification/samples/{frame.pk}/"
    assert awaited in page_of(client, verifying.administrator, "")
    chosen = [str(one.pk) for one in verifying.verifiers]
    sent(client, verifying.administrator, f"verification/samples/{frame.pk}/share-out/", verifiers=chosen)
    assert sum(worklist(one).count() for one in verifying.verifiers) == 8 + 2
    assert awaited not in page_of(client, verifying.administrator, "")


@pytest.mark.parametrize(
    ("rest", "given", "said"),
    [
        ("designs/simple/", {"wanted": 100000, "second_percent": 10}, "A sample holds at least one item"),
        ("designs/simple/", {"wanted": 5, "second_percent": 101}, "100"),
        ("designs/monetary/", {"wanted": 1, "second_percent": 0, "measured_in": "wishes"}, "error-summary"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(
    client: Client, verifying: Verifying, rest: str, given: dict[str, object], said: str
) -> None:
    page = sent(client, verifying.verifiers[0], CAMPAIGN + rest, 422, **given)
    assert "error-summary" in page
    assert not Frame.objects.exists()


def test_an_item_is_found_on_one_page(client: Client, verifying: Verifying) -> None:
    sample = shared_out(verifying, 12, second_share=0)
    item = next(one for one in items_of(sample) if one.item.change.cell.evidence.exists())
    verifier, others = item.assignments.get().verifier, f"verification/items/{item.pk}/"
    page = page_of(client, verifier, others)
    assert "000000" in page  # the hash of its document
    assert "Your finding" in page
    assert "Your finding" not in page_of(client, verifying.administrator, others)
    assert "Name the value that the documents show" in sent(
        client, verifier, others, 422, verdict="differs", note="p. 3"
    )
    assert "error-summary" in sent(client, verifier, others, 422, verdict="differs", value="many", note="p. 3")
    sent(client, verifier, others, verdict="differs", value="1 234.5", note="Page 3.")
    assert Finding.objects.get().value == 1234.5
    assert "Page 3." in page_of(client, verifying.administrator, others)
    client.force_login(verifying.officer)
    assert client.get(f"/en/desk/{others}").status_code == 403
    assert sent(client, verifier, others, 403, verdict="confirmed")


def test_two_that_differ_are_shown_to_a_third(client: Client, verifying: Verifying) -> None:
    sample = shared_out(verifying, 6, second_share=1)
    item = next(one for one in items_of(sample) if one.item.change.value is not None)
    first, second = [one.verifier for one in item.assignments.order_by("turn")]
    third = next(one for one in verifying.verifiers if one not in (first, second))
    find(item, Verdict.CONFIRMED, by=first)
    assert "What was found" not in page_of(client, second, f"verification/items/{item.pk}/")
    find(item, Verdict.NOT_EVIDENCED, note="The file is empty.", by=second)
    settling = f"verification/items/{item.pk}/settle/"
    assert settling in page_of(client, third, CAMPAIGN)
    assert settling not in page_of(client, first, CAMPAIGN)
    assert "The file is empty." in page_of(client, third, settling)
    assert "Say what the decision rests on" in sent(client, third, settling, 422, verdict="confirmed", note="")
    sent(client, third, settling, verdict="confirmed", note="The file opens.")
    assert settling not in page_of(client, third, CAMPAIGN)


def test_rates_stand_with_their_intervals_and_never_without_a_check(client: Client, verifying: Verifying) -> None:
    sample = shared_out(verifying, 12, second_share=0)
    address = f"verification/samples/{sample.frame_id}/"
    assert "not yet estimated" in page_of(client, verifying.administrator, address)
    first = worklist(verifying.verifiers[0])[0].item
    find(first, Verdict.NOT_EVIDENCED, note="nothing", by=verifying.verifiers[0])
    confirm_all(verifying)
    page = page_of(client, verifying.administrator, address)
    assert "8.3%" in page.replace(" %", "%")
    sent(client, verifying.administrator, f"{CAMPAIGN}close/")
    assert Closing.objects.get().replaced == 1
    assert sample.second_seed in page_of(client, verifying.officer, CAMPAIGN)


def test_closing_too_early_is_refused_in_words(client: Client, verifying: Verifying) -> None:
    shared_out(verifying, 3)
    assert "not checked or not settled yet" in sent(client, verifying.administrator, f"{CAMPAIGN}close/", 422)


def test_a_penalty_case_is_opened_and_cancelled(client: Client, verifying: Verifying) -> None:
    given = {"unit": "KZ-47", "node": "services", "points": "2.5", "ground": "False figures.", "authority": "No. 1"}
    page = sent(client, verifying.verifiers[0], f"{CAMPAIGN}penalties/open/", 422, **{**given, "points": "-1"})
    assert "a number above zero" in page
    sent(client, verifying.verifiers[0], f"{CAMPAIGN}penalties/open/", **given)
    case = PenaltyCase.objects.get()
    assert (case.points, case.node) == (2.5, "services")
    cancelling = f"verification/penalties/{case.pk}/cancel/"
    assert cancelling in page_of(client, verifying.administrator, f"{CAMPAIGN}penalties/")
    assert cancelling not in page_of(client, verifying.verifiers[0], f"{CAMPAIGN}penalties/")
    sent(client, verifying.administrator, cancelling, decision="No. 2", reason="The register was right.")
    assert "The register was right." in page_of(client, verifying.administrator, f"{CAMPAIGN}penalties/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_in_each_language(client: Client, verifying: Verifying, language: str) -> None:
    sample = shared_out(verifying, 6, second_share=0)
    item = worklist(verifying.verifiers[0])[0].item
    titles = {"kk": "Қайта тексеру", "ru": "Перепроверка", "en": "Re-verification"}
    assert titles[language] in page_of(client, verifying.verifiers[0], CAMPAIGN, language)
    for rest in (f"{CAMPAIGN}designs/", f"{CAMPAIGN}designs/stratified/", f"{CAMPAIGN}penalties/", "verification/",
                 f"{CAMPAIGN}penalties/open/", f"verification/items/{item.pk}/",
                 f"verification/samples/{sample.frame_id}/"):  # fmt: skip
        page = page_of(client, verifying.verifiers[0], rest, language)
        assert f'lang="{language}"' in page


def test_a_worklist_asks_the_same_number_of_questions_whatever_its_length(client: Client, verifying: Verifying) -> None:
    counts = []
    for wanted in (3, 9):
        assign_items(drawn(verifying, wanted, second_share=0), verifying.verifiers, by=verifying.administrator)
        client.force_login(verifying.verifiers[0])
        client.get("/en/desk/verification/")  # the methodology is loaded once a process
        with CaptureQueriesContext(connection) as asked:
            client.get("/en/desk/verification/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_sample_asks_the_same_number_of_questions_whatever_its_size(client: Client, verifying: Verifying) -> None:
    counts = []
    for wanted in (1, 3):
        sample = shared_out(verifying, wanted, second_share=0)
        confirm_all(verifying)
        client.force_login(verifying.administrator)
        address = f"/en/desk/verification/samples/{sample.frame_id}/"
        client.get(address)  # the methodology is loaded once a process
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    close_verification(verifying.campaign, by=verifying.administrator)
