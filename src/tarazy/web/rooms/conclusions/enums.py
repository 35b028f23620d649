from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a conclusion has come."""

    DRAFT = "draft", _("being written")
    ISSUED = "issued", _("issued, waits for the reply")
    REPLIED = "replied", _("replied, waits for an answer")
    FINAL = "final", _("final")
    SUPERSEDED = "superseded", _("superseded by a newer one")


class Move(models.TextChoices):
    """What may be done with a conclusion."""

    ISSUE = "issue", _("issue")
    AGREE = "agree", _("agree to everything")
    REPLY = "reply", _("reply with objections")
    LAPSE = "lapse", _("end without a reply")
    ANSWER = "answer", _("answer the objections")
    SUPERSEDE = "supersede", _("replace by a newer one")


class Kind(models.TextChoices):
    """What an item of a conclusion is about."""

    LOST = "lost", _("points lost")
    FOUND = "found", _("found by re-verification")
    PENALTY = "penalty", _("penalty points")
    REMARKED = "remarked", _("remarked by the assessor")


class Stance(models.TextChoices):
    """What a body says to an item."""

    AGREES = "agrees", _("agrees")
    OBJECTS = "objects", _("objects")


class Verdict(models.TextChoices):
    """What the assessor says to an objection."""

    UPHELD = "upheld", _("the item stands")
    CHANGED = "changed", _("the item is changed by a new conclusion")


class Way(models.TextChoices):
    """How a conclusion came to be received."""

    OPENED = "opened", _("opened by the body")
    TIME = "time", _("held to be received")
