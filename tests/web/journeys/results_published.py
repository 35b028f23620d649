"""The last part: results are proposed, approved by everybody in the chain, published on their day, and read by somebody
who is nobody's colleague: scores, the register of appeals, the bundle that is computed again.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from tarazy.cli.main import main
from tarazy.web.rooms.publication.tasks import publish_what_is_due
from tests.web.journeys.campaign_led import BODIES, CAMPAIGN
from tests.web.journeys.desks import Desk, Desks
from tests.web.peopled import today

TITLES = {"kk": "Шағын бағалау", "ru": "Малая оценка", "en": "Small assessment"}
APPROVERS = ("centre.methodologist", "centre.administrator", "centre.executive", "executive", "centre.executive")
# By hand, of 50 to 100 %: 803 of 1,003 services in time are 60.1196 points, 5,107 of 5,671 paid are 80.1093 points. Of
# the second body 1,703 of 1,907, as its documents show, are 78.6051 points, 4,937 of 6,173 are 59.9546.
SCORES = {"KZ-43": "70,1", "KZ-47": "69,3"}


def approve(desks: Desks) -> None:
    proposer = desks.of("proposer")
    proposer.go_to("Campaigns")
    proposer.follow_named(CAMPAIGN)
    proposer.follow("Runs and publication")
    proposer.follow("Propose the results for publication")
    for label, language in (("Title in Kazakh", "kk"), ("Title in Russian", "ru"), ("Title in English", "en")):
        proposer.fill(label, TITLES[language])
    proposer.fill("Day of publication", today(1).isoformat())
    proposer.press("Prepare the proposal")
    proposer.follow("Put forward")
    proposer.press("Put forward")
    for username in APPROVERS:
        _vote(desks.of(username), TITLES[desks.language])
    assert desks.signed_in[APPROVERS[-1]].says(proposer.said("approved, not published yet"))


def _vote(approver: Desk, title: str) -> None:
    approver.follow("To vote on: %(title)s", title=title)
    approver.check(approver.said("for"))
    act = approver.main.get_by_label(approver.said("Act"))
    if act.count():
        act.fill("№ 5")
    approver.press("Vote")


def publish(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is public before its day, everything on it."""
    title = TITLES[desks.language]
    publish_what_is_due()
    reader = desks.newcomer()
    assert not reader.says(title)
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    publish_what_is_due()
    reader.page.reload()
    assert reader.says(title)
    reader.opened.context.close()


def read(desks: Desks, folder: Path) -> None:
    """Somebody comes to the site, finds the scores, computes them again and looks at what was appealed."""
    reader = desks.newcomer()
    reader.follow_named(f"{TITLES[desks.language]}, 2025")
    for unit, score in SCORES.items():
        row = reader.main.get_by_role("row").filter(has_text=BODIES[unit][desks.language])
        assert score in row.inner_text()
    _compute_again(reader, folder)
    with reader.moves_on():
        reader.page.get_by_role("contentinfo").get_by_role("link", name=reader.said("Register of appeals")).click()
    assert reader.says(reader.said("granted"))
    for unit, body in BODIES.items():
        assert not reader.says(body[desks.language])
        assert not reader.says(unit)
    reader.opened.context.close()


def _compute_again(reader: Desk, folder: Path) -> None:
    """With the command that the page names, on the file that it gives."""
    with reader.page.expect_download() as given:
        reader.main.get_by_role("link", name=reader.said("Bundle (ZIP)")).click()
    path = folder / given.value.suggested_filename
    given.value.save_as(path)
    command = reader.main.locator("code").filter(has_text="tarazy recompute").inner_text().splitlines()[-1].split()
    assert command[:3] == ["tarazy", "recompute", path.name]
    assert main(["recompute", str(path), *command[3:]]) == 0
