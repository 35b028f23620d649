from __future__ import annotations

from django.db import models

from tarazy.web.grammar.text import TextField
from tarazy.web.rooms.observatory.enums import Counted, Series
from tarazy.web.rooms.observatory.models.variables import Variable
from tarazy.web.rooms.units.models import Unit


class SuppressionRule(models.Model):
    """Which cells of a variable are too small to be public: fewer than `least`, `counted` by their value or their n,
    where the breakdown has one of the keys `vulnerable` (none: every cell). `reason`: why, and by which act.
    """

    variable = models.OneToOneField(Variable, on_delete=models.PROTECT, related_name="suppression_rule")
    counted = models.CharField(max_length=10, choices=Counted)
    least = models.PositiveIntegerField()
    vulnerable = models.JSONField(default=list, blank=True)
    reason = TextField()

    def __str__(self) -> str:
        return f"{self.variable_id} {self.least}"


class SuppressedCell(models.Model):
    """A cell that is not public, at any revision. It stays so: a cell made public later gives its neighbours away."""

    variable = models.ForeignKey(Variable, on_delete=models.PROTECT, related_name="suppressed_cells")
    period = models.CharField(max_length=20)
    breakdown = models.CharField(max_length=200, blank=True, default="")
    series = models.CharField(max_length=20, choices=Series)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="suppressed_cells")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_suppressed_cell_a_key", fields=("variable", "period", "breakdown", "series", "unit")
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.variable_id} {self.period} {self.breakdown} {self.series}"


class SuppressionCheck(models.Model):
    """Up to which observation (`up_to`, an id) the cells of a variable were looked at. Later ones are not public."""

    variable = models.OneToOneField(Variable, on_delete=models.PROTECT, related_name="suppression_check")
    up_to = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.variable_id} {self.up_to}"
