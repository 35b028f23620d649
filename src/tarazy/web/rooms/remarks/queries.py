from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import models
from django.db.models import Count, QuerySet

from tarazy.web.rooms.remarks.models import Remark


def remarks_on(thing: models.Model) -> QuerySet[Remark]:
    """Everything that was said beside a thing, the first first."""
    found = Remark.objects.filter(about_kind=thing._meta.label_lower, about_id=str(thing.pk))
    return found.select_related("said_by").order_by("pk")


def counts_on(kind: type[models.Model], ids: Collection[object]) -> Mapping[str, int]:
    """How many remarks stand beside each of some things of one kind, by id; without those that have none."""
    rows = Remark.objects.filter(about_kind=kind._meta.label_lower, about_id__in=[str(id) for id in ids])
    return dict(rows.values_list("about_id").annotate(count=Count("pk")).values_list("about_id", "count"))
