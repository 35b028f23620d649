from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from tarazy.web.rooms.remarks.models import Remark, Settlement


@dataclass
class Thread:
    """A remark with its answers, the first first; `settlement` ends it."""

    remark: Remark
    answers: list[Remark] = field(default_factory=list)
    settlement: Settlement | None = None


@dataclass(frozen=True)
class Counts:
    """How many remarks were said beside a thing, and how many threads are not settled."""

    said: int
    open: int


def _about(kind: type[models.Model], ids: Collection[object]) -> QuerySet[Remark]:
    return Remark.objects.filter(about_kind=kind._meta.label_lower, about_id__in=[str(id) for id in ids])


def threads_on(thing: models.Model) -> list[Thread]:
    """Everything that was said beside a thing, the first first."""
    found: dict[int, Thread] = {}
    rows = _about(type(thing), [thing.pk]).select_related("said_by", "settlement__settled_by").order_by("pk")
    for remark in rows:
        if remark.answers_id is None:
            found[remark.pk] = Thread(remark, settlement=getattr(remark, "settlement", None))
        else:
            found[remark.answers_id].answers.append(remark)
    return list(found.values())


def remark_numbered(number: int) -> Remark | None:
    """A remark that begins a thread."""
    return Remark.objects.filter(pk=number, answers=None).first()


def counts_on(kind: type[models.Model], ids: Collection[object]) -> Mapping[str, Counts]:
    """How many remarks stand beside each of some things of one kind, by id; without those that have none."""
    is_open = Q(answers=None, settlement=None)
    rows = _about(kind, ids).values("about_id").annotate(said=Count("pk"), open=Count("pk", filter=is_open))
    return {row["about_id"]: Counts(row["said"], row["open"]) for row in rows}


def waiting_on(kind: type[models.Model], ids: Collection[object], own: Collection[int]) -> list[str]:
    """The things, each once a thread, beside which a thread is open whose last word is by somebody else than `own`."""
    last = Remark.objects.filter(Q(pk=OuterRef("pk")) | Q(answers=OuterRef("pk"))).order_by("-pk").values("said_by")[:1]
    threads = _about(kind, ids).filter(answers=None, settlement=None).annotate(last_by=Subquery(last))
    return list(threads.exclude(last_by__in=own).order_by("pk").values_list("about_id", flat=True))
