from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Design(models.TextChoices):
    """How a sample is drawn."""

    SIMPLE = "simple", _("simple random")
    STRATIFIED = "stratified", _("stratified")
    BY_RISK = "by_risk", _("by risk")
    MONETARY = "monetary", _("monetary units")


class Stratum(models.TextChoices):
    """By what a list is divided into strata."""

    BLOCK = "block", _("by block")
    KIND = "kind", _("by kind of body")
    UNIT = "unit", _("by body")


class Allocation(models.TextChoices):
    """How many items each stratum gets."""

    PROPORTIONAL = "proportional", _("in proportion to its size")
    EQUAL = "equal", _("the same number each")


class Factor(models.TextChoices):
    """What raises the risk of an item, each between 0 and 1."""

    JUMPS = "jumps", _("a sudden change over the year")
    LAST_DIGITS = "last_digits", _("last digits that are not spread evenly")
    UNCHANGED = "unchanged", _("values the same as last year's")
    SHARED = "shared", _("values the same as another body's")
    DISAGREEMENT = "disagreement", _("disagreement with official statistics")
    BUNCHING = "bunching", _("values that crowd just above a threshold")
    NO_EVIDENCE = "no_evidence", _("no document given")


class State(models.TextChoices):
    """How far a sample has come."""

    PUBLISHED = "published", _("list published, not drawn yet")
    DRAWN = "drawn", _("drawn")
    CLOSED = "closed", _("closed")


class Move(models.TextChoices):
    """What may be done with a sample."""

    DRAW = "draw", _("draw")
    ASSIGN = "assign", _("share out")
    CLOSE = "close", _("close")


class Verdict(models.TextChoices):
    """What a verifier says of a value."""

    CONFIRMED = "confirmed", _("confirmed")
    DIFFERS = "differs", _("differs")
    NOT_EVIDENCED = "not_evidenced", _("not evidenced")
