from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from typing import Final

from django.core.exceptions import ValidationError

from tarazy.engine.words import ProblemsFound
from tarazy.web.grammar.text import in_every_language, local_text
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.publication.actions.publishing import publish_approved
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.hidden import hidden_in
from tarazy.web.rooms.publication.queries.proposals import due_proposals, hindrances
from tarazy.web.rooms.publication.queries.standing import publications_shown
from tarazy.web.rooms.results.queries.inputs import explain_all
from tarazy.web.rooms.search.life import Told, joined, searched
from tarazy.web.rooms.work.tasks import regularly

LOG: Final = logging.getLogger(__name__)
SECONDS_A_TURN: Final = 20.0


@regularly("publication.publish_approved")
def publish_what_is_due() -> None:
    """Publish what is approved when its embargo has ended. What is hindered waits, and its page says by what."""
    for proposal in due_proposals():
        if hindrances(proposal):
            continue
        try:
            publish_approved(proposal, by=system_actor())
        except (ValidationError, ProblemsFound):
            LOG.exception("%s is not published", proposal)


@regularly("publication.explain")
def explain_what_is_shown(seconds: float = SECONDS_A_TURN) -> None:
    """Make the explanations of everything that the portal shows, the latest first, so that no page waits for one.

    What is left when its time is over comes in the next turn; other work of the queue goes on between.
    """
    until = time.monotonic() + seconds
    shown = {one.pk: one for by_period in publications_shown().values() for one in by_period.values()}
    for publication in sorted(shown.values(), key=lambda one: (one.published_at, one.pk), reverse=True):
        if not explain_all(publication.computed, until):
            return


@searched("index", room="publication")
def indices_told() -> Iterator[Told]:
    """Every index that the portal shows, by its latest publication; nodes that are left out of it are not told."""
    for methodology, by_period in publications_shown().items():
        latest = by_period[max(by_period)]
        hidden = hidden_in(latest).nodes
        nodes = methodology_of(latest.computed.version).nodes
        titles = [local_text(node.title) for id, node in nodes.items() if id not in hidden]
        yield Told(methodology, latest.title, joined(*dict.fromkeys(titles), " ".join(by_period)))


@searched("publication", room="publication")
def publications_told() -> Iterator[Told]:
    """Every publication that was not withdrawn."""
    for one in Publication.objects.filter(withdrawal__isnull=True).select_related("run").order_by("pk"):
        kind = in_every_language(one.get_kind_display)
        periods = " ".join(one.run.periods) if one.run else ""
        day = one.published_at.date().isoformat()
        yield Told(f"{one.methodology}/{one.pk}", one.title, joined(kind, periods, day, one.source, one.act))
