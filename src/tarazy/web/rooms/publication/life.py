from __future__ import annotations

from typing import Final

from tarazy.web.grammar.life import Life
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.life import RIGHTS
from tarazy.web.rooms.publication.enums import ProposalMove, ProposalState

PROPOSE, APPROVE, PUBLISH = "publication.propose", "publication.approve", "publication.publish"
APPROVAL: Final = Phase.APPROVAL.value
UNDER_WAY: Final = (ProposalState.PROPOSED, ProposalState.APPROVED)

# The last vote that a chain needs is also the move that approves for good. Only the system publishes.
LIFE: Final = Life(
    ProposalState,
    {
        #   move                      from                            to                     who          phase
        ProposalMove.PUT_FORWARD: ({ProposalState.DRAFT},          ProposalState.PROPOSED,   PROPOSE, APPROVAL),
        ProposalMove.VOTE:        ({ProposalState.PROPOSED},       ProposalState.PROPOSED,   APPROVE, APPROVAL),
        ProposalMove.APPROVE:     ({ProposalState.PROPOSED},       ProposalState.APPROVED,   APPROVE, APPROVAL),
        ProposalMove.RETURN:      (UNDER_WAY,                      ProposalState.RETURNED,   APPROVE),
        ProposalMove.TAKE_BACK:   ({ProposalState.DRAFT, *UNDER_WAY}, ProposalState.TAKEN_BACK, PROPOSE),
        ProposalMove.PUBLISH:     ({ProposalState.APPROVED},       ProposalState.PUBLISHED,  PUBLISH),
    },
)  # fmt: skip

# Whose posts a step of a chain of approval may name.
APPROVING: Final = tuple(role for role in Role if APPROVE in RIGHTS[role])
# An official publication is approved by so many persons beside whoever proposed it.
PERSONS_NEEDED: Final = 2
