"""Every address about a campaign in every phase, as everybody: what only one phase allows is closed in all others.

Who may open an address at all says the table of `test_every_address`; this one says when.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.models import Stage
from tarazy.web.rooms.collection.enums import State
from tarazy.web.rooms.collection.models import Submission
from tests.long import LONG, only_long
from tests.web.doors.desk.test_every_address import (
    ADDRESSES,
    IN_PREPARATION,
    OF_PILOT,
    WHO_MAY,
    expected,
    let_in,
    monitored_form,
    name_of,
    parts_of,
    people,
)
from tests.web.issued import WRITTEN
from tests.web.peopled import person

pytestmark = pytest.mark.usefixtures("campaigned", "db", "without_second_factor")

ALWAYS, NEVER = frozenset(Phase), frozenset[Phase]()
COLLECTION, VERIFICATION = frozenset({Phase.COLLECTION}), frozenset({Phase.VERIFICATION})
CONCLUSIONS, REPLY = frozenset({Phase.CONCLUSIONS}), frozenset({Phase.REPLY})
APPEALS, APPROVAL = frozenset({Phase.APPEALS}), frozenset({Phase.APPROVAL})


def _in(phases: frozenset[Phase], *names: str) -> dict[str, frozenset[Phase]]:
    return dict.fromkeys(names, phases)


REPLIES = ("reply_to_item", "give_reply_document", "take_back_reply_document", "send_reply")
# address: the phases in which it opens to those who may. What it is about was written forty days before.
OPENS_IN: Final[Mapping[str, frozenset[Phase]]] = {
    **_in(ALWAYS, "campaigns", "campaigns_file", "prepare_campaign", "prepare_pilot", "campaign", "copy_campaign",
          "campaign_assignments", "assign", "end_assignment", "move_campaign", "shift_stage", "campaign_progress",
          "campaign_progress_file", "campaign_stages_file", "campaign_changes_file", "campaign_participants_file",
          "campaign_assignments_file", "targets", "targets_file", "targets_of_body", "targets_of_body_file",
          "change_target"),
    **_in(ALWAYS, "forms", "forms_file", "form", "answers", "cell_history", "cell_remarks", "settle_remark",
          "form_workbook", "form_csv", "documents", "documents_file", "document_file", "accept_block"),
    **_in(COLLECTION, "fill_block", "explain_findings", "upload_form", "submit_form", "give_document",
          "replace_document", "take_back_document", "take_form_back", "certify_form", "return_form"),
    **_in(ALWAYS, "worklist", "worklist_file", "drawn_item", "item_document", "verification", "verification_file",
          "sample", "sample_file", "penalties", "penalties_file", "open_penalty", "cancel_penalty"),
    **_in(VERIFICATION, "sample_designs", "publish_frame", "draw_sample", "share_out", "close_verification"),
    **_in(ALWAYS, "conclusions", "conclusions_file", "campaign_conclusions", "campaign_conclusions_file", "conclusion",
          "conclusion_explanation", "renew_conclusions", "renew_conclusion", "reply_document_file", "answer_reply"),
    **_in(CONCLUSIONS, "begin_conclusion", *WRITTEN),
    **_in(REPLY, *REPLIES),
    **_in(ALWAYS, "appeals", "appeals_file", "campaign_appeals", "campaign_appeals_file", "appeal", "appeal_document",
          "appeal_movement", "appeal_movement_file", "set_quorum", "withdraw_appeal",
          "admit_appeal", "refuse_appeal", "vote_on_appeal", "decide_appeal"),
    **_in(APPEALS, "begin_appeal", "claim", "take_back_claim", "give_appeal_document", "file_appeal",
          "take_back_appeal_document"),
    # After three working days a conclusion counts as received, after five a decision is final.
    **_in(NEVER, "receive_conclusion", "complain"),
    **_in(ALWAYS, "publishing", "publishing_runs_file", "publishing_proposals_file", "compute_campaign", "campaign_run",
          "run_changes_file", "run_figures_file", "approval_chain", "approval_chain_file", "proposal_steps_file",
          "proposal_hidden_file", "preview_changes_file", "proofs_file", "own_values_file", "add_approval_step",
          "remove_approval_step", "restore_chain", "proposal", "leave_out", "show_left_out", "withhold",
          "show_withheld", "return_proposal", "take_back_proposal", "preview", "preview_file",
          "preview_of_unit", "proofs", "own_values"),
    **_in(APPROVAL, "propose", "put_forward", "vote_on_proposal"),
    **_in(ALWAYS, "instructions", "instructions_file", "choose_body", "give_instruction", "instruction_document",
          "instruction", "move_instruction_deadline", "move_instruction"),
    **_in(ALWAYS, "monitoring", "monitoring_file", "monitored_body", "monitored_body_file", "monitored_campaign",
          "monitored_campaign_file", "monitored_bodies_file"),
}  # fmt: skip
# What has a clock of its own opens in these phases if what it is about was written today: a body has five working days
# for its reply even where the phase has passed.
OPENS_TODAY_IN: Final[Mapping[str, frozenset[Phase]]] = {
    **_in(ALWAYS, "receive_conclusion", "complain"),
    **_in(frozenset(list(Phase)[list(Phase).index(Phase.REPLY) :]), *REPLIES),
}
# Pages that are read in every phase, with a form that is not taken then: this item was given to nobody.
TAKES_FORM_IN: Final[Mapping[str, frozenset[Phase]]] = {"drawn_item": NEVER}
# The form is a draft. What is done with it later: in which state, and by whom.
LATER_IN_STATE: Final[Mapping[str, tuple[State, tuple[str, ...]]]] = {
    "take_form_back": (State.SUBMITTED, ("foreign.officer",)),
    "certify_form": (State.SUBMITTED, ("foreign.head",)),
    "return_form": (State.CERTIFIED, ("centre.assessor",)),
    "accept_block": (State.CERTIFIED, ("centre.assessor",)),
}
WHO: Final = {**WHO_MAY, **{name: who for name, (_, who) in LATER_IN_STATE.items()}}
DOORS: Final = ("campaigns", "collection", "verification", "conclusions", "appeals", "publication", "followup",
                "monitoring")  # fmt: skip
# No campaign and so no phase is behind these.
WITHOUT_PHASES: Final = (
    "home",
    "boundaries",
    "calendar",
    "journal",
    "methodologies",
    "observations",
    "people",
    "post",
    "work",
    "workbench",
)
# Every role has a post in one of these two, the first of which runs the campaign; nobody may do nothing.
ALL_ROLES: Final = ("centre.", "foreign.", "nobody")
# The other phases are left to the long run.
CLOCKS_TRIED_IN: Final = (Phase.COLLECTION, Phase.REPLY, Phase.APPEALS, Phase.FOLLOW_UP)
TURNS: Final = 3
FORBIDDEN, NO_FORM = 403, 405
A_STAGE, TODAY, LATER = (datetime.timedelta(days=days) for days in (10, 0, 40))


def door_of(address: URLPattern) -> str:
    return str(address.callback.__module__).removeprefix("tarazy.web.doors.desk.").partition(".")[0]


def is_about_a_running_campaign(address: URLPattern) -> bool:
    name = str(address.name)
    return bool(WHO.get(name)) and door_of(address) in DOORS and name not in (*OF_PILOT, *IN_PREPARATION)


OF_CAMPAIGNS = [one for one in ADDRESSES if is_about_a_running_campaign(one)]


def tried_in(phase: Phase) -> list[URLPattern]:
    """In each phase every third address, in turns, so that each is tried in three; and what depends on phases in those
    in which it opens, just before and just after. The long run tries everything in every phase.
    """
    at = list(Phase).index(phase)
    near = set(list(Phase)[max(at - 1, 0) : at + 2])
    known = [one for one in OF_CAMPAIGNS if one.name in OPENS_IN]  # another test misses the others
    return [
        one for n, one in enumerate(known)
        if LONG or n % TURNS == at % TURNS or (near & OPENS_IN[str(one.name)] and OPENS_IN[str(one.name)] != ALWAYS)
    ]  # fmt: skip


def lay_out_year(phase: Phase, day: datetime.date) -> None:
    """The phases of the campaigns one after the other, so that a day falls into this one."""
    campaigns = ("running", monitored_form().campaign_id)
    Stage.objects.filter(campaign__in=campaigns).delete()
    for n, one in enumerate(Phase, start=-list(Phase).index(phase)):
        opens = day + n * A_STAGE
        Stage.objects.bulk_create(
            Stage(campaign_id=campaign, phase=one, opens_on=opens, closes_on=opens + A_STAGE * 0.9)
            for campaign in campaigns
        )  # fmt: skip


class Walk:
    """Every role at one address after another, and what is found otherwise than the tables say."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, phase: Phase, later: datetime.timedelta) -> None:
        """What an address is about is written today, and asked for so much later, on a day of the phase."""
        self._monkeypatch, self._phase, self._later = monkeypatch, phase, later
        self._everybody, self._clients, self.wrong = people(), dict[str, Client](), dict[str, object]()
        lay_out_year(phase, timezone.localdate() + later)

    def over(self, addresses: list[URLPattern], opens_in: Mapping[str, frozenset[Phase]]) -> dict[str, object]:
        for address in addresses:
            name = str(address.name)
            who, is_open = expected(self._everybody, WHO[name]), self._phase in opens_in[name]
            with self._later_on():
                client = self._client_of(min(who))
            with transaction.atomic():
                parts = parts_of(address)
                if name in LATER_IN_STATE:
                    Submission.objects.update(state=LATER_IN_STATE[name][0])
                with self._later_on():
                    self._ask(address, parts, who, is_open)
                    self._send_form(name, client, reverse(f"desk:{name}", kwargs=parts), is_open)
                transaction.set_rollback(True)
        return self.wrong

    @contextmanager
    def _later_on(self) -> Iterator[None]:
        now = timezone.now
        with self._monkeypatch.context() as clock:
            clock.setattr(timezone, "now", lambda: now() + self._later)
            yield

    def _ask(self, address: URLPattern, parts: Mapping[str, object], who: set[str], is_open: bool) -> None:
        users = [user for user in self._everybody if name_of(user).startswith(ALL_ROLES) or name_of(user) in who]
        found, due = let_in(address, parts, users), who if is_open else set[str]()
        if found != due:
            self.wrong[str(address.name)] = sorted(found ^ due)

    def _send_form(self, name: str, client: Client, href: str, is_open: bool) -> None:
        """Sent empty it is done where it asks nothing, else to be mended. A page that takes none is asked for."""
        is_taken = is_open and self._phase in TAKES_FORM_IN.get(name, ALWAYS)
        status = client.post(href).status_code
        if status == NO_FORM:
            status = client.get(href).status_code
        if (status == FORBIDDEN) == is_taken:
            self.wrong[f"the form of {name}"] = status

    def _client_of(self, username: str) -> Client:
        if username not in self._clients:
            self._clients[username] = Client()
            self._clients[username].force_login(person(username))
        return self._clients[username]


@pytest.mark.parametrize("phase", Phase)
def test_each_address_of_a_campaign_opens_in_its_phases_only(phase: Phase, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Walk(monkeypatch, phase, LATER).over(tried_in(phase), OPENS_IN) == {}


@pytest.mark.parametrize("phase", [one if one in CLOCKS_TRIED_IN else only_long(one) for one in Phase])
def test_what_has_a_clock_of_its_own_keeps_it_in_every_phase(phase: Phase, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [one for one in OF_CAMPAIGNS if one.name in OPENS_TODAY_IN]
    assert Walk(monkeypatch, phase, TODAY).over(found, OPENS_TODAY_IN) == {}


def test_each_address_about_a_campaign_says_when_it_opens() -> None:
    assert {door_of(one) for one in ADDRESSES} == {*DOORS, *WITHOUT_PHASES}
    assert {str(one.name) for one in OF_CAMPAIGNS} == OPENS_IN.keys()
    assert OPENS_TODAY_IN.keys() | TAKES_FORM_IN.keys() <= OPENS_IN.keys()
    tried = [one.name for phase in Phase for one in tried_in(phase)]
    assert all(tried.count(one.name) >= 3 for one in OF_CAMPAIGNS)
