"""Published scores as variables: `place/name:node`."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from tarazy.web.rooms.observatory.models import Variable


def score_variables(methodologies: Collection[str]) -> QuerySet[Variable]:
    """The variables under which scores of some methodologies (`place/name`) are recorded, in the order of their trees.

    Whether they are still shown is not known here: a publication may have been withdrawn.
    """
    if not methodologies:
        return Variable.objects.none()
    of_these = Q()
    for methodology in methodologies:
        of_these |= Q(pk__startswith=f"{methodology}:")
    found = Variable.objects.filter(of_these).select_related("topic", "unit_of_measure", "reported_by")
    return found.order_by("place", "position", "pk")
