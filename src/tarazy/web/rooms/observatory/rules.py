from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.people.life import READ_ALL, RECORD
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import has_right, is_system, rights_of


def may_register_variables(user: User) -> bool | Refused:
    """Deny by default: until people have rights of their own, only the system says what is observed."""
    return is_system(user) or Refused(_("Variables are registered by the system; no person has this right."))


def may_record_observations(user: User) -> bool | Refused:
    """Deny by default: until people have rights of their own, only the system records observations."""
    return is_system(user) or Refused(_("Observations are recorded by the system; no person has this right."))


def may_see_imports(user: User) -> bool | Refused:
    """Analysts, and whoever reads all."""
    return bool({RECORD, READ_ALL} & rights_of(user)) or Refused(
        _("Imports are shown to analysts and to those who may read everything.")
    )


def may_import(user: User) -> bool | Refused:
    """Analysts of the centre, or of a scope; for which units, `queries.imports` says."""
    return has_right(user, RECORD) or Refused(
        _("Observations are imported by analysts of the centre, or of an organisation that has a scope.")
    )


def may_revise_targets(user: User) -> bool | Refused:
    """Whoever leads campaigns; for which bodies and until when, the room campaigns says."""
    return is_system(user) or has_right(user, "campaign.lead") or Refused(_("Targets are changed by administrators."))
