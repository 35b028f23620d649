"""The second part: officers fill in forms with documents, heads certify them, one is returned and mended, all are
accepted.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.web.journeys.campaign_led import BODIES, CAMPAIGN
from tests.web.journeys.desks import Desk, Desks
from tests.web.journeys.small_world import titled

ASKED = ("services_delivered", "services_on_time", "payment_plan", "payments_made")
# What each body reports at first. The second one's services in time are more than its documents show.
REPORTED = {
    "KZ-43": dict(zip(ASKED, ("1003", "803", "5671", "5107"), strict=True)),
    "KZ-47": dict(zip(ASKED, ("1907", "1717", "6173", "4937"), strict=True)),
}
PEOPLE = {"KZ-43": "foreign", "KZ-47": "scoped"}
# What the assessor makes the first body report instead, and what it asks back on appeal.
MENDED = {"services_delivered": "1103"}
BLOCKS = {"services": ("services_delivered", "services_on_time"), "budget": ("payment_plan", "payments_made")}
REPORT = {"name": "report.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 report"}


def fill_in_forms(desks: Desks) -> None:
    for unit in BODIES:
        _fill_in(desks, unit)
        _certify(desks, unit)
    _return_and_mend(desks, "KZ-43")
    for unit in BODIES:
        _accept(desks, unit)


def _of(unit: str, language: str) -> dict[str, str]:
    """What lines of the first page name."""
    return {"body": BODIES[unit][language], "campaign": CAMPAIGN}


def answer(officer: Desk, answers: Mapping[str, str]) -> None:
    for variable, value in answers.items():
        cell = officer.page.get_by_role("region", name=titled(variable, officer.language), exact=True)
        cell.get_by_label(officer.said("Value")).first.fill(value)


def _fill_in(desks: Desks, unit: str) -> None:
    officer = desks.of(f"{PEOPLE[unit]}.officer")
    officer.follow("Fill in the form: %(body)s, %(campaign)s", **_of(unit, desks.language))
    officer.follow_named(titled("services", desks.language))
    answer(officer, {variable: REPORTED[unit][variable] for variable in BLOCKS["services"]})
    officer.press("Save and go on")
    answer(officer, {variable: REPORTED[unit][variable] for variable in BLOCKS["budget"]})
    officer.press("Save")
    _give_document(officer)
    officer.go_back_to(BODIES[unit][desks.language])
    _submit(officer)


def _give_document(officer: Desk) -> None:
    """What is asked to be submitted says that documents are missing, and leads to where they are given."""
    officer.follow("Submit the form")
    officer.follow("Check all answers")
    officer.follow("Documents")
    officer.follow("Give a document")
    officer.fill("What the document is", "№ 1")
    officer.main.get_by_label(officer.said("File")).set_input_files(REPORT)
    for variable in BLOCKS["services"]:
        officer.check(titled(variable, officer.language))
    officer.press("Give the document")


def _submit(officer: Desk) -> None:
    officer.follow("Submit the form")
    officer.press("Submit")
    assert officer.says(officer.said("The form is submitted. Now the head certifies it."))


def _certify(desks: Desks, unit: str) -> None:
    head = desks.of(f"{PEOPLE[unit]}.head")
    head.follow("Certify the form: %(body)s, %(campaign)s", **_of(unit, desks.language))
    head.follow("Certify the form")
    head.press("Certify")


def _return_and_mend(desks: Desks, unit: str) -> None:
    assessor = desks.of("centre.assessor")
    assessor.follow("Accept or return the form: %(body)s, %(campaign)s", **_of(unit, desks.language))
    assessor.follow("Return cells for correction")
    for variable, value in MENDED.items():
        assessor.main.get_by_label(titled(variable, desks.language)).fill(f"{value}?")
    assessor.press("Return the form")
    officer = desks.of(f"{PEOPLE[unit]}.officer")
    officer.follow("Correct the returned form: %(body)s, %(campaign)s", **_of(unit, desks.language))
    officer.follow_named(titled("services", desks.language))
    assert officer.says(f"{MENDED['services_delivered']}?")
    answer(officer, MENDED)
    officer.press("Save and come back later")
    _submit(officer)
    _certify(desks, unit)


def _accept(desks: Desks, unit: str) -> None:
    assessor = desks.of("centre.assessor")
    assessor.follow("Accept or return the form: %(body)s, %(campaign)s", **_of(unit, desks.language))
    for block in BLOCKS:
        title = titled(block, desks.language)
        assessor.follow("Accept the block", of=title)
        assessor.press("Accept the block")
    assert assessor.says(assessor.said("accepted"))
