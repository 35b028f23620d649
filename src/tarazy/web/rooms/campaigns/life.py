from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tarazy.web.grammar.life import Life
from tarazy.web.rooms.campaigns.enums import Kind, Move, Phase, State
from tarazy.web.rooms.people.enums import Role

PREPARE, LEAD = "campaign.prepare", "campaign.lead"

LIFE: Final = Life(
    State,
    {
        #   move                 from                                     to                 who
        Move.APPROVE_SCHEDULE: ({State.PREPARATION},                      State.SCHEDULED,   LEAD),
        Move.REOPEN:           ({State.SCHEDULED},                        State.PREPARATION, LEAD),
        Move.START:            ({State.SCHEDULED},                        State.RUNNING,     LEAD),
        Move.CLOSE:            ({State.RUNNING},                          State.CLOSED,      LEAD),
        Move.CANCEL:           ({State.PREPARATION, State.SCHEDULED, State.RUNNING}, State.CANCELLED, LEAD),
    },
)  # fmt: skip

PHASES: Final[Mapping[Kind, tuple[Phase, ...]]] = {
    Kind.ASSESSMENT: tuple(Phase),
    Kind.STATISTICAL: (Phase.SCHEDULE, Phase.APPROVAL, Phase.PUBLICATION),
    Kind.MONITORING: (Phase.SCHEDULE, Phase.COLLECTION, Phase.FOLLOW_UP),
}

# Whose work a phase waits for. Administrators of the organisation that runs the campaign are reminded of every phase.
REMINDED: Final[Mapping[Phase, frozenset[Role]]] = {
    Phase.COLLECTION: frozenset({Role.OFFICER, Role.HEAD}),
    Phase.VERIFICATION: frozenset({Role.VERIFIER}),
    Phase.CONCLUSIONS: frozenset({Role.ASSESSOR}),
    Phase.REPLY: frozenset({Role.OFFICER, Role.HEAD}),
    Phase.APPEALS: frozenset({Role.HEAD, Role.COMMISSIONER}),
    Phase.APPROVAL: frozenset({Role.EXECUTIVE}),
}
