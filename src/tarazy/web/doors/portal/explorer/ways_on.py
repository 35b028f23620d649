"""Where a view stands, and the page that says why one cannot be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.web.doors.portal.explorer.view import View
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.ui.parts import Link


def refuse(message: str, ways: Sequence[Link] = ()) -> NoReturn:
    raise NoPage(message, [*ways, Link(_("Begin anew in the explorer"), reverse("portal:explorer"))])


def href(view: View) -> str:
    return f"{reverse('portal:explorer')}?{view.query}"
