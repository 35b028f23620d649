from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a publication claims to be."""

    ILLUSTRATION = "illustration", _("illustration, not an official assessment")
    OFFICIAL = "official", _("official assessment")
    HISTORICAL = "historical", _("earlier results")
