"""The addresses of appeals."""

from __future__ import annotations

from django.urls import URLPattern

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.appeals import judging, movement, pages, table_files, writing
from tarazy.web.doors.desk.tables import table_address
from tarazy.web.rooms.campaigns.queries import campaign_with
from tarazy.web.rooms.conclusions.queries.appeals import appeal_numbered, claim_numbered, document_numbered
from tarazy.web.rooms.conclusions.queries.conclusions import conclusion_numbered, item_numbered
from tarazy.web.rooms.conclusions.rules import appeals as rules
from tarazy.web.rooms.conclusions.rules.conclusions import may_see_conclusions_of

APPEAL, CAMPAIGN = {"appeal": appeal_numbered}, {"campaign": campaign_with}
CLAIM, DOCUMENT = {"claim": claim_numbered}, {"appeal_document": document_numbered}
OF_APPEAL, OF_CAMPAIGN = "appeals/<int:appeal>/", "campaigns/<str:campaign>/appeals/"

urlpatterns: list[URLPattern] = [
    address("appeals/", pages.appeals, rule=rules.may_see_own_list, name="appeals"),
    table_address("appeals/table.<str:ending>", table_files.appeals_table, rule=rules.may_see_own_list,
                  name="appeals_file"),
    address(OF_CAMPAIGN, pages.campaign_appeals, rule=may_see_conclusions_of, name="campaign_appeals",
            things=CAMPAIGN),
    table_address(f"{OF_CAMPAIGN}table.<str:ending>", table_files.campaign_appeals_table,
                  rule=may_see_conclusions_of, name="campaign_appeals_file", things=CAMPAIGN),
    address(f"{OF_CAMPAIGN}quorum/", judging.quorum, rule=rules.may_set_quorum, name="set_quorum", things=CAMPAIGN),
    address("conclusions/<int:conclusion>/appeal/", writing.begin, rule=rules.may_begin_appeal, name="begin_appeal",
            things={"conclusion": conclusion_numbered}),
    address(OF_APPEAL, pages.appeal, rule=rules.may_see_appeal, name="appeal", things=APPEAL),
    address(f"{OF_APPEAL}items/<int:concluded>/", writing.claim, rule=rules.may_file, name="claim",
            things=APPEAL | {"concluded": item_numbered}),
    address("appeals/claims/<int:claim>/take-back/", writing.take_claim_back, rule=rules.may_change_claim,
            name="take_back_claim", things=CLAIM),
    address(f"{OF_APPEAL}documents/", writing.give_document, rule=rules.may_file, name="give_appeal_document",
            things=APPEAL),
    address("appeals/documents/<int:appeal_document>/", pages.document_file, rule=rules.may_read_document,
            name="appeal_document", things=DOCUMENT),
    address("appeals/documents/<int:appeal_document>/take-back/", writing.take_document_back,
            rule=rules.may_change_document, name="take_back_appeal_document", things=DOCUMENT),
    address(f"{OF_APPEAL}file/", writing.file, rule=rules.may_file, name="file_appeal", things=APPEAL),
    address(f"{OF_APPEAL}withdraw/", writing.withdraw, rule=rules.may_withdraw, name="withdraw_appeal",
            things=APPEAL),
    address(f"{OF_APPEAL}admit/", judging.admit_appeal, rule=rules.may_admit, name="admit_appeal", things=APPEAL),
    address(f"{OF_APPEAL}refuse/", judging.refuse, rule=rules.may_refuse, name="refuse_appeal", things=APPEAL),
    address(f"{OF_APPEAL}vote/", judging.vote, rule=rules.may_vote, name="vote_on_appeal", things=APPEAL),
    address(f"{OF_APPEAL}decide/", judging.decide_appeal, rule=rules.may_decide, name="decide_appeal", things=APPEAL),
    address(f"{OF_APPEAL}complain/", writing.complain_of, rule=rules.may_complain, name="complain", things=APPEAL),
    address(f"{OF_APPEAL}movement/", movement.movement, rule=rules.may_see_movement, name="appeal_movement",
            things=APPEAL),
    table_address(f"{OF_APPEAL}movement/table.<str:ending>", table_files.movement_table,
                  rule=rules.may_see_movement, name="appeal_movement_file", things=APPEAL),
]  # fmt: skip
