from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Better(models.TextChoices):
    """Which way a variable should go, where one way is better."""

    HIGHER = "higher", _("higher is better")
    LOWER = "lower", _("lower is better")
    NONE = "none", _("neither is better")


class Periodicity(models.TextChoices):
    """How often new figures come out."""

    MONTHLY = "monthly", _("every month")
    QUARTERLY = "quarterly", _("every quarter")
    YEARLY = "yearly", _("every year")
    OTHER = "other", _("not regularly")


class Way(models.TextChoices):
    """How values of several units become one of them together."""

    SUM = "sum", _("values add up")
    WEIGHTED = "weighted", _("values are averaged by weights")
    NONE = "none", _("values cannot be put together")


class Series(models.TextChoices):
    """Who says so."""

    STATISTICS = "statistics", _("official statistics")
    SELF_REPORT = "self-report", _("the body itself")
    VERIFIED = "verified", _("re-verified")
    INDEPENDENT = "independent", _("independent experts")
    SURVEY = "survey", _("survey")
    REGISTER = "register", _("register")
    TARGET = "target", _("target")
    DECISION = "decision", _("decision")
    SCORE = "score", _("published score")


class Counted(models.TextChoices):
    """By what a rule of suppression counts people: by the value, where it is a count, or by n, those it is made of."""

    VALUE = "value", _("the value")
    N = "n", _("the number behind the value")


PUBLISHED_WITH_RESULTS: Final = (Series.SELF_REPORT, Series.VERIFIED, Series.DECISION)
# What others have found out and is brought in as a table; everything else comes from the acts that make it.
IMPORTED: Final = (Series.STATISTICS, Series.REGISTER, Series.SURVEY, Series.INDEPENDENT)
