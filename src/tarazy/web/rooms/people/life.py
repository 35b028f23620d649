"""Which right each role brings, and where a role may be held: tables a lawyer can read. What they do not name is
refused.

A right is named `thing.act`; the lives of the rooms above name the same rights. Where a right reaches (which units)
follows from the organisation of the post, see the room units; when it holds, from the phase of the campaign.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tarazy.web.rooms.people.enums import OrganisationKind, Role

READ_ALL: Final = "assessment.read_all"
MANAGE: Final = "people.manage"
RECORD: Final = "observation.record"

RIGHTS: Final[Mapping[Role, frozenset[str]]] = {
    Role.METHODOLOGIST: frozenset({
        "methodology.draw_up", "methodology.approve", "campaign.prepare", "run.compute", "publication.propose",
        "publication.approve", READ_ALL,
    }),
    Role.ADMINISTRATOR: frozenset({
        MANAGE, "units.manage", "calendar.manage", "methodology.approve", "campaign.prepare", "campaign.lead",
        "assignment.make", "instruction.give", "publication.propose", "publication.approve", READ_ALL,
    }),
    Role.ASSESSOR: frozenset({
        "submission.read", "submission.return", "submission.accept", "conclusion.write", "instruction.give",
    }),
    Role.VERIFIER: frozenset({
        "submission.read", "sample.draw", "finding.write", "penalty.write",
    }),
    Role.OFFICER: frozenset({
        "submission.fill", "submission.send", "conclusion.reply", "instruction.report",
    }),
    Role.HEAD: frozenset({
        "submission.fill", "submission.certify", "conclusion.reply", "conclusion.send_reply", "appeal.file",
        "instruction.give", "instruction.answer", "instruction.report",
    }),
    Role.COMMISSIONER: frozenset({
        "appeal.read", "appeal.vote",
    }),
    Role.EXECUTIVE: frozenset({
        "publication.approve", READ_ALL,
    }),
    Role.OVERSEER: frozenset({
        "journal.read", "journal.prove",
    }),
    Role.ANALYST: frozenset({
        RECORD, "run.compute", READ_ALL,
    }),
    Role.OPERATOR: frozenset({
        "work.watch", "post.watch",
    }),
}  # fmt: skip

# Which roles posts of an organisation may have.
ROLES_IN: Final[Mapping[OrganisationKind, frozenset[Role]]] = {
    OrganisationKind.CENTRE: frozenset(Role) - {Role.OFFICER, Role.HEAD},
    OrganisationKind.ASSESSING: frozenset({Role.ASSESSOR, Role.VERIFIER}),
    OrganisationKind.ASSESSED: frozenset({Role.OFFICER, Role.HEAD}),
}
# Which further ones where the organisation has a scope and so runs campaigns of its own.
ROLES_WITH_SCOPE: Final = frozenset({
    Role.ADMINISTRATOR, Role.METHODOLOGIST, Role.ASSESSOR, Role.VERIFIER, Role.COMMISSIONER, Role.EXECUTIVE,
    Role.ANALYST,
})  # fmt: skip
# Which of them the administrators of a scope give themselves; all others are given by the centre.
ROLES_GIVEN_IN_SCOPE: Final = frozenset({
    Role.OFFICER, Role.HEAD, Role.ASSESSOR, Role.VERIFIER, Role.ADMINISTRATOR,
})  # fmt: skip
