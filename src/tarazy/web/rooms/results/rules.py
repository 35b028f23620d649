from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.methodologies.enums import State
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import is_system


def may_compute(user: User, version: Version) -> bool | Refused:
    """A draft may be computed too, to see what it would bring; a retired version no more."""
    if not is_system(user):
        return Refused(_("Scores are computed by the system; no person has this right."))
    if version.state == State.RETIRED:
        return Refused(_("A retired methodology is not computed any more."))
    return True
