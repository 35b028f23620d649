from __future__ import annotations

from typing import Final

from tarazy.web.grammar.life import Life
from tarazy.web.rooms.conclusions.enums import Move, State

WRITE, REPLY, SEND_REPLY = "conclusion.write", "conclusion.reply", "conclusion.send_reply"
# No role brings it: the system ends what nobody replied to in time.
LAPSE: Final = "conclusion.lapse"

LIFE: Final = Life(
    State,
    {
        #   move            from                                         to                who         in phase
        Move.ISSUE:     ({State.DRAFT},                                  State.ISSUED,     WRITE,      "conclusions"),
        Move.AGREE:     ({State.ISSUED},                                 State.FINAL,      SEND_REPLY, "reply"),
        Move.REPLY:     ({State.ISSUED},                                 State.REPLIED,    SEND_REPLY, "reply"),
        Move.LAPSE:     ({State.ISSUED},                                 State.FINAL,      LAPSE),
        Move.ANSWER:    ({State.REPLIED},                                State.FINAL,      WRITE),
        Move.SUPERSEDE: ({State.ISSUED, State.REPLIED, State.FINAL},     State.SUPERSEDED, WRITE),
    },
)  # fmt: skip

# A conclusion that nobody opened counts as received so many working days after it was issued.
RECEIVED_AFTER_DAYS: Final = 3
# The right of reply lasts until the phase of replies ends, and never less than so many working days from receipt.
REPLY_DAYS: Final = 5
