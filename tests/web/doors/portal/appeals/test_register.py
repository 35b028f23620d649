"""The public register of appeals: no names, terms and outcomes, whether scores changed; the same as a file."""

from __future__ import annotations

import csv
import datetime
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tarazy.web.rooms.campaigns.models import Participant
from tarazy.web.rooms.conclusions.enums import AppealState
from tarazy.web.rooms.conclusions.models import Appeal, Conclusion, Receipt
from tarazy.web.rooms.conclusions.queries.register import HIDDEN_AMONG, register
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.results.actions.computing import compute_for_campaign
from tarazy.web.rooms.results.enums import Reason
from tarazy.web.rooms.units.models import Unit
from tests.web.appealing import Appealing, decided, filed, issue, written
from tests.web.doors.portal.reading import read

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def rows_of_file(client: Client) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get("/en/appeals/table.csv").content.decode("utf-8-sig"))))


def more_of_the_kind(world: Appealing, count: int) -> None:
    """So many further bodies of the appellant's kind within the same larger unit take part."""
    like = world.conclusion.unit
    for number in range(count):
        unit = Unit.objects.create(
            id=f"KZ-LIKE-{number}", place="kz", kind=like.kind, peer_group=like.peer_group, parent=like.parent,
            name=like.name,
        )  # fmt: skip
        Participant.objects.create(campaign=world.campaign, unit=unit)


def test_before_any_appeal_the_register_says_what_will_be_here(client: Client, appealing: Appealing) -> None:
    written(appealing)
    assert "No appeal was filed yet" in read(client, "/en/appeals/").text
    assert rows_of_file(client) == []


def test_nobody_is_named(client: Client, appealing: Appealing) -> None:
    decided(appealing, (0,), (0,), ())
    names = [str(appealing.conclusion.unit.name), "KZ-43", *(user.username for user in appealing.members), "Ерлан"]
    for shown in (read(client, "/en/appeals/").html, client.get("/en/appeals/table.csv").content.decode()):
        assert not [name for name in names if name in shown]
        assert "not named" in shown or "services" in shown.casefold()


def test_the_kind_is_named_where_enough_bodies_share_it_and_the_larger_unit_too(
    client: Client, appealing: Appealing
) -> None:
    filed(appealing)
    assert (register()[0].kind, register()[0].area) == (None, None)
    more_of_the_kind(appealing, HIDDEN_AMONG - 3)  # two oblasts take part already
    assert register()[0].kind is None
    more = Unit.objects.get(pk="KZ-63")
    Participant.objects.create(campaign=appealing.campaign, unit=more)
    entry = register()[0]
    assert entry.kind is not None
    assert (entry.kind.en, entry.area and entry.area.en) == ("oblast", "Kazakhstan")
    assert "oblast, Kazakhstan" in read(client, "/en/appeals/").text


def test_terms_outcome_and_changed_scores_are_shown(client: Client, appealing: Appealing) -> None:
    decided(appealing, (0,), (0,), ())
    page = read(client, "/en/appeals/")
    assert "not computed yet" in page.text
    (row,) = page.tables[0][1:]
    assert "granted in part" in " ".join(row)
    assert "in time" in " ".join(row)
    compute_for_campaign(appealing.campaign, Reason.APPEAL, by=system_actor())
    (line,) = rows_of_file(client)
    assert (line["outcome"], line["is_filed_late"], line["is_decided_late"]) == ("partly", "False", "False")
    assert int(line["bodies_moved"]) >= 1
    assert "yes, of bodies" in read(client, "/en/appeals/").text


def test_what_was_rejected_changed_nothing(client: Client, appealing: Appealing) -> None:
    decided(appealing, (), (), ())
    (line,) = rows_of_file(client)
    assert (line["outcome"], line["bodies_moved"]) == ("rejected", "0")


def test_what_nobody_decides_in_time_is_overdue(
    client: Client, appealing: Appealing, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed(appealing)
    assert register()[0].is_decided_late is None
    later = timezone.now() + datetime.timedelta(days=40)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert "overdue" in read(client, "/en/appeals/").text
    assert rows_of_file(client)[0]["is_decided_late"] == "True"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_register_in_every_language(client: Client, appealing: Appealing, language: str) -> None:
    decided(appealing, (0,), (0,), ())
    page = read(client, f"/{language}/appeals/")
    assert page.h1
    if language != "en":
        for word in (" the ", "Appeal", "Filed", "granted", " and "):
            assert word not in page.text, word


def test_more_rows_ask_no_more_queries(client: Client, appealing: Appealing) -> None:
    first, counts = filed(appealing), []
    for blocks in ((), ("goals", "budget")):
        for block in blocks:
            conclusion = Conclusion.objects.create(
                campaign=appealing.campaign, unit=appealing.conclusion.unit, block=block, state="issued",
                run=appealing.conclusion.run, language="kk", begun_at=first.begun_at, begun_by=appealing.assessor,
            )  # fmt: skip
            issue(conclusion, Receipt.objects.all()[0].received_on)
            Appeal.objects.create(
                conclusion=conclusion, state=AppealState.FILED, language="kk", begun_at=first.begun_at,
                begun_by=appealing.head, filed_at=first.filed_at, file_by=first.file_by,
            )  # fmt: skip
        read(client, "/en/appeals/")
        with CaptureQueriesContext(connection) as captured:
            read(client, "/en/appeals/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
