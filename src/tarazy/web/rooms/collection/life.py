from __future__ import annotations

from typing import Final

from tarazy.web.grammar.life import Life
from tarazy.web.rooms.collection.enums import Move, State

FILL, SEND, CERTIFY, READ = "submission.fill", "submission.send", "submission.certify", "submission.read"
RETURN, ACCEPT = "submission.return", "submission.accept"
FIND = "finding.write"  # whoever verifies a campaign reads its forms

LIFE: Final = Life(
    State,
    {
        #   move          from                                to               who      in phase
        Move.SUBMIT:    ({State.DRAFT, State.RETURNED},       State.SUBMITTED, SEND,    "collection"),
        Move.TAKE_BACK: ({State.SUBMITTED},                   State.DRAFT,     SEND,    "collection"),
        Move.CERTIFY:   ({State.SUBMITTED},                   State.CERTIFIED, CERTIFY, "collection"),
        Move.RETURN:    ({State.SUBMITTED, State.CERTIFIED},  State.RETURNED,  RETURN,  "collection"),
        Move.ACCEPT:    ({State.CERTIFIED},                   State.ACCEPTED,  ACCEPT),
    },
)  # fmt: skip
