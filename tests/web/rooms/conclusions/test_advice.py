"""Room conclusions: what a campaign's conclusions told a body to mend."""

from __future__ import annotations

import pytest

from tarazy.web.rooms.conclusions.queries.advice import recommendations_of_campaign
from tarazy.web.rooms.followup.enums import State
from tests.web.concluding import Concluding, begun, issued

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_recommendations_are_there_once_the_conclusion_is_issued(concluding: Concluding) -> None:
    unit, campaign = concluding.unit.pk, concluding.campaign
    begun(concluding)
    assert not recommendations_of_campaign(unit, campaign)


def test_what_was_taken_back_is_not_told(concluding: Concluding) -> None:
    unit, campaign = concluding.unit.pk, concluding.campaign
    issued(concluding)
    [one] = recommendations_of_campaign(unit, campaign)
    assert one.text == "Қызметті мерзімінде көрсету."
    assert not recommendations_of_campaign("KZ-47", campaign)
    type(one).objects.filter(pk=one.pk).update(state=State.WITHDRAWN)
    assert not recommendations_of_campaign(unit, campaign)
