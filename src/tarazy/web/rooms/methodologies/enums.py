from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a version of a methodology has come."""

    DRAFT = "draft", _("draft")
    CONSULTATION = "consultation", _("public consultation")
    APPROVED = "approved", _("approved")
    IN_FORCE = "in_force", _("in force")
    RETIRED = "retired", _("retired")


class Move(models.TextChoices):
    """What may be done with a version."""

    CONSULT = "consult", _("put up for public consultation")
    RETURN = "return", _("return to drafting")
    APPROVE = "approve", _("approve")
    PUT_IN_FORCE = "put_in_force", _("put in force")
    RETIRE = "retire", _("retire")


class Standing(models.TextChoices):
    """Whether a methodology is the law, an illustration, or the text of an earlier or foreign index."""

    ILLUSTRATION = "illustration", _("illustration, not an official assessment")
    OFFICIAL = "official", _("official")
    HISTORICAL = "historical", _("historical")
