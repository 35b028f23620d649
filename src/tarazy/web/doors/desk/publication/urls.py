"""The addresses of runs and publication."""

from __future__ import annotations

from django.urls import URLPattern

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.publication import chains, preview, proofs, proposals, runs, table_files
from tarazy.web.doors.desk.tables import table_address
from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.campaigns.queries import campaign_with
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.publication import rules
from tarazy.web.rooms.publication.queries.chains import step_of_chain
from tarazy.web.rooms.publication.queries.proposals import (
    left_out_numbered,
    proposal_numbered,
    step_numbered,
    withheld_numbered,
)
from tarazy.web.rooms.publication.queries.standing import publication_numbered
from tarazy.web.rooms.results.models import CampaignRun
from tarazy.web.rooms.results.queries.campaign_runs import campaign_run_numbered
from tarazy.web.rooms.results.rules import may_compute_for_campaign
from tarazy.web.rooms.units.queries import unit_with


def may_see_run(user: User, run: CampaignRun) -> bool | Refused:
    return rules.may_see_publishing(user, run.campaign)


CAMPAIGN, PROPOSAL = {"campaign": campaign_with}, {"proposal": proposal_numbered}
RUN, PUBLICATION = {"run": campaign_run_numbered}, {"publication": publication_numbered}
TABLE = "table.<str:ending>"
OF_CAMPAIGN, OF_PROPOSAL = "campaigns/<str:campaign>/publishing/", "proposals/<int:proposal>/"

urlpatterns: list[URLPattern] = [
    address(OF_CAMPAIGN, runs.publishing, rule=rules.may_see_publishing, name="publishing", things=CAMPAIGN),
    table_address(f"{OF_CAMPAIGN}runs/{TABLE}", table_files.runs_table, rule=rules.may_see_publishing,
                  name="publishing_runs_file", things=CAMPAIGN),
    table_address(f"{OF_CAMPAIGN}proposals/{TABLE}", table_files.proposals_table, rule=rules.may_see_publishing,
                  name="publishing_proposals_file", things=CAMPAIGN),
    address(f"{OF_CAMPAIGN}compute/", runs.compute, rule=may_compute_for_campaign, name="compute_campaign",
            things=CAMPAIGN),
    address("runs/<int:run>/", runs.run, rule=may_see_run, name="campaign_run", things=RUN),
    table_address(f"runs/<int:run>/changes/{TABLE}", table_files.run_changes_table, rule=may_see_run,
                  name="run_changes_file", things=RUN),
    table_address(f"runs/<int:run>/figures/{TABLE}", table_files.run_figures_table, rule=may_see_run,
                  name="run_figures_file", things=RUN),
    address(f"{OF_CAMPAIGN}chain/", chains.chain, rule=rules.may_see_publishing, name="approval_chain",
            things=CAMPAIGN),
    table_address(f"{OF_CAMPAIGN}chain/{TABLE}", table_files.chain_table, rule=rules.may_see_publishing,
                  name="approval_chain_file", things=CAMPAIGN),
    address(f"{OF_CAMPAIGN}chain/add/", chains.add_step, rule=rules.may_write_chain, name="add_approval_step",
            things=CAMPAIGN),
    address(f"{OF_CAMPAIGN}chain/<int:step>/remove/", chains.remove_step, rule=rules.may_write_chain,
            name="remove_approval_step", things=CAMPAIGN | {"step": step_of_chain}),
    address(f"{OF_CAMPAIGN}chain/restore/", chains.restore, rule=rules.may_write_chain, name="restore_chain",
            things=CAMPAIGN),
    address(f"{OF_CAMPAIGN}propose/", proposals.propose, rule=rules.may_propose, name="propose", things=CAMPAIGN),
    address(OF_PROPOSAL, proposals.proposal, rule=rules.may_see_proposal, name="proposal", things=PROPOSAL),
    table_address(f"{OF_PROPOSAL}steps/{TABLE}", table_files.proposal_steps_table, rule=rules.may_see_proposal,
                  name="proposal_steps_file", things=PROPOSAL),
    table_address(f"{OF_PROPOSAL}not-published/{TABLE}", table_files.proposal_hidden_table,
                  rule=rules.may_see_proposal, name="proposal_hidden_file", things=PROPOSAL),
    address(f"{OF_PROPOSAL}leave-out/", proposals.leave_out, rule=rules.may_change_proposal, name="leave_out",
            things=PROPOSAL),
    address(f"{OF_PROPOSAL}left-out/<int:hidden>/", proposals.show_again, rule=rules.may_change_proposal,
            name="show_left_out", things=PROPOSAL | {"hidden": left_out_numbered}),
    address(f"{OF_PROPOSAL}withhold/", proposals.withhold, rule=rules.may_change_proposal, name="withhold",
            things=PROPOSAL),
    address(f"{OF_PROPOSAL}withheld/<int:hidden>/", proposals.show_again, rule=rules.may_change_proposal,
            name="show_withheld", things=PROPOSAL | {"hidden": withheld_numbered}),
    address(f"{OF_PROPOSAL}put-forward/", proposals.put_forward, rule=rules.may_put_forward, name="put_forward",
            things=PROPOSAL),
    address("proposals/steps/<int:step>/vote/", proposals.vote, rule=rules.may_vote, name="vote_on_proposal",
            things={"step": step_numbered}),
    address(f"{OF_PROPOSAL}return/", proposals.return_it, rule=rules.may_return, name="return_proposal",
            things=PROPOSAL),
    address(f"{OF_PROPOSAL}take-back/", proposals.take_back, rule=rules.may_take_back, name="take_back_proposal",
            things=PROPOSAL),
    address(f"{OF_PROPOSAL}preview/", preview.preview, rule=rules.may_see_proposal, name="preview", things=PROPOSAL),
    table_address(f"{OF_PROPOSAL}preview/{TABLE}", table_files.preview_table, rule=rules.may_see_proposal,
                  name="preview_file", things=PROPOSAL),
    table_address(f"{OF_PROPOSAL}preview/changes/{TABLE}", table_files.preview_changes_table,
                  rule=rules.may_see_proposal, name="preview_changes_file", things=PROPOSAL),
    address(f"{OF_PROPOSAL}preview/<str:unit>/", preview.preview_of_unit, rule=rules.may_see_proposal,
            name="preview_of_unit", things=PROPOSAL | {"unit": unit_with}),
    address("proofs/", proofs.proofs, rule=rules.may_have_proofs, name="proofs"),
    table_address(f"proofs/{TABLE}", table_files.proofs_table, rule=rules.may_have_proofs, name="proofs_file"),
    address("proofs/<int:publication>/", proofs.own, rule=rules.may_have_proofs, name="own_values", things=PUBLICATION),
    table_address(f"proofs/<int:publication>/{TABLE}", table_files.own_values_table, rule=rules.may_have_proofs,
                  name="own_values_file", things=PUBLICATION),
    address("proofs/<int:publication>/<int:at>/", proofs.proof, rule=rules.may_have_proof, name="proof",
            things=PUBLICATION),
]  # fmt: skip
