from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.methodologies.enums import Standing, State
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import is_system
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.results.models import Run


def may_publish(user: User, run: Run, kind: Kind) -> bool | Refused:
    """One actor publishes an illustration or earlier results; nothing may claim to be more than its methodology is."""
    if not is_system(user):
        return Refused(_("Results are published by the system; no person has this right."))
    if kind == Kind.OFFICIAL:
        return Refused(
            _("An official publication needs the approval of two persons, and that chain does not exist yet.")
        )
    if run.version.state != State.IN_FORCE:
        return Refused(_("Only results of a methodology in force are published."))
    if kind == Kind.HISTORICAL and run.version.standing != Standing.HISTORICAL:
        return Refused(_("Earlier results are published by the methodology of their time only."))
    return True


def may_withdraw(user: User) -> bool | Refused:
    """Deny by default: until people have rights of their own, only the system withdraws."""
    return is_system(user) or Refused(_("Publications are withdrawn by the system; no person has this right."))


def may_import(user: User) -> bool | Refused:
    """Earlier official results are taken over by the operator's command, with their source and act."""
    return is_system(user) or Refused(_("Earlier results are imported by the system; no person has this right."))
