"""Every address about a campaign in every phase, as everybody: what only one phase allows is closed in all others.

Who may open an address at all says the table of `test_every_address`; this one says when.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Final

import pytest
from django.db import transaction
from django.urls import URLPattern
from django.utils import timezone

from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.models import Stage
from tests.web.doors.desk.test_every_address import (
    ADDRESSES,
    IN_PREPARATION,
    OF_PILOT,
    WHO_MAY,
    _is_let_in,
    may,
    name_of,
    parts_of,
    people,
)

pytestmark = pytest.mark.usefixtures("campaigned", "db")

COLLECTION, VERIFICATION = frozenset({Phase.COLLECTION}), frozenset({Phase.VERIFICATION})
# address: the phases in which it opens. All others about a campaign open in every phase.
OPENS_IN: Final[Mapping[str, frozenset[Phase]]] = {
    "fill_block": COLLECTION,
    "explain_findings": COLLECTION,
    "upload_form": COLLECTION,
    "submit_form": COLLECTION,
    "give_document": COLLECTION,
    "replace_document": COLLECTION,
    "take_back_document": COLLECTION,
    "sample_designs": VERIFICATION,
    "publish_frame": VERIFICATION,
    "draw_sample": VERIFICATION,
    "share_out": VERIFICATION,
    "close_verification": VERIFICATION,
}
# Conclusions, appeals and monitoring have their own clocks, which their own tests try.
DOORS = tuple(f"tarazy.web.doors.desk.{door}." for door in ("campaigns", "collection", "verification"))
# The centre runs the campaign, `foreign` reports in it; whoever is of neither is tried by the other test.
CONCERNED = ("centre.", "foreign.", "nobody")


def is_about_a_running_campaign(address: URLPattern) -> bool:
    name, is_near = str(address.name), str(address.callback.__module__).startswith(DOORS)
    return bool(is_near and address.pattern.converters and WHO_MAY.get(name)) and name not in (
        *OF_PILOT, *IN_PREPARATION,
    )  # fmt: skip


OF_CAMPAIGNS = [one for one in ADDRESSES if is_about_a_running_campaign(one)]
TURNS: Final = 4


def tried_in(phase: Phase) -> list[URLPattern]:
    """What depends on phases is tried in each; of the others every fourth, in turns, so that each is tried in two."""
    turn = list(Phase).index(phase) % TURNS
    return [one for n, one in enumerate(OF_CAMPAIGNS) if one.name in OPENS_IN or n % TURNS == turn]


def open_only(phase: Phase) -> None:
    """The running campaign with one stage that is open; all others have passed."""
    today, day = timezone.localdate(), datetime.timedelta(days=1)
    stages = Stage.objects.filter(campaign="running")
    stages.update(opens_on=today - 9 * day, closes_on=today - 5 * day)
    stages.filter(phase=phase).update(opens_on=today, closes_on=today)


@pytest.mark.parametrize("phase", Phase)
def test_each_address_of_a_campaign_opens_in_its_phases_only(phase: Phase) -> None:
    open_only(phase)
    everybody = [user for user in people() if name_of(user).startswith(CONCERNED)]
    wrong = {}
    for address in tried_in(phase):
        name = str(address.name)
        who = WHO_MAY[name] if phase in OPENS_IN.get(name, Phase) else ()
        with transaction.atomic():
            parts = parts_of(address)
            found = {name_of(user) for user in everybody if _is_let_in(address, user, dict(parts))}
            transaction.set_rollback(True)
        expected = {name_of(user) for user in everybody if may(name_of(user), who)}
        if found != expected:
            wrong[name] = sorted(found ^ expected)
    assert wrong == {}


def test_the_table_names_addresses_that_somebody_may_open() -> None:
    assert OPENS_IN.keys() <= {str(one.name) for one in OF_CAMPAIGNS}
    assert all(WHO_MAY[name] for name in OPENS_IN)
    tried = [one.name for phase in Phase for one in tried_in(phase)]
    assert all(tried.count(one.name) >= 2 for one in OF_CAMPAIGNS)
