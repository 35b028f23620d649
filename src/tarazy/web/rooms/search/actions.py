from __future__ import annotations

from functools import reduce
from operator import add

from django.contrib.postgres.search import SearchVector
from django.db.models import Case, Value, When

from tarazy.web.grammar.act import about, act
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.search.models import SearchedText
from tarazy.web.rooms.search.queries import CONFIGURATIONS, Stale
from tarazy.web.rooms.search.rules import may_refresh

BATCH = 2000


@act(rule=may_refresh, verb="refresh_texts")
def refresh_texts(stale: Stale, *, by: User) -> int:
    """Bring the searched texts of a kind to what its room tells; how many were written or taken away."""
    SearchedText.objects.filter(pk__in=stale.gone).delete()
    SearchedText.objects.bulk_create(
        stale.written, batch_size=BATCH, update_conflicts=True, update_fields=["title", "body", "codes", "words"],
        unique_fields=["kind", "thing", "language"],
    )  # fmt: skip
    config = Case(*(When(language=language, then=Value(name)) for language, name in CONFIGURATIONS.items()))
    weights = (("title", "A"), ("codes", "B"), ("body", "C"))
    words = reduce(add, (SearchVector(name, weight=weight, config=config) for name, weight in weights))
    SearchedText.objects.filter(kind=stale.kind, words=None).update(words=words)
    about(kind=stale.kind, written=len(stale.written), gone=len(stale.gone))
    return len(stale.written) + len(stale.gone)
