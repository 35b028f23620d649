from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import is_person, is_system


def may_keep(user: User) -> bool:
    """Whoever is signed in may keep a content; what it is tied to, and who reads it, the rooms above decide."""
    return is_person(user) or is_system(user)


def may_sweep(user: User) -> bool | Refused:
    return is_system(user) or Refused(_("Files that nobody knows are swept by the system itself."))
