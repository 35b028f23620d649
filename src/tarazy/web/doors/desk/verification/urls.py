"""The addresses of re-verification."""

from __future__ import annotations

from django.urls import URLPattern

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.tables import table_address
from tarazy.web.doors.desk.verification import items, penalties, samples, table_files
from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.campaigns.queries import campaign_with
from tarazy.web.rooms.collection.queries.submissions import evidence_numbered
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.verification import rules
from tarazy.web.rooms.verification.models import Frame
from tarazy.web.rooms.verification.queries.findings import item_numbered
from tarazy.web.rooms.verification.queries.frames import frame_numbered
from tarazy.web.rooms.verification.queries.penalties import penalty_case_numbered


def may_see_sample(user: User, frame: Frame) -> bool | Refused:
    return rules.may_see_findings(user, frame.campaign)


def may_share_out(user: User, frame: Frame) -> bool | Refused:
    return hasattr(frame, "sample") and rules.may_assign_items(user, frame.sample)


CAMPAIGN, FRAME, ITEM = {"campaign": campaign_with}, {"frame": frame_numbered}, {"item": item_numbered}
OF_CAMPAIGN, OF_FRAME = "campaigns/<str:campaign>/verification/", "verification/samples/<int:frame>/"

urlpatterns: list[URLPattern] = [
    address("verification/", items.items, rule=rules.may_see_worklist, name="worklist"),
    table_address("verification/table.<str:ending>", table_files.worklist_table, rule=rules.may_see_worklist,
                  name="worklist_file"),
    address("verification/items/<int:item>/", items.drawn_item, rule=rules.may_see_item, name="drawn_item",
            things=ITEM),
    address("verification/items/<int:item>/documents/<int:evidence>/", items.item_document,
            rule=rules.may_open_document, name="item_document", things=ITEM | {"evidence": evidence_numbered}),
    address("verification/items/<int:item>/settle/", items.settle_item, rule=rules.may_settle, name="settle_item",
            things=ITEM),
    address(OF_CAMPAIGN, samples.verification, rule=rules.may_see_samples, name="verification", things=CAMPAIGN),
    table_address(f"{OF_CAMPAIGN}table.<str:ending>", table_files.verification_table, rule=rules.may_see_samples,
                  name="verification_file", things=CAMPAIGN),
    address(f"{OF_CAMPAIGN}designs/", samples.designs, rule=rules.may_publish_frame, name="sample_designs",
            things=CAMPAIGN),
    address(f"{OF_CAMPAIGN}designs/<str:design>/", samples.publish, rule=rules.may_publish_frame,
            name="publish_frame", things=CAMPAIGN | {"design": samples.design_called}),
    address(f"{OF_CAMPAIGN}close/", samples.close, rule=rules.may_close_verification, name="close_verification",
            things=CAMPAIGN),
    address(OF_FRAME, samples.sample, rule=may_see_sample, name="sample", things=FRAME),
    table_address(f"{OF_FRAME}table.<str:ending>", table_files.sample_table, rule=may_see_sample,
                  name="sample_file", things=FRAME),
    address(f"{OF_FRAME}draw/", samples.draw, rule=rules.may_draw, name="draw_sample", things=FRAME),
    address(f"{OF_FRAME}share-out/", samples.share_out, rule=may_share_out, name="share_out", things=FRAME),
    address(f"{OF_CAMPAIGN}penalties/", penalties.penalties, rule=rules.may_see_findings, name="penalties",
            things=CAMPAIGN),
    table_address(f"{OF_CAMPAIGN}penalties/table.<str:ending>", table_files.penalties_table,
                  rule=rules.may_see_findings, name="penalties_file", things=CAMPAIGN),
    address(f"{OF_CAMPAIGN}penalties/open/", penalties.open_case, rule=rules.may_write_penalties,
            name="open_penalty", things=CAMPAIGN),
    address("verification/penalties/<int:case>/cancel/", penalties.cancel_case, rule=rules.may_cancel_penalty,
            name="cancel_penalty", things={"case": penalty_case_numbered}),
]  # fmt: skip
