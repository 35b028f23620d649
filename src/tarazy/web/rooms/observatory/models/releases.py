from __future__ import annotations

from django.conf import settings
from django.db import models

from tarazy.web.journal.ledger import Ledger
from tarazy.web.rooms.observatory.models.variables import Variable


class Release(models.Model):
    """When the figures of a variable for a period are to come out, and when they did.

    `planned_on` is the day that holds now; what it was before, its moves say.
    """

    variable = models.ForeignKey(Variable, on_delete=models.PROTECT, related_name="releases")
    period = models.CharField(max_length=20)
    planned_on = models.DateField()
    released_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, default="")
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_release_a_variable_and_period", fields=("variable", "period")),
        )
        indexes = (models.Index(name="releases_by_day", fields=("planned_on", "id")),)

    def __str__(self) -> str:
        return f"{self.variable_id} {self.period}"


class ReleaseMove(Ledger):
    """The planned day of a release was another before; `reason` says why it is so no longer."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="moves")
    former_on = models.DateField()
    planned_on = models.DateField()
    reason = models.TextField()
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"release {self.release_id} moved to {self.planned_on}"
