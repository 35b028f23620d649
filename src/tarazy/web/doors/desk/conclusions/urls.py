"""The addresses of conclusions and of what bodies reply."""

from __future__ import annotations

from django.urls import URLPattern

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.conclusions import pages, replying, table_files, writing
from tarazy.web.doors.desk.tables import table_address
from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.campaigns.queries import campaign_with
from tarazy.web.rooms.conclusions.models import Item, ReplyDocument
from tarazy.web.rooms.conclusions.queries.conclusions import (
    conclusion_numbered,
    item_numbered,
    reply_document_numbered,
)
from tarazy.web.rooms.conclusions.rules import conclusions as rules
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.units.queries import unit_with


def may_reply_to(user: User, concluded: Item) -> bool | Refused:
    return rules.may_reply_to(user, concluded)


def may_open_document(user: User, reply_document: ReplyDocument) -> bool | Refused:
    return rules.may_read_reply_document(user, reply_document)


def may_take_back(user: User, reply_document: ReplyDocument) -> bool | Refused:
    return rules.may_take_back(user, reply_document)


CAMPAIGN, ONE = {"campaign": campaign_with}, {"conclusion": conclusion_numbered}
ITEM, DOCUMENT = {"concluded": item_numbered}, {"reply_document": reply_document_numbered}
OF_CAMPAIGN, OF_ONE = "campaigns/<str:campaign>/conclusions/", "conclusions/<int:conclusion>/"
OF_ITEM, OF_DOCUMENT = "conclusions/items/<int:concluded>/", "conclusions/documents/<int:reply_document>/"

urlpatterns: list[URLPattern] = [
    address("conclusions/", pages.conclusions, rule=rules.may_see_conclusions, name="conclusions"),
    table_address("conclusions/table.<str:ending>", table_files.conclusions_table, rule=rules.may_see_conclusions,
                  name="conclusions_file"),
    address(OF_CAMPAIGN, pages.of_campaign, rule=rules.may_see_conclusions_of, name="campaign_conclusions",
            things=CAMPAIGN),
    table_address(f"{OF_CAMPAIGN}table.<str:ending>", table_files.campaign_conclusions_table,
                  rule=rules.may_see_conclusions_of, name="campaign_conclusions_file", things=CAMPAIGN),
    address(f"{OF_CAMPAIGN}renew/", writing.renew_all, rule=rules.may_renew_all, name="renew_conclusions",
            things=CAMPAIGN),
    address(f"{OF_CAMPAIGN}<str:unit>/<str:block>/begin/", writing.begin, rule=rules.may_begin,
            name="begin_conclusion", things=CAMPAIGN | {"unit": unit_with}),
    address(OF_ONE, pages.conclusion, rule=rules.may_see, name="conclusion", things=ONE),
    address(f"{OF_ONE}explanation/", pages.explanation, rule=rules.may_read, name="conclusion_explanation",
            things=ONE),
    address(f"{OF_ONE}report/", writing.report, rule=rules.may_write, name="write_report", things=ONE),
    address(f"{OF_ONE}items/add/", writing.add_item, rule=rules.may_write, name="add_item", things=ONE),
    address(f"{OF_ONE}items/<int:position>/", writing.change_item, rule=rules.may_write, name="change_item",
            things=ONE),
    address(f"{OF_ONE}items/<int:position>/leave-out/", writing.remove_item, rule=rules.may_write,
            name="remove_item", things=ONE),
    address(f"{OF_ONE}recommendations/add/", writing.add_advice, rule=rules.may_write, name="add_advice", things=ONE),
    address(f"{OF_ONE}recommendations/<int:position>/leave-out/", writing.remove_advice, rule=rules.may_write,
            name="remove_advice", things=ONE),
    address(f"{OF_ONE}earlier/", writing.note_earlier, rule=rules.may_write, name="note_earlier", things=ONE),
    address(f"{OF_ONE}last-run/", writing.take_run, rule=rules.may_write, name="take_later_run", things=ONE),
    address(f"{OF_ONE}issue/", writing.issue, rule=rules.may_write, name="issue_conclusion", things=ONE),
    address(f"{OF_ONE}anew/", writing.renew, rule=rules.may_renew, name="renew_conclusion", things=ONE),
    address(f"{OF_ONE}open/", replying.receive, rule=rules.may_receive, name="receive_conclusion", things=ONE),
    address(f"{OF_ITEM}reply/", replying.say, rule=may_reply_to, name="reply_to_item", things=ITEM),
    address(f"{OF_ITEM}document/", replying.give_document, rule=may_reply_to, name="give_reply_document",
            things=ITEM),
    address(f"{OF_DOCUMENT}file/", replying.document_file, rule=may_open_document,
            name="reply_document_file", things=DOCUMENT),
    address(f"{OF_DOCUMENT}take-back/", replying.take_back, rule=may_take_back,
            name="take_back_reply_document", things=DOCUMENT),
    address(f"{OF_ONE}send/", replying.send, rule=rules.may_send_reply, name="send_reply", things=ONE),
    address(f"{OF_ONE}answer/", replying.answer, rule=rules.may_answer, name="answer_reply", things=ONE),
]  # fmt: skip
