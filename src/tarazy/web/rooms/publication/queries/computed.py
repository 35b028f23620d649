"""Publications that show a run, whether they stand or not."""

from __future__ import annotations

from django.db.models import QuerySet

from tarazy.web.rooms.publication.models import Publication


def publications_with_runs() -> QuerySet[Publication]:
    """Superseded and withdrawn ones too, the latest first."""
    found = Publication.objects.filter(run__isnull=False).select_related("run__version")
    return found.order_by("-published_at", "-pk")
