"""What is done at its times. Early warnings are found anew every morning: who was told of one is not told again. Links
are tried once a day, a few every hour.
"""

from __future__ import annotations

import logging
from typing import Final

from django.conf import settings
from django.utils import timezone

from tarazy.exchange.links import Asker, try_links
from tarazy.web.rooms.collection.actions.links import Trial, note_trials
from tarazy.web.rooms.collection.actions.warning import warn
from tarazy.web.rooms.collection.queries.links import due_links, was_heard
from tarazy.web.rooms.collection.queries.monitoring import monitored_bodies
from tarazy.web.rooms.collection.queries.warned import news_of, running_monitoring
from tarazy.web.rooms.people.queries import is_demonstration, system_actor
from tarazy.web.rooms.work.tasks import regularly

LOG: Final = logging.getLogger(__name__)
EVERY_MORNING = "0 3 * * *"  # 8 o'clock in Almaty
EVERY_HOUR = "23 * * * *"


@regularly("collection.warn", EVERY_MORNING)
def warn_early() -> None:
    """Tell everybody concerned what is new in the campaigns of monitoring that run."""
    system = system_actor()
    for campaign in running_monitoring():
        for news in news_of(campaign, monitored_bodies(campaign)):
            warn(campaign, news, by=system)


@regularly("collection.try_links", EVERY_HOUR)
def try_due_links() -> None:
    """Try links that bodies give as evidence. The links of a demonstration are invented, and nobody is asked."""
    if settings.LINKS_TRIED == "none" or is_demonstration():
        return
    asker = Asker(f"Tarazy (tries links once a day; {settings.SITE_ADDRESS})", settings.LINKS_TRIED == "everywhere")
    trials = [Trial(link, *tried, timezone.now()) for link, tried in try_links(due_links(timezone.now()), asker)]
    if not any(trial.status for trial in trials) and not was_heard(timezone.now()):
        silent = [trial for trial in trials if trial.is_silence]
        trials = [trial for trial in trials if not trial.is_silence]
        if silent:
            LOG.warning("no server answered of %s links: taken for an outage of our own line", len(silent))
    if trials:
        note_trials(trials, by=system_actor())
