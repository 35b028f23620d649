from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tarazy.web.grammar.life import Life
from tarazy.web.rooms.methodologies.enums import Move, Standing, State

DRAW_UP, APPROVE = "methodology.draw_up", "methodology.approve"

LIFE: Final = Life(
    State,
    {
        #   move             from                                        to                  who
        Move.CONSULT:      ({State.DRAFT},                               State.CONSULTATION, DRAW_UP),
        Move.RETURN:       ({State.CONSULTATION, State.APPROVED},        State.DRAFT,        APPROVE),
        Move.APPROVE:      ({State.DRAFT, State.CONSULTATION},           State.APPROVED,     APPROVE),
        Move.PUT_IN_FORCE: ({State.APPROVED},                            State.IN_FORCE,     APPROVE),
        Move.RETIRE:       ({State.APPROVED, State.IN_FORCE},            State.RETIRED,      APPROVE),
    },
)  # fmt: skip

# How many persons approve one text before its state changes.
APPROVALS_NEEDED: Final[Mapping[Standing, int]] = {
    Standing.OFFICIAL: 2,
    Standing.ILLUSTRATION: 1,
    Standing.HISTORICAL: 1,
}
