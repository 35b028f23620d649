from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What stands behind a user: a person, or the system acting by itself."""

    PERSON = "person", _("person")
    SYSTEM = "system", _("system")
