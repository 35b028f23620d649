"""How moves and states are spoken of on the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarazy.web.rooms.methodologies.enums import Move, Standing, State
from tarazy.web.rooms.methodologies.life import APPROVALS_NEEDED
from tarazy.web.rooms.methodologies.models import MoveMade, Version
from tarazy.web.rooms.methodologies.queries import comes_into_force_on
from tarazy.web.ui.written import long_date

BUTTONS: Final[Mapping[Move, Promise]] = {
    Move.CONSULT: gettext_lazy("Put up for public consultation"),
    Move.RETURN: gettext_lazy("Return to drafting"),
    Move.APPROVE: gettext_lazy("Approve the methodology"),
    Move.PUT_IN_FORCE: gettext_lazy("Put in force"),
    Move.RETIRE: gettext_lazy("Retire the methodology"),
}
NOTES: Final[Mapping[Move, Promise]] = {
    Move.CONSULT: gettext_lazy("From now on everybody can read the text on the public site, and it no longer changes."),
    Move.RETURN: gettext_lazy("The text can be changed again. Approvals that were given no longer count."),
    Move.APPROVE: gettext_lazy(
        "You approve exactly this text; its hash is kept with your name. An official methodology needs two approvals "
        "by persons who did not draw it up, any other needs one."
    ),
    Move.PUT_IN_FORCE: gettext_lazy("From this day scores may be computed and published by it."),
    Move.RETIRE: gettext_lazy("Nothing more is computed by it. What was published stays, with this text."),
}


def awaits(version: Version, moves: Sequence[MoveMade]) -> str:
    """What has to happen next with a version, by its state and the moves made so far, the earliest first."""
    match State(version.state):
        case State.DRAFT if version.standing == Standing.OFFICIAL:
            return _("to be put up for public consultation")
        case State.DRAFT:
            return _("to be put up for public consultation or approved")
        case State.CONSULTATION:
            return _awaits_approval(version, moves)
        case State.APPROVED:
            return _("to be put in force")
        case State.IN_FORCE if day := comes_into_force_on(version):
            return _("its day: %(day)s") % {"day": long_date(day)}
        case _:
            return ""


def _awaits_approval(version: Version, moves: Sequence[MoveMade]) -> str:
    consulted = [one for one in moves if one.move == Move.CONSULT]
    since = moves.index(consulted[-1]) if consulted else 0
    given = sum(one.move == Move.APPROVE and one.hash == version.hash for one in moves[since:])
    said: dict[str, object] = {"given": given, "needed": APPROVALS_NEEDED[Standing(version.standing)]}
    if consulted and consulted[-1].last_day:
        said["until"] = long_date(consulted[-1].last_day)
        return _("consultation until %(until)s; then approval, %(given)s of %(needed)s given") % said
    return _("approval, %(given)s of %(needed)s given") % said


def owner_of(version: Version) -> str:
    return str(version.organisation.name) if version.organisation else _("the centre")


def terms_of(made: MoveMade) -> str:
    """From when until when a move holds, and by which act."""
    first, last = long_date(made.first_day), long_date(made.last_day)
    days = _("from %(from)s to %(to)s") % {"from": first, "to": last} if last else ""
    days = days or (_("from %(from)s") % {"from": first} if first else "")
    return "; ".join(part for part in (days, made.ground) if part)
