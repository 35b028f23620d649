from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import is_system


def may_refresh(user: User) -> bool | Refused:
    """The texts follow what other rooms hold; nobody writes them."""
    return is_system(user) or Refused(_("The system keeps the texts that are searched by itself."))
