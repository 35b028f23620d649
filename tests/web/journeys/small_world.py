"""Kazakhstan's people with a small index in force, before anything of its first campaign is done."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tarazy.engine.load import load_methodology
from tarazy.engine.model.methodology import Methodology
from tarazy.exchange.place_rows import ApprovalRow
from tarazy.web.rooms.methodologies.actions import Terms, move_version
from tarazy.web.rooms.methodologies.enums import Move
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.publication.actions.chains import register_chain
from tests.web.doors.desk.account.people import PASSWORD
from tests.web.peopled import people_kazakhstan, person, post_of, today
from tests.web.rooms.drafted import drafted, end_consultation
from tests.web.rooms.shipped import place

TEMPLATE = "small_world"
# Besides those of `tests.web.peopled`, who have one post each: who proposes, and who approves with another.
MORE = (("proposer", Role.METHODOLOGIST), ("executive", Role.EXECUTIVE))


@cache
def small_index() -> Methodology:
    return load_methodology(Path(__file__).with_name("small_index"))


def small_world() -> None:
    people_kazakhstan()
    register_chain("kz", place("kz").rows(ApprovalRow), by=system_actor())
    for username, role in MORE:
        post_of(username, "centre", role)
    for user in User.objects.filter(email__isnull=False):
        user.set_password(PASSWORD)
        user.save()
    version = end_consultation(drafted(small_index(), person("proposer")))
    for approver in ("centre.methodologist", "centre.administrator"):
        move_version(version, Move.APPROVE, by=person(approver))
    in_force = Terms(first_day=today(), ground="Order No. 1")
    move_version(version, Move.PUT_IN_FORCE, in_force, by=person("centre.administrator"))


def titled(id: str, language: str) -> str:
    """What the small index calls a part of it or what it asks."""
    asked = {variable.variable: variable for variable in small_index().variables}
    return (small_index().nodes.get(id) or asked[id]).title.in_language(language)
