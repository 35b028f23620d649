from __future__ import annotations

from collections.abc import Collection
from typing import Final

from tarazy.web.grammar.life import Life
from tarazy.web.rooms.followup.enums import Move, State

GIVE, ANSWER, REPORT = "instruction.give", "instruction.answer", "instruction.report"

LIFE: Final = Life(
    State,
    {
        #   move         from                                               to               who
        Move.ACCEPT:   ({State.OPENED},                                     State.ACCEPTED,  ANSWER),
        Move.DECLINE:  ({State.OPENED},                                     State.DECLINED,  ANSWER),
        Move.REPORT:   ({State.OPENED, State.ACCEPTED, State.RETURNED},     State.REPORTED,  REPORT),
        Move.VERIFY:   ({State.REPORTED},                                   State.VERIFIED,  GIVE),
        Move.RETURN:   ({State.REPORTED},                                   State.RETURNED,  GIVE),
        Move.WITHDRAW: ({State.OPENED, State.ACCEPTED, State.REPORTED, State.RETURNED}, State.WITHDRAWN, GIVE),
    },
)  # fmt: skip

# Moves that say why.
NEED_WORDS: Final[Collection[Move]] = (Move.DECLINE, Move.REPORT, Move.RETURN, Move.WITHDRAW)
