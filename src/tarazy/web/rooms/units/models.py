from __future__ import annotations

import re

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from tarazy.web.grammar.text import TextField
from tarazy.web.rooms.people.models import Organisation

UNIT_ID_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._-]*"
UNIT_ID = RegexValidator(rf"\A{UNIT_ID_PATTERN}\Z")


def is_unit_id(text: str) -> bool:
    """Whether a text can be the id of a unit at all. What else an address holds, the database need not be asked for."""
    return re.fullmatch(UNIT_ID_PATTERN, text) is not None


class Kind(models.Model):
    """What sort of unit: oblast, city, country, small area. A methodology says which kinds it assesses."""

    id = models.CharField(primary_key=True, max_length=60)
    name = TextField()
    plural = TextField()

    def __str__(self) -> str:
        return self.id


class PeerGroup(models.Model):
    """Units that are ranked against each other."""

    id = models.CharField(primary_key=True, max_length=60)
    name = TextField()

    def __str__(self) -> str:
        return self.id


class Unit(models.Model):
    """Who is assessed. The id never changes its meaning and is never used again.

    `place`: whose list it stands in (kz, un); a methodology of a place assesses the units of that place. `valid_to`:
    the
    first day on which the unit no longer exists.
    """

    id = models.CharField(primary_key=True, max_length=60, validators=[UNIT_ID])
    place = models.CharField(max_length=60, db_index=True)
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="units")
    peer_group = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    name = TextField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="unit_begins_before_it_ends",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lt=F("valid_to")),
            ),
        )

    def __str__(self) -> str:
        return self.id


class UnitCode(models.Model):
    """A code that some register gives to a unit from a day on: KATO, ISO 3166-2, BIN."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="codes")
    scheme = models.CharField(max_length=40)
    code = models.CharField(max_length=60)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_code_a_unit_scheme_and_day", fields=("unit", "scheme", "valid_from"), nulls_distinct=False
            ),
        )

    def __str__(self) -> str:
        return f"{self.scheme}:{self.code}"


class Succession(models.Model):
    """On a day `share` (0..1) of a former unit, measured by `basis`, went to another."""

    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField()
    share = models.FloatField(null=True, blank=True)
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_succession_a_pair_and_day", fields=("from_unit", "to_unit", "on")),
            models.CheckConstraint(
                name="succession_share_between_0_and_1", condition=Q(share=None) | Q(share__gte=0, share__lte=1)
            ),
        )

    def __str__(self) -> str:
        return f"{self.from_unit_id} -> {self.to_unit_id}"


class Boundaries(models.Model):
    """Outlines of units of a place as one TopoJSON text; each geometry's property `unit` is a unit's id.

    A place may have several: `name` tells them apart, the one without a name is drawn on its maps. `valid_from`: the
    day from which the outlines hold. `reason`: why a person brought them in; empty for those that ship.
    """

    id = models.CharField(primary_key=True, max_length=130, validators=[UNIT_ID])
    place = models.CharField(max_length=60)
    name = models.CharField(max_length=60, blank=True, default="")
    valid_from = models.DateField(null=True, blank=True)
    attribution = models.CharField(max_length=500, blank=True, default="")
    licence = models.CharField(max_length=200, blank=True, default="")
    reason = models.CharField(max_length=500, blank=True, default="")
    topojson = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(name="one_set_of_boundaries_a_name", fields=("place", "name")),)

    def __str__(self) -> str:
        return self.id


class Tile(models.Model):
    """Where a unit stands on its place's map of equal squares, and the short label that fits into one."""

    unit = models.OneToOneField(Unit, primary_key=True, on_delete=models.PROTECT, related_name="tile")
    place = models.CharField(max_length=60, db_index=True)
    column = models.PositiveSmallIntegerField()
    row = models.PositiveSmallIntegerField()
    label = TextField()

    class Meta:
        constraints = (models.UniqueConstraint(name="one_unit_a_tile", fields=("place", "column", "row")),)

    def __str__(self) -> str:
        return f"{self.place} {self.column},{self.row}"


class Representation(models.Model):
    """An organisation is the assessed unit itself: what it reports is reported for the unit."""

    organisation = models.OneToOneField(
        Organisation, primary_key=True, on_delete=models.PROTECT, related_name="representation"
    )
    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="representation")

    def __str__(self) -> str:
        return f"{self.organisation_id} = {self.unit_id}"


class Scope(models.Model):
    """An organisation answers for a unit and everything below it: an oblast and its districts."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="scopes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="scopes")

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_scope_an_organisation_and_unit", fields=("organisation", "unit")),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} over {self.unit_id}"
