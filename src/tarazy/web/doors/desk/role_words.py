"""What each role will find on its first page, said while nothing is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tarazy.web.rooms.people.enums import Role

EXPECTED: Final[Mapping[Role, Promise]] = {
    Role.METHODOLOGIST: _(
        "Methodologies in draft and in consultation, objections to them and runs that wait for you will stand here."
    ),
    Role.ADMINISTRATOR: _(
        "Invitations that nobody answers, posts that end and campaigns that fall behind will stand here. To begin, "
        "found the organisations that take part and invite their people."
    ),
    Role.ASSESSOR: _(
        "Reports of the bodies and blocks that are assigned to you will stand here once a campaign collects them, each "
        "with the day by which you accept it or return it for correction."
    ),
    Role.VERIFIER: _("Values drawn into a sample, which you compare with their documents, will stand here."),
    Role.OFFICER: _(
        "The form of your body will stand here once a campaign collects reports, with what is still missing, what was "
        "returned for correction and the last day."
    ),
    Role.HEAD: _(
        "Reports that wait for your certification, conclusions to which you may reply and the last day for an appeal "
        "will stand here."
    ),
    Role.COMMISSIONER: _("Appeals on which you are to vote will stand here, each with the day of its decision."),
    Role.EXECUTIVE: _(
        "Publications that wait for your approval and early warnings will stand here. You may read every assessment "
        "of your place."
    ),
    Role.OVERSEER: _("New heads of the journal and the outcome of its proofs will stand here."),
    Role.ANALYST: _("Runs, figures that are missing and sources that have a new release will stand here."),
    Role.OPERATOR: _("Letters that could not be sent and long tasks that failed will stand here."),
}
