"""The pages of appeals: written step by step, seen with its clocks by both sides, decided, and whom that has moved."""

from __future__ import annotations

import datetime
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tarazy.web.rooms.conclusions.actions.appeals import begin_appeal
from tarazy.web.rooms.conclusions.actions.commission import admit
from tarazy.web.rooms.conclusions.enums import AppealState
from tarazy.web.rooms.conclusions.models import Appeal, Conclusion, Decision, Quorum, Receipt, Vote
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.results.actions.computing import compute_for_campaign
from tarazy.web.rooms.results.enums import Reason
from tests.web.appealing import (
    BLOCK,
    CLAIMED,
    STATISTICAL,
    Appealing,
    asked_value,
    decided,
    filed,
    issue,
    voted,
    written,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LANGUAGES = ("kk", "ru", "en")


def page_of(client: Client, user: User, rest: str = "", language: str = "en") -> str:
    client.force_login(user)
    answer = client.get(f"/{language}/desk/{rest}")
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode().replace("\xa0", " "))


def sent(client: Client, user: User, rest: str, status: int = 302, **given: object) -> str:
    client.force_login(user)
    answer = client.post(f"/en/desk/{rest}", given)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_an_appeal_is_written_step_by_step_and_filed(client: Client, appealing: Appealing) -> None:
    head, items = appealing.head, appealing.items
    rest = f"conclusions/{appealing.conclusion.pk}/appeal/"
    assert "only with documents" in page_of(client, head, rest)
    sent(client, head, rest)
    appeal = Appeal.objects.get()
    own = f"appeals/{appeal.pk}/"
    page = page_of(client, head, own)
    assert "5 working days left" in page
    assert f"/en/desk/{own}items/{items['on_time'].pk}/" in page
    page = page_of(client, head, f"{own}items/{items['on_time'].pk}/")
    assert "counts now" in page
    refused = sent(client, head, f"{own}items/{items['on_time'].pk}/", 422, number="0", value="many", reason="Why")
    assert "error-summary" in refused or 'href="#id_value"' in refused
    sent(client, head, f"{own}items/{items['on_time'].pk}/", number="0", value=str(asked_value()), reason="Register")
    sent(client, head, f"{own}items/{items[BLOCK].pk}/", reason="It was right.")
    refused = sent(client, head, f"{own}file/", 422)
    assert "An appeal is filed with documents only." in refused
    report = io.BytesIO(b"%PDF-1.7 extract")
    report.name = "extract.pdf"
    sent(client, head, f"{own}documents/", title="Extract", file=report, link="", pages="2")
    sent(client, head, f"{own}file/")
    assert Appeal.objects.get().state == AppealState.FILED
    document = appeal.documents.get()
    client.force_login(appealing.members[0])
    answer = client.get(f"/en/desk/appeals/documents/{document.pk}/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 extract"
    client.force_login(appealing.stranger)
    assert client.get(f"/en/desk/appeals/documents/{document.pk}/").status_code == 403


def test_what_no_decision_can_change_says_so_before_it_is_chosen(client: Client, appealing: Appealing) -> None:
    appeal = begin_appeal(appealing.conclusion, language="kk", by=appealing.head)
    rest = f"appeals/{appeal.pk}/items/{appealing.items[STATISTICAL].pk}/"
    assert "Not open to appeal" in page_of(client, appealing.head, rest)
    refused = sent(client, appealing.head, rest, 422, number="0", value="1", reason="Why.")
    assert "no decision on an appeal can change it" in refused


def test_what_is_not_filed_yet_is_taken_back(client: Client, appealing: Appealing) -> None:
    appeal = written(appealing)
    sent(client, appealing.head, f"appeals/claims/{appeal.claims.all()[0].pk}/take-back/")
    sent(client, appealing.head, f"appeals/documents/{appeal.documents.get().pk}/take-back/")
    assert (appeal.claims.count(), appeal.documents.count()) == (1, 0)
    sent(client, appealing.head, f"appeals/{appeal.pk}/withdraw/")
    appeal.refresh_from_db()
    assert appeal.state == AppealState.WITHDRAWN


def test_an_item_of_another_conclusion_has_no_page(client: Client, appealing: Appealing) -> None:
    appeal = begin_appeal(appealing.conclusion, language="kk", by=appealing.head)
    other = Conclusion.objects.create(
        campaign=appealing.campaign, unit=appealing.conclusion.unit, block="goals", run=appealing.conclusion.run,
        language="kk", begun_at=appeal.begun_at, begun_by=appealing.assessor,
    )  # fmt: skip
    item = other.items.create(position=0, kind="lost", node="jobs", text="x")
    client.force_login(appealing.head)
    assert client.get(f"/en/desk/appeals/{appeal.pk}/items/{item.pk}/").status_code == 404


def test_both_sides_see_the_same_clocks(client: Client, appealing: Appealing) -> None:
    appeal = filed(appealing)
    rest = f"appeals/{appeal.pk}/"
    tables = {
        re.search(r"<caption>Terms of the appeal.*?</table>", page_of(client, user, rest))
        and re.search(r"<caption>Terms of the appeal.*?</table>", page_of(client, user, rest))[0]  # type: ignore[index]
        for user in (appealing.head, appealing.members[0], appealing.assessor, appealing.administrator)
    }
    assert len(tables) == 1
    (table,) = tables
    assert table is not None
    assert "calendar days left" in table


def test_the_page_says_who_takes_no_part_and_why(client: Client, appealing: Appealing) -> None:
    page = page_of(client, appealing.head, f"appeals/{filed(appealing).pk}/")
    assert "was assigned to assess it" in page
    assert "holds or held a post in the body or close to it" in page
    assert "A decision needs 3 votes." in page


def test_the_commission_admits_votes_and_decides(client: Client, appealing: Appealing) -> None:
    appeal, members = filed(appealing), appealing.members
    own = f"appeals/{appeal.pk}/"
    sent(client, members[0], f"{own}admit/")
    claim = appeal.claims.order_by("pk")[0]
    assert "instead of" in page_of(client, members[0], f"{own}vote/")
    for member in members:
        sent(client, member, f"{own}vote/", granted=[str(claim.pk)], opinion="Only the value.")
    assert Vote.objects.count() == 3
    assert "Only the value." not in page_of(client, members[0], own)
    assert "Granted: " in page_of(client, members[0], f"{own}decide/")
    refused = sent(client, members[0], f"{own}decide/", 422, number="No. 7", reasons="")
    assert "id_reasons" in refused
    sent(client, members[0], f"{own}decide/", number="No. 7", reasons="The register shows it.")
    assert Decision.objects.get().granted == [claim.pk]
    assert "Only the value." in page_of(client, members[0], own)
    page = page_of(client, appealing.head, own)
    assert "Only the value." not in page
    assert "granted in part" in page
    assert "The register shows it." in page


def test_an_appeal_is_refused_with_its_ground(client: Client, appealing: Appealing) -> None:
    rest = f"appeals/{filed(appealing).pk}/"
    refused = sent(client, appealing.members[0], f"{rest}refuse/", 422, ground="no_documents", reason="")
    assert "id_reason" in refused
    sent(client, appealing.members[0], f"{rest}refuse/", ground="no_documents", reason="The link opens nothing.")
    page = page_of(client, appealing.head, rest)
    assert "without documents that bear on what is asked" in page
    assert "The link opens nothing." in page


def test_a_decision_is_complained_of_on_its_own_page(client: Client, appealing: Appealing) -> None:
    appeal = decided(appealing, (0,), (0,), ()).appeal
    assert "complained of once" in page_of(client, appealing.head, f"appeals/{appeal.pk}/complain/")
    sent(client, appealing.head, f"appeals/{appeal.pk}/complain/", text="The case, too.")
    assert "The case, too." in page_of(client, appealing.members[1], f"appeals/{appeal.pk}/")


def test_whom_a_decision_has_moved_is_open_to_everybody_in_the_campaign(client: Client, appealing: Appealing) -> None:
    decision = decided(appealing, (0, 1), (0, 1), ())
    rest = f"appeals/{decision.appeal_id}/movement/"
    assert "not computed yet" in page_of(client, appealing.stranger, rest)
    compute_for_campaign(appealing.campaign, Reason.APPEAL, by=system_actor())
    stranger, administrator = page_of(client, appealing.stranger, rest), page_of(client, appealing.administrator, rest)
    assert "Kyzylorda Region" in stranger
    assert "<td>Low</td>" in stranger, "the band by its name"
    assert "not published yet" in stranger
    assert "not published yet" not in administrator
    assert f"/en/desk/{rest}" in page_of(client, appealing.head, f"appeals/{decision.appeal_id}/")


def test_the_first_page_says_what_awaits_and_by_when(client: Client, appealing: Appealing) -> None:
    assert "A conclusion can be appealed against: Kyzylorda Region: Quality of public services" in page_of(
        client, appealing.head
    )
    appeal = written(appealing)
    assert "File the appeal that is being written" in page_of(client, appealing.head)
    assert "Look at an appeal" not in page_of(client, appealing.members[0])
    sent(client, appealing.head, f"appeals/{appeal.pk}/file/")
    assert "Look at an appeal and admit it" in page_of(client, appealing.members[0])
    for excluded in (appealing.partial, appealing.former):
        assert "Look at an appeal" not in page_of(client, excluded)


def test_the_first_page_follows_the_steps_of_the_commission(client: Client, appealing: Appealing) -> None:
    world = appealing
    appeal = voted(world, (0,), (0,))
    assert "Vote on an appeal" in page_of(client, world.members[2])
    assert "Vote on an appeal" not in page_of(client, world.members[0])
    sent(client, world.members[2], f"appeals/{appeal.pk}/vote/", granted=[])
    assert "Enter the decision" in page_of(client, world.members[0])
    sent(client, world.members[0], f"appeals/{appeal.pk}/decide/", number="7", reasons="So.")
    assert "can be complained of" in page_of(client, world.head)
    sent(client, world.head, f"appeals/{appeal.pk}/complain/", text="Look again.")
    assert "Vote on a complaint" in page_of(client, world.members[0])


def test_the_quorum_is_entered_by_an_administrator(client: Client, appealing: Appealing) -> None:
    rest = "campaigns/pilot-2026/appeals/"
    assert "as no act says otherwise" in page_of(client, appealing.members[0], rest)
    sent(client, appealing.administrator, f"{rest}quorum/", votes=2, authority="Order No. 5")
    assert Quorum.objects.get().votes == 2
    assert "Order No. 5" in page_of(client, appealing.administrator, rest)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_in_every_language(client: Client, appealing: Appealing, language: str) -> None:
    decision = decided(appealing, (0, 1), (0,), ())
    own = f"appeals/{decision.appeal_id}/"
    for user, rest in (
        (appealing.head, own), (appealing.head, "appeals/"), (appealing.head, f"{own}complain/"),
        (appealing.members[0], own), (appealing.head, f"{own}movement/"),
        (appealing.administrator, "campaigns/pilot-2026/appeals/"),
    ):  # fmt: skip
        assert "<h1" in page_of(client, user, rest, language)


def test_a_list_asks_the_same_number_of_queries_for_more_rows(client: Client, appealing: Appealing) -> None:
    filed(appealing)
    counts = []
    for number in (1, 3):
        while Appeal.objects.count() < number:
            more_appeals(appealing, ("goals", "budget")[Appeal.objects.count() - 1])
        for user, rest in ((appealing.members[0], "appeals/"), (appealing.members[0], ""),
                           (appealing.administrator, "campaigns/pilot-2026/appeals/")):  # fmt: skip
            page_of(client, user, rest)
            with CaptureQueriesContext(connection) as captured:
                page_of(client, user, rest)
            counts.append(len(captured))
    assert counts[:3] == counts[3:]


def more_appeals(world: Appealing, block: str) -> None:
    """Another conclusion on the body, with an appeal that is filed."""
    first = Appeal.objects.get(conclusion=world.conclusion)
    conclusion = Conclusion.objects.create(
        campaign=world.campaign, unit=world.conclusion.unit, block=block, run=world.conclusion.run, state="issued",
        language="kk", begun_at=first.begun_at, begun_by=world.assessor,
    )  # fmt: skip
    issue(conclusion, Receipt.objects.all()[0].received_on)
    Appeal.objects.create(
        conclusion=conclusion, state=AppealState.FILED, language="kk", begun_at=first.begun_at, begun_by=world.head,
        filed_at=first.filed_at, file_by=first.file_by,
    )  # fmt: skip


def test_a_late_appeal_is_shown_as_not_admitted(client: Client, appealing: Appealing) -> None:
    other = Conclusion.objects.create(
        campaign=appealing.campaign, unit=appealing.conclusion.unit, block="goals", run=appealing.conclusion.run,
        state="issued", language="kk", begun_at=appealing.conclusion.begun_at, begun_by=appealing.assessor,
    )  # fmt: skip
    issue(other, timezone.localdate() - datetime.timedelta(days=30))
    item = other.items.create(position=0, kind="lost", node="on_time", text="x")
    appealing.conclusion, appealing.items = other, {"on_time": item, BLOCK: item}
    appeal = begin_appeal(other, language="kk", by=appealing.head)
    own = f"appeals/{appeal.pk}/"
    assert "overdue" in page_of(client, appealing.head, own)
    sent(client, appealing.head, f"{own}items/{item.pk}/", number="0", value=str(asked_value()), reason="Register")
    sent(client, appealing.head, f"{own}documents/", title="Extract", link="https://a.kz/1", pages="")
    sent(client, appealing.head, f"{own}file/")
    assert "filed too late" in page_of(client, appealing.head, own)
    with pytest.raises(Exception, match="present state"):
        admit(Appeal.objects.get(pk=appeal.pk), by=appealing.members[0])
    assert CLAIMED in {claim.variable for claim in appeal.claims.all()}
