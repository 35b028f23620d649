"""What conclusions told bodies to mend."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet

from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.conclusions.models import Conclusion
from tarazy.web.rooms.followup.enums import State
from tarazy.web.rooms.followup.models import Recommendation
from tarazy.web.rooms.followup.queries import recommendations

# What a recommendation of a conclusion names as the kind of what it came from.
ORIGIN: Final = "conclusions.conclusion"


def recommendations_of_campaign(unit: str, campaign: Campaign) -> QuerySet[Recommendation]:
    """What the conclusions of a campaign told a body to mend and did not take back, the earliest deadline first."""
    conclusions = Conclusion.objects.filter(campaign=campaign, unit=unit).values_list("pk", flat=True)
    found = recommendations().filter(origin_kind=ORIGIN, origin_id__in=[str(pk) for pk in conclusions])
    return found.exclude(state=State.WITHDRAWN)
