"""Which cells are too small to be public, found whenever figures or rules change."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Max

from tarazy.web.rooms.observatory.models import (
    Observation,
    SuppressedCell,
    SuppressionCheck,
)
from tarazy.web.rooms.observatory.queries.suppression import newly_suppressed, rules_of


def suppress(variables: Collection[str], anew: bool = False) -> None:
    """Look at the cells of variables that have a rule, `anew` at all of them, and let everybody read the rest.

    Who records at the same time waits here for the other, and then sees what the other wrote.
    """
    for rule in rules_of(variables).select_for_update():
        last = Observation.objects.filter(variable=rule.variable_id).aggregate(last=Max("pk"))["last"] or 0
        checked = SuppressionCheck.objects.filter(variable=rule.variable_id).first()
        since = 0 if anew or checked is None else checked.up_to
        if last > since:
            SuppressedCell.objects.bulk_create(newly_suppressed(rule, since))
            SuppressionCheck.objects.update_or_create(variable_id=rule.variable_id, defaults={"up_to": last})
