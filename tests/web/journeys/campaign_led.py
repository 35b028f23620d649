"""The first part of the whole way: a campaign is prepared, people invited and assigned, the schedule approved."""

from __future__ import annotations

import re

from django.core import mail
from django.utils.translation import override
from playwright.sync_api import Locator

from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.post.tasks import send_letters
from tests.web.doors.desk.account.people import PASSWORD
from tests.web.journeys.desks import Desk, Desks
from tests.web.journeys.small_world import titled
from tests.web.peopled import today

CAMPAIGN = "Шағын 2025"
BODIES = {
    "KZ-43": {"kk": "Қызылорда облысы", "ru": "Кызылординская область"},
    "KZ-47": {"kk": "Маңғыстау облысы", "ru": "Мангистауская область"},
}
ASSESSOR = "Centre Assessor"
INVITED = "Жаңа мүше"


def lead_campaign(desks: Desks) -> None:
    administrator = desks.of("centre.administrator")
    _prepare(administrator)
    _assign(administrator)
    administrator.follow("Check and approve the schedule")
    administrator.fill("Act that approves the schedule", "№ 7")
    administrator.press("Check and approve the schedule")
    administrator.follow("Start the campaign")
    administrator.press("Start the campaign")
    administrator.follow("Progress")
    for body in BODIES.values():
        assert administrator.says(body[desks.language])


def _prepare(administrator: Desk) -> None:
    """What is assessed, who takes part, and the days: every phase is open today, since no time passes."""
    administrator.go_to("Campaigns")
    administrator.follow("Prepare a campaign")
    administrator.fill("Period", "2025")
    for label in ("Title in Kazakh", "Title in Russian", "Title in English"):
        administrator.fill(label, CAMPAIGN)
    administrator.fill("Id", "small-2025")
    administrator.press("Prepare")
    administrator.follow("Choose who takes part")
    for body in BODIES.values():
        administrator.check(body[administrator.language])
    administrator.press("Save")
    administrator.follow("Write the schedule")
    for phase in Phase:
        with override(administrator.language):
            words = {"phase": str(phase.label)}
        administrator.fill("%(phase)s: first day", today().isoformat(), **words)
        administrator.fill("%(phase)s: last day", today(30).isoformat(), **words)
    administrator.press("Save")


def _assign(administrator: Desk) -> None:
    """One assessor for everything."""
    administrator.follow("Assign assessors")
    for block in ("services", "budget"):
        administrator.follow_named(titled(block, administrator.language))
        administrator.main.get_by_label(administrator.said("Assessor")).select_option(label=ASSESSOR)
        administrator.press("Choose the bodies")
        administrator.press("Assign")
    administrator.go_back_to(CAMPAIGN)


def invite_member(desks: Desks) -> None:
    """A member of the commission is invited, opens the letter, chooses a password and signs in."""
    administrator = desks.of("centre.administrator")
    administrator.go_to("Organisations")
    administrator.follow_named({"kk": "Бағалау орталығы", "ru": "Центр оценки"}[desks.language])
    administrator.follow("Invite a person")
    administrator.fill("Full name", INVITED)
    administrator.fill("E-mail address", "member@example.kz")
    with override(desks.language):
        administrator.check(str(Role.COMMISSIONER.label))
    administrator.main.get_by_label(administrator.said("Language of the letter")).select_option(
        label={"kk": "Қазақша", "ru": "Русский"}[desks.language]
    )
    administrator.press("Invite")
    member = desks.newcomer(_path_in_letter(desks.language))
    member.fill("User name", "member")
    _password(member, "New password").fill(PASSWORD)
    _password(member, "The new password once more").fill(PASSWORD)
    member.press("Take the post")
    member.fill("User name or e-mail address", "member")
    member.fill("Password", PASSWORD)
    member.press("Sign in")
    assert member.says(INVITED) or INVITED in member.page.get_by_role("contentinfo").inner_text()
    desks.signed_in["member"] = member


def _password(member: Desk, label: str) -> Locator:
    return member.main.get_by_label(member.said(label), exact=True)


def _path_in_letter(language: str) -> str:
    mail.outbox.clear()
    send_letters(by=system_actor())
    letter = next(one for one in mail.outbox if one.to == ["member@example.kz"])
    found = re.search(rf"/{language}/(desk/invitations/answer/\S+)", str(letter.body))
    assert found, letter.body
    return found[1]
