from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Why somebody is written to."""

    NOTICE = "notice", _("notice: something has happened")
    REQUEST = "request", _("request: something awaits you")
    REMINDER = "reminder", _("reminder of a deadline")
    ALERT = "alert", _("alert about your account")
    INVITATION = "invitation", _("invitation")
    JOURNAL_HEAD = "journal_head", _("head of the journal")


class Delivery(models.TextChoices):
    """How a message leaves the system, if it does. On the desk it stands in any case."""

    AT_ONCE = "at_once", _("by e-mail at once")
    DIGEST = "digest", _("in the day's one e-mail")
    DESK = "desk", _("on the desk only")


class State(models.TextChoices):
    """How far a letter has come."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    FAILED = "failed", _("given up")
