from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a body is told."""

    RECOMMENDATION = "recommendation", _("recommendation")
    INSTRUCTION = "instruction", _("instruction")


class State(models.TextChoices):
    """How far a recommendation has come. That it is overdue follows from its deadline and is written nowhere."""

    OPENED = "opened", _("awaits the body's answer")
    ACCEPTED = "accepted", _("accepted, being carried out")
    DECLINED = "declined", _("declined")
    REPORTED = "reported", _("reported as carried out")
    RETURNED = "returned", _("not carried out in full, returned")
    VERIFIED = "verified", _("carried out, verified")
    WITHDRAWN = "withdrawn", _("withdrawn")


# While the body has to act, its deadline runs; while the body or who gave it has to act, it is under control.
AWAITS_BODY: Final[Collection[State]] = (State.OPENED, State.ACCEPTED, State.RETURNED)
UNDER_CONTROL: Final[Collection[State]] = (*AWAITS_BODY, State.REPORTED)


class Move(models.TextChoices):
    """What may be done with a recommendation."""

    ACCEPT = "accept", _("accept")
    DECLINE = "decline", _("decline")
    REPORT = "report", _("report as carried out")
    VERIFY = "verify", _("confirm that it is carried out")
    RETURN = "return", _("return")
    WITHDRAW = "withdraw", _("withdraw")
