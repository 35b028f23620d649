from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Actor, Refused

MANAGE: Final = "calendar.manage"


def may_manage(user: Actor, rights: Collection[str]) -> bool | Refused:
    """The calendar is kept by whoever has the right `calendar.manage`."""
    return MANAGE in rights or Refused(_("The calendar is kept by the administrators."))
