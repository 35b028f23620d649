from __future__ import annotations

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.people.models import User


def may_say(user: User, allowed: bool | Refused) -> bool | Refused:
    """The room that owns the thing knows who may write beside it; it gives its answer with the act."""
    return allowed
