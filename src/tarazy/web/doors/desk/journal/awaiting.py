"""What the overseer should know: where the journal stands, and whether its last proof held."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.web.doors.desk.awaiting import Awaiting
from tarazy.web.journal.chain import head
from tarazy.web.rooms.people.actions.proofs import PROOF
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import may_prove_journal
from tarazy.web.rooms.work.enums import State
from tarazy.web.rooms.work.queries import tasks_named
from tarazy.web.ui.written import long_date


def proofs(user: User) -> list[Awaiting]:
    """One line: what came of the last proof that ended, or that there is none, with the journal's head."""
    last = head()
    if last is None or may_prove_journal(user) is not True:
        return []
    proved = tasks_named(PROOF).filter(state__in=(State.DONE, State.FAILED)).first()
    said = {"number": last.number, "hash": f"{last.hash[:12]}…"}
    if proved is None or proved.ended_at is None:
        text = _("The journal was not proved yet. Its head: entry %(number)s, %(hash)s")
    else:
        said["day"] = long_date(proved.ended_at)
        text = (
            _("The journal held on %(day)s. Its head: entry %(number)s, %(hash)s")
            if proved.state == State.DONE
            else _("The journal did not hold on %(day)s: see what was altered. Its head: entry %(number)s, %(hash)s")
        )
    return [Awaiting(text % said, reverse("desk:proof_of_journal"))]
