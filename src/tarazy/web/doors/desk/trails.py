"""Where a page of the desk lies."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.web.ui.parts import Link


def desk_trail(*links: Link) -> list[Link]:
    """The trail from the person's desk on."""
    return [Link(_("My desk"), reverse("desk:home")), *links]
