"""The clocks of conclusions, looked at anew each time: a worker that stood still for a day forgets nothing."""

from __future__ import annotations

from tarazy.web.rooms.campaigns.enums import State as CampaignState
from tarazy.web.rooms.campaigns.queries import campaigns
from tarazy.web.rooms.conclusions.actions.clocks import end_reply, hold_received
from tarazy.web.rooms.conclusions.actions.writing import renew_conclusions
from tarazy.web.rooms.conclusions.queries.clocks import is_reply_over, received_by_time
from tarazy.web.rooms.conclusions.queries.conclusions import conclusions_awaiting_reply
from tarazy.web.rooms.conclusions.queries.renewals import conclusions_to_renew
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.work.tasks import regularly

EVERY_QUARTER_OF_AN_HOUR = "*/15 * * * *"


@regularly("conclusions.keep_clocks", EVERY_QUARTER_OF_AN_HOUR)
def keep_clocks() -> None:
    """Write down what counts as received, end what nobody replied to, begin anew what a later run has changed."""
    system = system_actor()
    for conclusion in received_by_time(conclusions_awaiting_reply()):
        hold_received(conclusion, by=system)
    for conclusion in conclusions_awaiting_reply():
        if is_reply_over(conclusion):
            end_reply(conclusion, by=system)
    for campaign in campaigns().filter(state=CampaignState.RUNNING):
        if conclusions_to_renew(campaign):
            renew_conclusions(campaign, by=system)
