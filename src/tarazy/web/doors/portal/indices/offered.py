"""The documents that pages offer."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.web.doors.portal.indices.rows import Asked
from tarazy.web.ui.parts import Download


def documents_of_unit(asked: Asked, unit: str) -> list[Download]:
    return [Download(_("Report of this unit (PDF)"), href_of(asked, "unit_report", unit=unit))]


def documents_of_publication(asked: Asked) -> list[Download]:
    return [
        Download(_("Consolidated report (PDF)"), href_of(asked, "report")),
        Download(_("Briefing on one sheet (PDF)"), href_of(asked, "briefing_file")),
        Download(_("Press pack (ZIP)"), href_of(asked, "press_pack")),
    ]


def href_of(asked: Asked, name: str, **more: str) -> str:
    """The address of a document of the publication."""
    place, short = asked.index.publication.methodology.split("/", 1)
    parts = {"place": place, "name": short, "publication": asked.index.publication.pk, "period": asked.period}
    return reverse(f"portal:{name}", kwargs={**parts, **more})
