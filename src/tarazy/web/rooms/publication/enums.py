from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a publication claims to be."""

    ILLUSTRATION = "illustration", _("illustration, not an official assessment")
    OFFICIAL = "official", _("official assessment")
    HISTORICAL = "historical", _("earlier results")


class ProposalState(models.TextChoices):
    """How far a proposal to publish has come."""

    DRAFT = "draft", _("being prepared")
    PROPOSED = "proposed", _("proposed, going through the chain of approval")
    APPROVED = "approved", _("approved, not published yet")
    PUBLISHED = "published", _("published")
    RETURNED = "returned", _("returned")
    TAKEN_BACK = "taken_back", _("taken back")


class ProposalMove(models.TextChoices):
    """What may be done with a proposal to publish."""

    PUT_FORWARD = "put_forward", _("put forward")
    VOTE = "vote", _("vote")
    APPROVE = "approve", _("approve for good")
    RETURN = "return", _("return")
    TAKE_BACK = "take_back", _("take back")
    PUBLISH = "publish", _("publish")
