from __future__ import annotations

from django.db import models

from tarazy.web.grammar.text import TextField
from tarazy.web.rooms.observatory.enums import Better, Periodicity, Way
from tarazy.web.rooms.units.models import Kind


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
