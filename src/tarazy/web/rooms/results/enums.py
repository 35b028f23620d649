from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why a campaign was computed."""

    VERIFICATION = "verification", _("re-verification was closed")
    APPEAL = "appeal", _("an appeal was granted")
    CORRECTION = "correction", _("a figure was corrected")
    REQUEST = "request", _("somebody asked for it")
