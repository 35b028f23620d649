from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final, NamedTuple

from tarazy.web.grammar.act import about, act
from tarazy.web.rooms.collection.enums import Outcome
from tarazy.web.rooms.collection.models import LinkTrial
from tarazy.web.rooms.collection.rules import may_note_links
from tarazy.web.rooms.people.models import User

SILENCE: Final = (Outcome.NO_NAME, Outcome.NO_ANSWER, Outcome.TOO_SLOW)


class Trial(NamedTuple):
    """What came of trying a link, as `exchange.links` says it, and when."""

    link: str
    outcome: str
    status: int
    at: datetime.datetime

    @property
    def is_silence(self) -> bool:
        """Whether nothing was heard at all: the fault may be the link's or our own line's."""
        return self.outcome in SILENCE


@act(rule=may_note_links, verb="note_link_trials")
def note_trials(trials: Sequence[Trial], *, by: User) -> list[LinkTrial]:
    """Note what came of trying links, each trial for good."""
    noted = LinkTrial.objects.bulk_create(
        LinkTrial(link=trial.link, outcome=trial.outcome, status=trial.status, tried_at=trial.at) for trial in trials
    )
    about(noted[-1], trials=len(noted))
    return noted
