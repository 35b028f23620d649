from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scan(models.TextChoices):
    """What the scanner of this installation said of a content."""

    NONE = "none", _("not scanned: this installation has no scanner")
    CLEAN = "clean", _("scanned, nothing found")
