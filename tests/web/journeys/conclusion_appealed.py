"""The fourth part: conclusions on two blocks of one body; it objects to an item and then appeals, and is granted what
it asks for.
"""

from __future__ import annotations

from tests.web.journeys.campaign_led import BODIES, CAMPAIGN
from tests.web.journeys.desks import Desk, Desks
from tests.web.journeys.forms_filled import MENDED, REPORTED
from tests.web.journeys.sample_checked import work_off
from tests.web.journeys.small_world import titled
from tests.web.peopled import today

UNIT, ASKED = "KZ-43", "services_delivered"
EXTRACT = {"name": "extract.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 extract"}
OBJECTED = "№ 3 құжат"


def conclude(desks: Desks) -> None:
    """Written and issued for both blocks; received; objected to in one, agreed with in the other; answered."""
    for number, block in enumerate(("services", "budget")):
        _issue(desks, block, left=4 - number)
        _reply(desks, block)
    _answer(desks)


def _of(language: str, block: str = "services") -> str:
    """How lines and links name a conclusion."""
    return f"{BODIES[UNIT][language]}: {titled(block, language)}"


def _issue(desks: Desks, block: str, left: int) -> None:
    assessor = desks.of("centre.assessor")
    assessor.follow("Conclusions to be written, %(campaign)s: %(count)s", campaign=CAMPAIGN, count=left)
    assessor.follow_named(_of(desks.language, block))
    assessor.press("Begin")
    assessor.follow("Write the report")
    assessor.fill("Report", f"№ 1, {titled(block, desks.language)}")
    assessor.press("Save the report")
    assessor.follow("Add a recommendation")
    assessor.fill("What the body is to do", "№ 2")
    assessor.fill("By when", today(90).isoformat())
    assessor.press("Add a recommendation")
    assessor.follow("Issue the conclusion")
    assessor.press("Issue")


def _reply(desks: Desks, block: str) -> None:
    """The officer opens it and replies to its one item; the head sends the reply."""
    objects, which = block == "services", {"body": _of(desks.language, block), "campaign": CAMPAIGN}
    officer = desks.of("foreign.officer")
    officer.follow("Reply to the conclusion: %(body)s, %(campaign)s", **which)
    officer.press("Open and confirm receipt")
    item = titled("on_time" if objects else "absorbed", desks.language)
    officer.follow("Agree or object", of=f"1. {item}")
    officer.check(officer.said("objects" if objects else "agrees"))
    if objects:
        officer.fill("Why", OBJECTED)
    officer.press("Save the reply")
    head = desks.of("foreign.head")
    head.follow("Send the reply: %(body)s, %(campaign)s", **which)
    head.follow("Send the reply")
    head.press("Send")


def _answer(desks: Desks) -> None:
    assessor = desks.of("centre.assessor")
    assessor.follow("Answer the objections: %(body)s, %(campaign)s", body=_of(desks.language), campaign=CAMPAIGN)
    assessor.follow("Answer the objections")
    assert assessor.says(OBJECTED)
    assessor.check(assessor.said("the item stands"))
    assessor.fill("Reason, item %(number)s", "№ 1, 7", number=1)
    assessor.press("Send the answers")
    assert assessor.says(assessor.said("final"))


def appeal(desks: Desks) -> None:
    """Filed with a document, admitted, voted on by two members and granted; the ranks change."""
    _file(desks)
    first, second = "centre.commissioner", "member"
    member = desks.of(first)
    member.follow("Look at an appeal and admit it: %(body)s", body=_of(desks.language))
    member.follow("Admit the appeal")
    member.press("Admit the appeal")
    member.follow("Vote")
    _vote(member)
    member = desks.of(second)
    member.follow("Vote on an appeal: %(body)s", body=_of(desks.language))
    member.follow("Vote")
    _vote(member)
    member.follow("Decide")
    member.fill("Number of the minutes or of the decision", "№ 7")
    member.fill("Reasons of the decision", "№ 8 тізілім")
    member.press("Enter the decision")
    work_off()
    member.follow("Whom the decision has moved")
    for body in BODIES.values():
        assert member.says(body[desks.language])


def _file(desks: Desks) -> None:
    head = desks.of("foreign.head")
    head.follow("A conclusion can be appealed against: %(body)s", body=_of(desks.language))
    head.press("Begin to write")
    head.follow_named(f"1. {titled('on_time', desks.language)}: {head.said('points lost')}")
    head.main.get_by_label(titled(ASKED, desks.language)).check()
    head.fill("Value that you ask for", REPORTED[UNIT][ASKED])
    head.fill("Why this value is right", "№ 8 тізілім")
    head.press("Add to the appeal")
    assert head.says(MENDED[ASKED])
    head.follow("Give a document")
    head.fill("What the document is", "№ 8 тізілім")
    head.main.get_by_label(head.said("File")).set_input_files(EXTRACT)
    head.press("Give the document")
    head.follow("File the appeal")
    head.press("File the appeal")


def _vote(member: Desk) -> None:
    member.main.get_by_role("group", name=member.said("What you grant")).get_by_role("checkbox").check()
    member.press("Cast your vote")
