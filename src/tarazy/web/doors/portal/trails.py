"""The way from the first page to a page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.web.ui.parts import Link


def trail(*steps: Link) -> list[Link]:
    return [Link(_("Home"), reverse("portal:home")), *steps]
