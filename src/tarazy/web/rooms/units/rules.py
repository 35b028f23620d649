from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import is_system


def may_register_units(user: User) -> bool | Refused:
    """Deny by default: until people have rights of their own, only the system registers units."""
    return is_system(user) or Refused(_("Units are registered by the system; no person has this right."))
