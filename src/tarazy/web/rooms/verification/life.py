from __future__ import annotations

from typing import Final

from tarazy.web.grammar.life import Life
from tarazy.web.rooms.verification.enums import Move, State

DRAW, PENALISE = "sample.draw", "penalty.write"
ASSIGN, CLOSE = "assignment.make", "campaign.lead"

LIFE: Final = Life(
    State,
    {
        #   move        from               to            who      in phase
        Move.DRAW:   ({State.PUBLISHED}, State.DRAWN,  DRAW,    "verification"),
        Move.ASSIGN: ({State.DRAWN},     State.DRAWN,  ASSIGN,  "verification"),
        Move.CLOSE:  ({State.DRAWN},     State.CLOSED, CLOSE,   "verification"),
    },
)  # fmt: skip
