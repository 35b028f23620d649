from __future__ import annotations

from django.conf import settings
from django.db import models

from tarazy.web.grammar.text import TextField
from tarazy.web.journal.ledger import Ledger
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models.variables import Variable
from tarazy.web.rooms.units.models import Unit


class Observation(Ledger):
    """Who, what, when, for whom, who says so, and the value.

    Never changed: a correction is a further revision with its reason.
    """

    # The database tries these three once a statement (decision 0014), and what asks by variable has the unique index.
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="observations", db_constraint=False, db_index=False
    )
    variable = models.ForeignKey(
        Variable, on_delete=models.PROTECT, related_name="observations", db_constraint=False, db_index=False
    )
    period = models.CharField(max_length=20)
    breakdown = models.CharField(max_length=200, blank=True, default="")
    series = models.CharField(max_length=20, choices=Series, default=Series.STATISTICS)
    revision = models.PositiveIntegerField(default=1)
    reason = models.TextField(blank=True, default="")
    value = models.FloatField(null=True, blank=True)
    se = models.FloatField(null=True, blank=True)
    n = models.BigIntegerField(null=True, blank=True)
    status = models.CharField(max_length=1, blank=True, default="")
    source = models.CharField(max_length=200, blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        indexes = (models.Index(name="observations_of_a_unit", fields=("unit",)),)
        constraints = (
            models.UniqueConstraint(
                name="one_observation_a_key_and_revision",
                fields=("variable", "period", "breakdown", "series", "unit", "revision"),
            ),
            models.CheckConstraint(
                name="revision_has_its_reason", condition=models.Q(revision=1) | ~models.Q(reason="")
            ),
            models.CheckConstraint(
                name="value_or_its_status",
                condition=models.Q(value__isnull=False) | models.Q(status__in=("M", "O", "L", "Q", "X")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.variable_id} {self.period} {self.breakdown} {self.series} {self.revision}"


class PublicObservation(models.Model):
    """An observation as everybody may read it: a view. A suppressed one has neither value, se, n nor reason, and the
    status Q; so has a count that has a rule of suppression, until it was looked at.
    """

    id = models.BigIntegerField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.DO_NOTHING, related_name="+")
    variable = models.ForeignKey(Variable, on_delete=models.DO_NOTHING, related_name="+")
    period = models.CharField(max_length=20)
    breakdown = models.CharField(max_length=200)
    series = models.CharField(max_length=20, choices=Series)
    revision = models.PositiveIntegerField()
    reason = models.TextField()
    value = models.FloatField(null=True)
    se = models.FloatField(null=True)
    n = models.BigIntegerField(null=True)
    status = models.CharField(max_length=1)
    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "observatory_public_observation"

    def __str__(self) -> str:
        return f"{self.unit_id} {self.variable_id} {self.period} {self.breakdown} {self.series} {self.revision}"


class Break(models.Model):
    """From `period` on, figures of a unit (none: of every unit) cannot be compared with earlier ones without care."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="breaks")
    variable = models.ForeignKey(Variable, on_delete=models.PROTECT, related_name="breaks")
    period = models.CharField(max_length=20)
    note = TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_break_a_series_and_period",
                fields=("unit", "variable", "period"),
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.variable_id} {self.period}"


class Doubt(models.Model):
    """Why a value carries status U (low reliability)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="doubts")
    variable = models.ForeignKey(Variable, on_delete=models.PROTECT, related_name="doubts")
    period = models.CharField(max_length=20)
    breakdown = models.CharField(max_length=200, blank=True, default="")
    note = TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_doubt_a_value", fields=("unit", "variable", "period", "breakdown")),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.variable_id} {self.period}"


class Import(Ledger):
    """A table of observations that somebody imported: which file, how it was read, what came of it, and why.

    The observations that it brought have its `recorded_at` and `recorded_by`. `meanings`: rows of what, given, meant.
    `new`, `revised`, `same`, `refused`: how many rows.
    """

    recorded_at = models.DateTimeField(unique=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    file_name = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    meanings = models.JSONField(default=list, blank=True)
    new = models.PositiveIntegerField()
    revised = models.PositiveIntegerField()
    same = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.file_name} {self.recorded_at:%Y-%m-%d}"
