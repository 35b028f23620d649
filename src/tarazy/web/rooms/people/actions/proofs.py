from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import in_every_language
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import may_prove_journal
from tarazy.web.rooms.work.actions import enqueue
from tarazy.web.rooms.work.models import Task

PROOF: Final = "journal.prove"


@act(rule=may_prove_journal, verb="ask_for_proof")
def ask_for_proof(heads: Sequence[str] = (), *, by: User) -> Task:
    """Have the whole journal computed again. `heads`: hashes that left the system earlier."""
    title = in_every_language(lambda: _("Proof of the journal"))
    task = enqueue(PROOF, title, {"heads": list(heads)}, by=by)
    about(task, heads=len(heads))
    return task
