from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.observatory.models import Release, Variable
from tarazy.web.rooms.observatory.queries.releases import places_planned_by
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


NOT_PLANNED = Refused(_("Releases are planned by analysts and methodologists of the centre of the place."))


def may_plan_releases(user: User) -> bool | Refused:
    """Whoever plans the releases of any place."""
    return bool(places_planned_by(user)) or NOT_PLANNED


def may_plan_release(user: User, variable: Variable) -> bool | Refused:
    """Analysts and methodologists of the centre of the place in whose list the variable stands."""
    return variable.place in places_planned_by(user) or NOT_PLANNED


def may_change_release(user: User, release: Release) -> bool | Refused:
    """Whoever may plan it, as long as its figures are awaited."""
    if release.released_on is not None:
        return Refused(_("These figures have come out; nothing of it is planned any longer."))
    return may_plan_release(user, release.variable)
