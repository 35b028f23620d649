"""Early warnings, found anew every morning: who was told of one is not told again."""

from __future__ import annotations

from tarazy.web.rooms.collection.actions.warning import warn
from tarazy.web.rooms.collection.queries.monitoring import monitored_bodies
from tarazy.web.rooms.collection.queries.warned import news_of, running_monitoring
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.work.tasks import regularly

EVERY_MORNING = "0 3 * * *"  # 8 o'clock in Almaty


@regularly("collection.warn", EVERY_MORNING)
def warn_early() -> None:
    """Tell everybody concerned what is new in the campaigns of monitoring that run."""
    system = system_actor()
    for campaign in running_monitoring():
        for news in news_of(campaign, monitored_bodies(campaign)):
            warn(campaign, news, by=system)
