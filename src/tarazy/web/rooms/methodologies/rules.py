from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.methodologies.enums import Move, Standing, State
from tarazy.web.rooms.methodologies.life import APPROVE, DRAW_UP, LIFE
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.methodologies.queries import have_cases_passed
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import is_system


def rights_of(user: User) -> frozenset[str]:
    """Deny by default: until people have rights of their own, only the system has any."""
    return frozenset({DRAW_UP, APPROVE}) if is_system(user) else frozenset()


def may_register(user: User) -> bool | Refused:
    """Whether somebody may bring in a new version."""
    return DRAW_UP in rights_of(user) or Refused(
        _("Methodologies are registered by the system; no person has this right.")
    )


def may_move(user: User, version: Version, move: Move) -> bool | Refused:
    """What the life says; besides, nothing is approved whose worked examples do not hold.

    An official methodology is approved by people, whose chain of approval does not exist yet.
    """
    if LIFE.step(move).target in (State.APPROVED, State.IN_FORCE):
        if version.standing == Standing.OFFICIAL:
            return Refused(_("An official methodology is approved by a chain of posts, which does not exist here yet."))
        if not have_cases_passed(version):
            return Refused(
                _("A methodology is approved only when its worked examples have been run and all of them hold.")
            )
    return LIFE.may(State(version.state), move, rights=rights_of(user))
