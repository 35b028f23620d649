from __future__ import annotations

import logging
from typing import Final

from django.core.exceptions import ValidationError

from tarazy.engine.words import ProblemsFound
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.publication.actions.publishing import publish_approved
from tarazy.web.rooms.publication.queries.proposals import due_proposals, hindrances
from tarazy.web.rooms.work.tasks import regularly

LOG: Final = logging.getLogger(__name__)


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
