"""Runs, proposals, votes and proofs on the desk; nobody outside sees anything before."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tarazy.cli.main import main
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.publication.actions.proposals import leave_out, propose, put_forward, withhold
from tarazy.web.rooms.publication.enums import ProposalState
from tarazy.web.rooms.publication.models import ApprovalVote, LeftOut, Proposal, Publication, Withheld
from tarazy.web.rooms.publication.queries.chains import chain_of
from tarazy.web.rooms.publication.queries.proofs import own_values
from tarazy.web.rooms.publication.queries.proposals import steps_of
from tarazy.web.rooms.publication.tasks import publish_what_is_due
from tarazy.web.rooms.results.models import CampaignRun, Estimate, Interval
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.work.models import Task
from tarazy.web.rooms.work.tasks import perform_task
from tests.web.computed import PERIOD, Computed, approve, computed_run, put_forward_as_is
from tests.web.rooms.campaigns.conftest import text
from tests.web.rooms.shipped import demo, some_observations

pytestmark = pytest.mark.usefixtures("computed_template", "db", "without_second_factor")
DECISION = {"decision": "No. 7", "reason_kk": "Себеп", "reason_ru": "Причина", "reason_en": "The figures are disputed."}
TITLE = {"title_kk": "Нәтижелер", "title_ru": "Результаты", "title_en": "Results of 2023"}


def at(name: str, *parts: object, language: str = "en") -> str:
    with override(language):
        return reverse(f"desk:{name}", args=parts)


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def text_of(client: Client, href: str) -> str:
    answer = client.get(href)
    assert answer.status_code == 200
    return answer.content.decode()


def drafted(world: Computed) -> Proposal:
    computed_run(world)
    return propose(world.campaign, text("Results of 2023"), by=world.proposer)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_opens_in_every_language(client: Client, computed: Computed, language: str) -> None:
    proposal = drafted(computed)
    leave_out(proposal, "No. 7", text("Disputed"), unit=Unit.objects.get(pk="KZ-43"), by=computed.proposer)
    signed_in(client, computed.proposer)
    of_campaign = ("publishing", "compute_campaign", "approval_chain")
    of_proposal = ("proposal", "leave_out", "withhold", "put_forward", "take_back_proposal", "preview")
    hrefs = [at(name, computed.campaign.pk, language=language) for name in of_campaign]
    hrefs += [at(name, proposal.pk, language=language) for name in of_proposal]
    hrefs += [at("campaign_run", proposal.run_id, language=language),
              at("preview_of_unit", proposal.pk, "KZ-47", language=language)]  # fmt: skip
    for href in hrefs:
        assert f'lang="{language}"' in text_of(client, href), href


def test_a_run_is_asked_for_and_what_came_of_it_stands_on_the_page(client: Client, computed: Computed) -> None:
    signed_in(client, computed.analyst)
    page = at("publishing", computed.campaign.pk)
    assert "Nothing is computed yet" in text_of(client, page)
    assert client.post(at("compute_campaign", computed.campaign.pk)).headers["Location"] == page
    assert "waiting" in text_of(client, page)
    client.post(at("compute_campaign", computed.campaign.pk))
    assert Task.objects.count() == 1, "what waits is not asked for twice"
    perform_task(task_id=Task.objects.get().pk)
    shown = text_of(client, page)
    assert f"Run {CampaignRun.objects.get().run_id}" in shown
    assert "outdated" not in shown
    record_observations(
        some_observations(("KZ-47", "unemployment_rate", PERIOD, 9.9), source="bns_sdg_8-5-2"),
        reason="A trial", by=demo(),
    )  # fmt: skip
    assert "The last run is outdated" in text_of(client, page)


def test_a_run_says_what_changed_and_why(client: Client, computed: Computed) -> None:
    first = computed_run(computed)
    record_observations(
        some_observations(("KZ-47", "unemployment_rate", PERIOD, 9.9), source="bns_sdg_8-5-2"),
        reason="A trial", by=demo(),
    )  # fmt: skip
    second = computed_run(computed)
    signed_in(client, computed.analyst)
    shown = text_of(client, at("campaign_run", second.pk))
    assert f"Against run {first.pk}" in shown
    assert "Mangystau" in shown
    assert ">9.9<" in shown
    assert "bns_sdg_8-5-2" in shown
    assert "the same, byte for byte" in shown
    assert "The first run of this campaign" in text_of(client, at("campaign_run", first.pk))


def test_a_run_says_how_far_it_is_with_its_intervals(
    client: Client, computed: Computed, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = computed_run(computed)
    signed_in(client, computed.analyst)
    page = at("campaign_run", of.pk)
    assert "The methodology does not say what may vary." in text_of(client, page)
    monkeypatch.setattr("tarazy.web.doors.desk.publication.estimates.awaits_estimate", lambda run: True)
    assert "Not estimated yet: a worker does it." in text_of(client, page)
    drawn = {"run": of, "engine_version": "7.7.7", "seed": 4242, "periods": [PERIOD], "nodes": "all",
             "computed_at": timezone.now(), "computed_by": demo()}  # fmt: skip
    with transaction.atomic():
        Estimate.objects.create(**drawn, replicates=1000, failed=3, level_percent=90)
        shown = text_of(client, page)
        for said in ("Estimated", "of which failed: 3", "90%", "4242", "7.7.7"):
            assert said in shown
        transaction.set_rollback(True)
    Estimate.objects.create(**drawn, replicates=0, failed=0, refusal=text("Too few units."))
    assert "Could not be estimated. Too few units." in text_of(client, page)


def test_the_preview_gives_scores_and_places_with_their_intervals(client: Client, computed: Computed) -> None:
    proposal = drafted(computed)
    signed_in(client, computed.proposer)
    assert "to 81.5" not in text_of(client, at("preview", proposal.pk))
    made = Estimate.objects.create(
        run=proposal.run, engine_version="7.7.7", seed=1, replicates=1000, failed=0, level_percent=90, nodes="all",
        periods=[PERIOD], computed_at=timezone.now(), computed_by=demo(),
    )  # fmt: skip
    ends = {"score_low": 12.5, "score_high": 81.5, "rank_low": 1, "rank_high": 3}
    Interval.objects.create(estimate=made, unit_id="KZ-43", period=PERIOD, node="index", **ends)
    for page in (at("preview", proposal.pk), at("preview_of_unit", proposal.pk, "KZ-43")):
        shown = text_of(client, page)
        assert "12.5 to 81.5" in shown
        assert "1st to 3rd" in shown
    assert "12.5 to 81.5" not in text_of(client, at("preview_of_unit", proposal.pk, "KZ-47"))
    written = client.get(at("preview_file", proposal.pk, "csv")).getvalue().decode()
    assert ",1.0,3.0," in next(line for line in written.splitlines() if line.startswith("KZ-43"))
    assert ",12.5,81.5," in written
    leave_out(proposal, "No. 7", text("Disputed"), unit=Unit.objects.get(pk="KZ-43"), by=computed.proposer)
    assert "12.5 to 81.5" not in text_of(client, at("preview", proposal.pk))


def test_results_are_proposed_voted_on_and_published_by_hand(client: Client, computed: Computed) -> None:
    computed_run(computed)
    signed_in(client, computed.proposer)
    past = {**TITLE, "embargo_until": "2020-01-01"}
    assert client.post(at("propose", computed.campaign.pk), past).status_code == 422
    made = client.post(at("propose", computed.campaign.pk), TITLE)
    proposal = Proposal.objects.get()
    assert made.headers["Location"] == at("proposal", proposal.pk)
    assert "To be put forward: Results of 2023" in text_of(client, at("home"))
    assert at("put_forward", proposal.pk) in text_of(client, at("proposal", proposal.pk))
    client.post(at("put_forward", proposal.pk))
    first, *_others, last = steps_of(proposal)
    signed_in(client, computed.methodologist)
    assert "To vote on: Results of 2023" in text_of(client, at("home"))
    assert client.post(at("vote_on_proposal", first.pk), {"is_for": "no"}).status_code == 422
    client.post(at("vote_on_proposal", first.pk), {"is_for": "yes"})
    assert client.get(at("vote_on_proposal", first.pk)).status_code == 403
    for step, voter in zip(steps_of(proposal)[1:3], (computed.administrator, computed.executives[0]), strict=True):
        signed_in(client, voter).post(at("vote_on_proposal", step.pk), {"is_for": "yes"})
    signed_in(client, computed.executives[1]).post(at("vote_on_proposal", steps_of(proposal)[2].pk), {"is_for": "yes"})
    assert client.post(at("vote_on_proposal", last.pk), {"is_for": "yes"}).status_code == 422, "without an act"
    client.post(at("vote_on_proposal", last.pk), {"is_for": "yes", "authority": "No. 5 of 1 March"})
    assert ApprovalVote.objects.count() == 5
    assert "No. 5 of 1 March" in text_of(client, at("proposal", proposal.pk))
    publish_what_is_due()
    published = Publication.objects.get()
    assert published.proposal == proposal
    on_site = f"/en/indices/kz/regional-development/publications/{published.pk}/"
    assert f'href="{on_site}"' in text_of(client, at("proposal", proposal.pk))
    assert client.get(on_site).status_code == 200


def test_nobody_outside_sees_anything_before(client: Client, computed: Computed) -> None:
    """Approved and under embargo: neither the portal nor its files nor the observatory show it."""
    proposal = approve(put_forward_as_is(computed, embargo=timezone.now() + datetime.timedelta(days=1)), computed)
    publish_what_is_due()
    index = {"place": "kz", "name": "regional-development"}
    of_unit = {**index, "period": PERIOD, "unit": "KZ-47"}
    with override("en"):
        pages = [
            reverse("portal:results", kwargs=index),
            reverse("portal:publications", kwargs=index),
            reverse("portal:publication_file", kwargs={**index, "publication": 1, "file": "bundle.zip"}),
            reverse("portal:results_table", kwargs={**index, "period": PERIOD, "form": "csv"}),
            reverse("portal:unit_in_index", kwargs=of_unit),
            reverse("portal:explanation", kwargs=of_unit),
        ]
    assert [client.get(page).status_code for page in pages] == [404] * len(pages)
    assert "Results of 2023" not in client.get("/en/").content.decode()
    assert client.get(at("preview", proposal.pk)).status_code == 302
    signed_in(client, computed.officer)
    for name in ("proposal", "preview"):
        assert client.get(at(name, proposal.pk)).status_code == 403
    Proposal.objects.update(embargo_until=timezone.now())
    publish_what_is_due()
    assert client.get(pages[0]).status_code == 200


def test_what_is_left_out_is_not_in_the_preview(client: Client, computed: Computed) -> None:
    proposal = drafted(computed)
    signed_in(client, computed.proposer)
    assert "Kyzylorda" in text_of(client, at("preview", proposal.pk))
    assert client.post(at("leave_out", proposal.pk), {**DECISION, "unit": ""}).status_code == 422
    client.post(at("leave_out", proposal.pk), {**DECISION, "unit": "KZ-43"})
    shown = text_of(client, at("proposal", proposal.pk))
    assert "No. 7" in shown
    assert "The figures are disputed." in shown
    assert "Kyzylorda" not in text_of(client, at("preview", proposal.pk))
    assert client.get(at("preview_of_unit", proposal.pk, "KZ-43")).status_code == 404
    client.post(at("show_left_out", proposal.pk, LeftOut.objects.get().pk))
    assert "Kyzylorda" in text_of(client, at("preview", proposal.pk))
    client.post(at("withhold", proposal.pk), {**DECISION, "variable": "unemployment_rate", "unit": "KZ-47"})
    assert Withheld.objects.get().unit_id == "KZ-47"
    assert "unemployment" not in text_of(client, at("preview_of_unit", proposal.pk, "KZ-47")).lower()
    put_forward(proposal, by=computed.proposer)
    assert client.get(at("leave_out", proposal.pk)).status_code == 403


def test_a_chain_is_written_for_a_campaign(client: Client, computed: Computed) -> None:
    signed_in(client, computed.proposer)
    page = at("approval_chain", computed.campaign.pk)
    assert "The chain of the place" in text_of(client, page)
    step = {**TITLE, "role": "executive", "quorum": "1", "position": "2", "needs_act": "on"}
    client.post(at("add_approval_step", computed.campaign.pk), step)
    chain = chain_of(computed.campaign)
    assert [one.title.en for one in chain][:3] == [
        "Body that assesses",
        "Results of 2023",
        "Working body of the commission",
    ]
    assert chain[1].needs_act
    client.post(at("remove_approval_step", computed.campaign.pk, chain[1].pk))
    assert len(chain_of(computed.campaign)) == 4
    assert "Written for this campaign" in text_of(client, page)
    client.post(at("restore_chain", computed.campaign.pk))
    assert "The chain of the place" in text_of(client, page)


def test_a_proposal_is_returned_and_taken_back(client: Client, computed: Computed) -> None:
    proposal = put_forward_as_is(computed)
    signed_in(client, computed.executives[0])
    assert client.post(at("return_proposal", proposal.pk), {"reason": " "}).status_code == 422
    client.post(at("return_proposal", proposal.pk), {"reason": "Mend the figures."})
    assert Proposal.objects.get().state == ProposalState.RETURNED
    signed_in(client, computed.proposer)
    assert "Mend the figures." in text_of(client, at("proposal", proposal.pk))
    again = propose(computed.campaign, text("Results"), by=computed.proposer)
    client.post(at("take_back_proposal", again.pk))
    assert Proposal.objects.get(pk=again.pk).state == ProposalState.TAKEN_BACK


def test_a_body_proves_its_own_value(client: Client, computed: Computed, tmp_path: Path) -> None:
    """An open value and a withheld one, both checked by the command with the public bundle alone."""
    proposal = drafted(computed)
    unit = Unit.objects.get(pk="KZ-47")
    withhold(proposal, "unemployment_rate", "No. 7", text("Disputed"), unit=unit, by=computed.proposer)
    approve(put_forward(proposal, by=computed.proposer), computed)
    publish_what_is_due()
    publication = Publication.objects.get()
    signed_in(client, computed.officer)
    assert "Results of 2023" in text_of(client, at("proofs"))
    shown = text_of(client, at("own_values", publication.pk))
    assert "as a commitment" in shown
    (tmp_path / "bundle.zip").write_bytes(bytes(publication.bundle.content))
    values = own_values(publication, computed.officer)
    assert {one.row.key.unit for one in values} == {"KZ-47"}
    for value in (next(one for one in values if one.is_withheld), next(one for one in values if not one.is_withheld)):
        answer = client.get(at("proof", publication.pk, value.at))
        (tmp_path / "proof.json").write_bytes(answer.content)
        asked = ["recompute", str(tmp_path / "bundle.zip"), "--proof", str(tmp_path / "proof.json")]
        assert main([*asked, "--root", publication.bundle.merkle_root]) == 0
        forged = json.loads(answer.content)
        forged["said"][0] = "1.25"
        (tmp_path / "proof.json").write_text(json.dumps(forged))
        assert main(asked) != 0
    foreign = next(number for number in range(1000) if number not in {one.at for one in values})
    assert client.get(at("proof", publication.pk, foreign)).status_code == 403
    signed_in(client, computed.analyst)
    assert client.get(at("proofs")).status_code == 403
