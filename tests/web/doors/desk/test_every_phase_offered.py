"""Pages offer a step in the phases in which it opens, to whoever may take it, and in no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from tarazy.web.rooms.campaigns.enums import Phase
from tests.long import LONG
from tests.web.doors.desk.test_every_phase import ALWAYS, LATER, OF_CAMPAIGNS, OPENS_IN, REPLIES, Walk, door_of

pytestmark = pytest.mark.usefixtures("campaigned", "db", "without_second_factor")

PageOf = Callable[[dict[str, Any]], tuple[str, object]]


def conclusion(of: dict[str, Any]) -> tuple[str, object]:
    item = of["concluded"] if "concluded" in of else of["reply_document"].item if "reply_document" in of else None
    return "conclusion", item.conclusion.pk if item else of["conclusion"].pk


def appeal(of: dict[str, Any]) -> tuple[str, object]:
    thing = of.get("claim") or of.get("appeal_document")
    return "appeal", thing.appeal.pk if thing else of["appeal"].pk


def publishing(of: dict[str, Any]) -> tuple[str, object]:
    return "publishing", of["campaign"].pk


def proposal(of: dict[str, Any]) -> tuple[str, object]:
    return "proposal", of["step"].proposal.pk if "step" in of else of["proposal"].pk


# address: the page on which it is offered.
OFFERED_ON: Final[Mapping[str, PageOf]] = {
    **dict.fromkeys(("write_report", "add_item", "change_item", "remove_item", "add_advice", "remove_advice",
                     "issue_conclusion", "begin_appeal", *REPLIES), conclusion),
    **dict.fromkeys(("claim", "take_back_claim", "give_appeal_document", "file_appeal", "take_back_appeal_document"),
                    appeal),
    "propose": publishing,
    **dict.fromkeys(("put_forward", "vote_on_proposal"), proposal),
}  # fmt: skip
# What is offered only where there is something to do: earlier recommendations to speak of, a later run to take over.
# To begin one is offered on the list of what is to be written.
OFFERED_AT_TIMES: Final = ("note_earlier", "take_later_run", "begin_conclusion")
OF_JUDGEMENT: Final = ("conclusions", "appeals", "publication")
OFFERED: Final = [one for one in OF_CAMPAIGNS if one.name in OFFERED_ON]


class Offers(Walk):
    """At the page on which an address is offered, instead of the address itself."""

    def _ask(self, address: URLPattern, parts: Mapping[str, object], who: set[str], is_open: bool) -> None:
        self._page = OFFERED_ON[str(address.name)](address.callback.found(parts))

    def _send_form(self, name: str, client: Client, href: str, is_open: bool) -> None:
        page, number = self._page
        answer = client.get(reverse(f"desk:{page}", args=[number]))
        is_offered = f'"{href}"' in answer.content.decode()
        if (answer.status_code, is_offered) != (200, is_open):
            self.wrong[name] = answer.status_code, is_offered


# Tried where a step opens and just after, in the long run just before as well; nothing of it opens in the first phases.
@pytest.mark.parametrize("phase", [one for one in Phase if one not in (Phase.SCHEDULE, Phase.COLLECTION)])
def test_what_opens_is_offered_and_what_is_closed_is_not(phase: Phase, monkeypatch: pytest.MonkeyPatch) -> None:
    at = list(Phase).index(phase)
    near = {*list(Phase)[at - 1 : at + 2 if LONG else at + 1]}
    found = [one for one in OFFERED if near & OPENS_IN[str(one.name)]]
    assert Offers(monkeypatch, phase, LATER).over(found, OPENS_IN) == {}


def test_each_step_of_judgement_that_depends_on_phases_is_offered_somewhere() -> None:
    own = {str(one.name) for one in OF_CAMPAIGNS if door_of(one) in OF_JUDGEMENT}
    assert {one for one in own if OPENS_IN[one] not in (ALWAYS, frozenset())} == {*OFFERED_ON, *OFFERED_AT_TIMES}
