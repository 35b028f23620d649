from __future__ import annotations

from typing import Final

from tarazy.web.grammar.life import Life
from tarazy.web.rooms.conclusions.enums import AppealMove, AppealState, Move, State

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

FILE, VOTE, READ_APPEALS = "appeal.file", "appeal.vote", "appeal.read"

IN_CONSIDERATION: Final = frozenset({AppealState.ADMITTED, AppealState.CONSIDERED})
UNDECIDED: Final = IN_CONSIDERATION | {AppealState.FILED}
WITHDRAWABLE: Final = UNDECIDED | {AppealState.DRAFT}

APPEAL_LIFE: Final = Life(
    AppealState,
    {
        #   move                     from                               to                        who   in phase
        AppealMove.FILE:           ({AppealState.DRAFT},                AppealState.FILED,        FILE, "appeals"),
        AppealMove.WITHDRAW:       (WITHDRAWABLE,                       AppealState.WITHDRAWN,    FILE),
        AppealMove.ADMIT:          ({AppealState.FILED},                AppealState.ADMITTED,     VOTE),
        AppealMove.REFUSE:         ({AppealState.FILED},                AppealState.INADMISSIBLE, VOTE),
        AppealMove.VOTE:           (IN_CONSIDERATION,                   AppealState.CONSIDERED,   VOTE),
        AppealMove.DECIDE:         ({AppealState.CONSIDERED},           AppealState.DECIDED,      VOTE),
        AppealMove.COMPLAIN:       ({AppealState.DECIDED},              AppealState.COMPLAINED,   FILE),
        AppealMove.VOTE_AGAIN:     ({AppealState.COMPLAINED},           AppealState.COMPLAINED,   VOTE),
        AppealMove.DECIDE_FINALLY: ({AppealState.COMPLAINED},           AppealState.FINAL,        VOTE),
    },
)  # fmt: skip

# An appeal, and the one complaint against its decision, are filed within so many working days of what they are against;
# each is decided within so many calendar days (Decree No. 954).
FILE_DAYS: Final = 5
DECIDE_DAYS: Final = 15
