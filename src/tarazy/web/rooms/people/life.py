"""Which right each role brings: one table a lawyer can read. What it does not name is refused.

A right is named `thing.act`; the lives of the rooms above name the same rights. Where a right reaches (which units)
follows from the organisation of the post, see the room units; when it holds, from the phase of the campaign.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tarazy.web.rooms.people.enums import Role

READ_ALL: Final = "assessment.read_all"

RIGHTS: Final[Mapping[Role, frozenset[str]]] = {
    Role.METHODOLOGIST: frozenset({
        "methodology.draw_up", "methodology.approve", "campaign.prepare", "run.compute", "publication.propose",
        "publication.approve", READ_ALL,
    }),
    Role.ADMINISTRATOR: frozenset({
        "people.manage", "units.manage", "calendar.manage", "methodology.approve", "campaign.prepare", "campaign.lead",
        "assignment.make", "publication.propose", "publication.approve", READ_ALL,
    }),
    Role.ASSESSOR: frozenset({
        "submission.read", "submission.return", "submission.accept", "conclusion.write", "instruction.give",
    }),
    Role.VERIFIER: frozenset({
        "submission.read", "sample.draw", "finding.write", "penalty.write",
    }),
    Role.OFFICER: frozenset({
        "submission.fill", "submission.send", "conclusion.reply",
    }),
    Role.HEAD: frozenset({
        "submission.fill", "submission.certify", "conclusion.reply", "appeal.file",
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
        "observation.record", "run.compute", READ_ALL,
    }),
    Role.OPERATOR: frozenset({
        "work.watch", "post.watch",
    }),
}  # fmt: skip
