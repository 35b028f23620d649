from __future__ import annotations

from django.conf import settings
from django.db import models

from tarazy.web.grammar.text import TextField
from tarazy.web.journal.ledger import Ledger
from tarazy.web.rooms.observatory.enums import Better, Counted, Periodicity, Series, Way
from tarazy.web.rooms.units.models import Kind, Unit


class Topic(models.Model):
    """What variables are about: health, economy."""

    id = models.CharField(primary_key=True, max_length=60)
    name = TextField()

    def __str__(self) -> str:
        return self.id


class UnitOfMeasure(models.Model):
    """In what a value is counted: percent, years, million tenge."""

    id = models.CharField(primary_key=True, max_length=60)
    title = TextField()
    symbol = TextField()

    def __str__(self) -> str:
        return self.id


class Body(models.Model):
    """Who publishes a source or reports a variable: a statistical office, a ministry, an organisation."""

    id = models.CharField(primary_key=True, max_length=60)
    name = TextField()

    def __str__(self) -> str:
        return self.id


class Licence(models.Model):
    """A licence in the words in which a source states it, or that none is stated."""

    id = models.CharField(primary_key=True, max_length=60)
    stated = TextField()
    url = models.URLField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.id


class Source(models.Model):
    """A table from which observations were taken: whose it is, how it reached us (`through`), under which licence."""

    id = models.CharField(primary_key=True, max_length=100)
    published_by = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="sources")
    title = TextField()
    through = models.TextField(blank=True)
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="sources")
    date = models.CharField(max_length=40, blank=True)
    url = models.URLField(max_length=500, blank=True)
    note = TextField(null=True, blank=True)

    def __str__(self) -> str:
        return self.id


class BreakdownCode(models.Model):
    """One code of one key of a breakdown: sex=f is women."""

    key = models.CharField(max_length=40)
    code = models.CharField(max_length=60)
    key_name = TextField()
    name = TextField()

    class Meta:
        constraints = (models.UniqueConstraint(name="one_name_a_breakdown_code", fields=("key", "code")),)

    def __str__(self) -> str:
        return f"{self.key}={self.code}"


class Variable(models.Model):
    """What is observed. A published score is a variable too, with the id `place/name:node`.

    `place`: whose list it stands in (kz, un), at which `position`. `goals`: codes of the Sustainable Development Goals.
    What nobody has stated is empty and said to be so. `owner`: who answers for the definition. `formula`: in words.
    `collection`: how the figures come together. `comparability`: between years and units.
    """

    id = models.CharField(primary_key=True, max_length=200)
    place = models.CharField(max_length=60)
    position = models.PositiveIntegerField(default=0)
    title = TextField()
    definition = TextField(null=True, blank=True)
    unit_of_measure = models.ForeignKey(UnitOfMeasure, on_delete=models.PROTECT, related_name="variables")
    better = models.CharField(max_length=10, choices=Better, default=Better.NONE)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="variables")
    goals = models.JSONField(default=list, blank=True)
    reported_by = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="reported_variables"
    )
    official_table = models.CharField(max_length=300, blank=True)
    formula = TextField(null=True, blank=True)
    legal_basis = TextField(null=True, blank=True)
    owner = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="owned_variables")
    periodicity = models.CharField(max_length=10, choices=Periodicity, blank=True, default="")
    collection = TextField(null=True, blank=True)
    limitations = TextField(null=True, blank=True)
    comparability = TextField(null=True, blank=True)
    national_goal = TextField(null=True, blank=True)
    plan = TextField(null=True, blank=True)

    def __str__(self) -> str:
        return self.id


class Aggregation(models.Model):
    """How values of a variable become one of several units together, so that they can be carried over a reform.

    `weighted_by`: the variable whose values are the weights of a mean.
    """

    variable = models.OneToOneField(Variable, primary_key=True, on_delete=models.PROTECT, related_name="aggregation")
    way = models.CharField(max_length=10, choices=Way, default=Way.NONE)
    weighted_by = models.ForeignKey(Variable, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_mean_has_its_weights",
                condition=models.Q(way="weighted", weighted_by__isnull=False)
                | (~models.Q(way="weighted") & models.Q(weighted_by=None)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.variable_id} {self.way}"


class Context(models.Model):
    """By which variables the units of a kind in a place are found similar; `neighbours`: how many a unit has."""

    place = models.CharField(max_length=60)
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="+")
    neighbours = models.PositiveSmallIntegerField()
    variables = models.JSONField(default=list)

    class Meta:
        constraints = (models.UniqueConstraint(name="one_context_a_place_and_kind", fields=("place", "kind")),)

    def __str__(self) -> str:
        return f"{self.place} {self.kind_id}"


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
