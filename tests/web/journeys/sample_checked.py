"""The third part: a sample for re-verification is drawn in the open, shared out, worked through; closing it has the
campaign computed.
"""

from __future__ import annotations

from django.utils.translation import ngettext, override

from tarazy.web.rooms.work.enums import State
from tarazy.web.rooms.work.models import Task
from tarazy.web.rooms.work.tasks import perform_task
from tests.web.journeys.campaign_led import BODIES, CAMPAIGN
from tests.web.journeys.desks import Desk, Desks
from tests.web.journeys.small_world import titled

VERIFIER = "Centre Verifier"
# Where the documents show something else than the body reported.
DIFFERS = ("KZ-47", "services_on_time")
FOUND = "1703"


def check_sample(desks: Desks) -> None:
    verifier = desks.of("centre.verifier")
    _draw(verifier)
    administrator = desks.of("centre.administrator")
    administrator.follow("A sample is to be shared out: %(title)s", title=CAMPAIGN)
    administrator.follow("Share out the items")
    administrator.check(VERIFIER)
    administrator.press("Share out the items")
    verifier = desks.of("centre.verifier")
    with override(desks.language):
        line = ngettext("%(count)s item to check: %(title)s", "%(count)s items to check: %(title)s", 4)
    verifier.follow_named(line % {"count": 4, "title": CAMPAIGN})
    while _find_next(verifier):
        pass
    administrator.go_back_to(administrator.said("Re-verification"))
    administrator.follow("Close re-verification")
    administrator.press("Close re-verification")
    work_off()


def _draw(verifier: Desk) -> None:
    """All values of one block: which ones the seed chooses is nothing to this test."""
    verifier.follow("No sample is planned yet: %(title)s", title=CAMPAIGN)
    verifier.follow("Draw a sample")
    verifier.follow("simple random")
    verifier.fill("How many items", "4")
    verifier.main.get_by_label(verifier.said("Of which block")).select_option(
        label=titled("services", verifier.language)
    )
    verifier.fill("Percent of items that two people check", "0")
    verifier.press("Publish the list")
    verifier.follow("Draw the sample")
    verifier.fill("Seed", "7 14 21 28 35 42")
    verifier.press("Draw the sample")


def _find_next(verifier: Desk) -> bool:
    """The first item of the list, compared with its documents; no when none is left."""
    row = verifier.main.locator("tbody tr").first
    if not row.count():
        return False
    unit, variable = DIFFERS
    differs = row.inner_text().split("\t") == [
        titled(variable, verifier.language), BODIES[unit][verifier.language]
    ]  # fmt: skip
    with verifier.moves_on():
        row.get_by_role("link").click()
    verifier.check(verifier.said("differs" if differs else "confirmed"))
    if differs:
        verifier.fill("Value that the documents show", FOUND)
        verifier.fill("What the documents show, and where", "№ 1, 7")
    verifier.press("Save what you found")
    return True


def work_off() -> None:
    """Do what is queued, as the worker does."""
    waiting = list(Task.objects.filter(state=State.WAITING))
    assert waiting
    for task in waiting:
        perform_task(task.pk)
        task.refresh_from_db()
        assert task.state == State.DONE, task.fault
