"""Targets of a campaign's bodies: what stands, and every revision before it."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from tarazy.engine.run.targets import is_target
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import participants_of
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models import Observation


def target_revisions(campaign: Campaign, units: Collection[str]) -> QuerySet[Observation]:
    """Every revision of every target of some bodies in a campaign's period, by body, variable and revision.

    A target is a variable that is adopted and not measured.
    """
    methodology = methodology_of(campaign.version)
    adopted = {one.observed.variable for one in methodology.variables if is_target(methodology, one.variable)}
    found = Observation.objects.filter(
        unit__in=units, variable__in=adopted, period=campaign.period, series=Series.TARGET
    )
    return found.select_related("variable__unit_of_measure", "recorded_by", "target_change").order_by(
        "unit", "variable", "breakdown", "revision"
    )


def target_with(campaign: Campaign, pk: int) -> Observation | None:
    """The target that is this observation, if it still stands as the last revision and has a value."""
    units = participants_of(campaign).values_list("unit", flat=True)
    found = target_revisions(campaign, units).filter(pk=pk, value__isnull=False).first()
    if found is None:
        return None
    key = {name: getattr(found, name) for name in ("unit_id", "variable_id", "period", "breakdown", "series")}
    return None if Observation.objects.filter(**key, revision__gt=found.revision).exists() else found
