from tarazy.web.rooms.publication.models.proposals import (
    ApprovalStep,
    ApprovalVote,
    LeftOut,
    Proposal,
    ProposalStep,
    Return,
    StepOfChain,
    Withheld,
)
from tarazy.web.rooms.publication.models.publications import (
    Bundle,
    Correction,
    HistoricalScore,
    Publication,
    Withdrawal,
)

__all__ = [
    "ApprovalStep",
    "ApprovalVote",
    "Bundle",
    "Correction",
    "HistoricalScore",
    "LeftOut",
    "Proposal",
    "ProposalStep",
    "Publication",
    "Return",
    "StepOfChain",
    "Withdrawal",
    "Withheld",
]
