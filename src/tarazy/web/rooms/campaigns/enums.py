from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a campaign goes through."""

    ASSESSMENT = "assessment", _("assessment, with all phases")
    STATISTICAL = "statistical", _("from statistics alone: run, approval, publication")
    MONITORING = "monitoring", _("monitoring within the year")


class Phase(models.TextChoices):
    """The parts of an assessment cycle, in their order."""

    SCHEDULE = "schedule", _("schedule")
    COLLECTION = "collection", _("collection")
    VERIFICATION = "verification", _("re-verification")
    CONCLUSIONS = "conclusions", _("block conclusions")
    REPLY = "reply", _("right of reply")
    APPEALS = "appeals", _("appeals")
    APPROVAL = "approval", _("approval")
    PUBLICATION = "publication", _("publication")
    FOLLOW_UP = "follow_up", _("follow-up")


class State(models.TextChoices):
    """How far a campaign has come. While it runs, what people may do follows from its open phases."""

    PREPARATION = "preparation", _("in preparation")
    SCHEDULED = "scheduled", _("schedule approved")
    RUNNING = "running", _("running")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")


class Move(models.TextChoices):
    """What may be done with a campaign."""

    APPROVE_SCHEDULE = "approve_schedule", _("approve the schedule")
    REOPEN = "reopen", _("return to preparation")
    START = "start", _("start")
    CLOSE = "close", _("close")
    CANCEL = "cancel", _("cancel")


class Treatment(models.TextChoices):
    """How a body takes part. One reorganised in the first half of the period is assessed within its successor; one
    reorganised in the second half is analysed only.
    """

    ASSESSED = "assessed", _("assessed")
    WITHIN_SUCCESSOR = "within_successor", _("assessed within its successor")
    ANALYSED = "analysed", _("analysed only")


class Subject(models.TextChoices):
    """What feedback on a pilot is about."""

    METHODOLOGY = "methodology", _("indicators and rules")
    FORM = "form", _("the form and its questions")
    EVIDENCE = "evidence", _("documents that are asked for")
    SCHEDULE = "schedule", _("phases and deadlines")
    SYSTEM = "system", _("how the system works")
    OTHER = "other", _("something else")


class Ground(models.TextChoices):
    """Why a target may be changed."""

    LAW = "law", _("a law or another act has changed")
    BUDGET = "budget", _("the budget was adjusted")
    PLAN = "plan", _("a strategic or development plan was amended")
    REORGANISATION = "reorganisation", _("bodies or units were reorganised")
    EMERGENCY = "emergency", _("an emergency was declared")
    METHOD = "method", _("the statistical method has changed")
    MISTAKE = "mistake", _("a mistake was corrected")
