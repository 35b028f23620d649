"""Re-verification in a real browser: a list published, a sample drawn, shared out, found; then every page by itself.

By visible controls only, in Kazakh and in Russian, with scripts off.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings
from django.utils.translation import gettext, override
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.verification.actions.findings import find
from tarazy.web.rooms.verification.actions.penalties import open_penalty
from tarazy.web.rooms.verification.actions.samples import assign_items, draw_sample, publish_frame
from tarazy.web.rooms.verification.enums import Design, Verdict
from tarazy.web.rooms.verification.models import Finding, Sample
from tarazy.web.rooms.verification.queries.findings import items_of, items_to_settle, worklist
from tarazy.web.rooms.verification.queries.frames import Plan
from tests.long import only_long
from tests.web.browsing import DESK, PHONE, Visit, visit
from tests.web.cloning import TestDatabases
from tests.web.journeys.visits import LONGEST_WORDS
from tests.web.verifying import SEED, TEMPLATE, Verifying, verifying_as_built, verifying_kazakhstan

CAMPAIGN = "campaigns/pilot-2026/verification/"
# Whose page it is, and where.
PATHS = (
    ("verifier", "verification/"), ("verifier", CAMPAIGN), ("verifier", f"{CAMPAIGN}designs/"),
    ("verifier", f"{CAMPAIGN}designs/by_risk/"), ("verifier", f"{CAMPAIGN}penalties/"),
    ("verifier", f"{CAMPAIGN}penalties/open/"), ("verifier", "verification/items/{item}/"),
    ("third", "verification/items/{differing}/settle/"), ("verifier", "verification/samples/{sample}/"),
    ("verifier", "verification/samples/{money}/"), ("administrator", f"{CAMPAIGN}close/"),
)  # fmt: skip


@pytest.fixture
def verifying(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[Verifying]:
    """A pilot of this test alone: what its browser saves is committed."""
    with (
        django_db_blocker.unblock(),
        databases.based_on(TEMPLATE, verifying_kazakhstan),
        override_settings(SECOND_FACTOR_ROLES=()),
    ):
        yield verifying_as_built()


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return str(client.session.session_key)


def told(text: str, language: str) -> str:
    with override(language):
        return gettext(text)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_sample_is_drawn_in_the_open_shared_out_and_found_without_scripts(
    browser: Browser, site: str, verifying: Verifying, language: str
) -> None:
    def opened(user: User, path: str) -> Visit:
        return visit(browser, f"{site}/{language}/desk/{path}", scripts=False, session=session_of(user))

    def follow(page: Page, text: str) -> None:
        page.get_by_role("main").get_by_role("link", name=told(text, language)).first.click()

    def press(page: Page, text: str) -> None:
        page.get_by_role("main").get_by_role("button", name=told(text, language), exact=True).click()

    first = opened(verifying.verifiers[0], CAMPAIGN)
    follow(first.page, "Draw a sample")
    first.page.get_by_role("main").locator("a[href$='/simple/']").click()
    first.page.locator("input[name=wanted]").fill("4")
    first.page.locator("input[name=second_percent]").fill("0")
    press(first.page, "Publish the list")
    follow(first.page, "Draw the sample")
    first.page.get_by_label(told("Seed", language)).fill(SEED)
    press(first.page, "Draw the sample")
    sample = Sample.objects.get()
    administrator = opened(verifying.administrator, f"verification/samples/{sample.frame_id}/")
    follow(administrator.page, "Share out the items")
    administrator.page.get_by_label(str(verifying.verifiers[0])).first.check()
    press(administrator.page, "Share out the items")
    assert worklist(verifying.verifiers[0]).count() == 4
    first.page.goto(f"{site}/{language}/desk/verification/")
    for verdict in (Verdict.CONFIRMED, Verdict.NOT_EVIDENCED):
        first.page.get_by_role("main").locator("a[href*='/verification/items/']").first.click()
        first.page.locator(f"input[name=verdict][value={verdict.value}]").check()
        first.page.locator("textarea[name=note]").fill("1-бет")
        first.page.get_by_role("main").get_by_role("button").first.click()
        first.page.goto(f"{site}/{language}/desk/verification/")
    assert {one.verdict for one in Finding.objects.all()} == {"confirmed", "not_evidenced"}
    assert worklist(verifying.verifiers[0]).count() == 2
    assert first.complaints == administrator.complaints == []
    for one in (first, administrator):
        one.context.close()


@pytest.fixture(scope="module")
def begun(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, str]]:
    """Sessions by whose they are, and what stands in the addresses: a sample in which two checks differ, another of
    amounts that is decided, a penalty case.
    """
    with (
        django_db_blocker.unblock(),
        databases.based_on(TEMPLATE, verifying_kazakhstan),
        override_settings(SECOND_FACTOR_ROLES=()),
    ):
        world = verifying_as_built()
        by = world.verifiers[0]
        money = drawn_by(world, Plan(Design.MONETARY, 2, measured_in="thousand_tenge", second_share=0))
        for verifier in world.verifiers:
            for assignment in worklist(verifier):
                find(assignment.item, Verdict.DIFFERS, value=1.0, note="p. 1", by=verifier)
        sample = drawn_by(world, Plan(Design.SIMPLE, 6, second_share=1))
        item = next(one for one in items_of(sample) if one.item.change.value)
        checkers = [one.verifier for one in item.assignments.order_by("turn")]
        find(item, Verdict.CONFIRMED, by=checkers[0])
        find(item, Verdict.NOT_EVIDENCED, note="nothing given", by=checkers[1])
        third = next(one for one in world.verifiers if one not in checkers)
        unit = Unit.objects.get(pk="KZ-47")
        open_penalty(world.campaign, unit, "services", 2.0, ground="False figures.", authority="Act 1", by=by)
        assert items_to_settle(world.campaign, third) == [item]
        yield {
            "verifier": session_of(by), "third": session_of(third), "administrator": session_of(world.administrator),
            "item": str(worklist(by)[0].item_id), "differing": str(item.pk), "sample": str(sample.frame_id),
            "money": str(money.frame_id),
        }  # fmt: skip


def drawn_by(world: Verifying, plan: Plan) -> Sample:
    sample = draw_sample(publish_frame(world.campaign, plan, by=world.verifiers[0]), SEED, by=world.verifiers[0])
    assign_items(sample, world.verifiers, by=world.administrator)
    return sample


def widths() -> Iterator[object]:
    """Each page on a phone in the language with the longest words, on a desk in Kazakh; the rest in the long run."""
    for whose, path in PATHS:
        for language in ("kk", "ru", "en"):
            for width in (DESK, PHONE):
                chosen = (language, width) in ((LONGEST_WORDS, PHONE), ("kk", DESK))
                yield (language, whose, path, width) if chosen else only_long(language, whose, path, width)


@pytest.mark.parametrize(("language", "whose", "path", "width"), list(widths()))
def test_a_page_of_re_verification_is_sound(
    browser: Browser, site: str, begun: dict[str, str], language: str, whose: str, path: str, width: int
) -> None:
    opened = visit(browser, f"{site}/{language}/desk/{path.format(**begun)}", width=width, session=begun[whose])
    assert opened.page.locator("h1").count() == 1
    assert opened.complaints == []
    assert opened.accessibility_faults() == []
    assert not opened.is_wider_than_window()
    opened.context.close()
