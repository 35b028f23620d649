"""Pages of stored things, in the order of their keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q, QuerySet

from tarazy.engine.words import LANGUAGES
from tarazy.web.doors.api.operation import Asked, Page

M = TypeVar("M", bound=models.Model)
Records = Callable[[Sequence[M]], Sequence[Mapping[str, Any]]]


def page_of(asked: Asked, rows: QuerySet[M], records: Records[M]) -> Page:
    """The page that is asked for; `records`: the members of each of its things."""
    if asked.after:
        rows = rows.filter(pk__gt=asked.after[0])
    found = list(rows.order_by("pk")[: asked.most + 1])
    shown = found[: asked.most]
    members = [[record[name] for name in asked.fields] for record in records(shown)]
    return Page(members, (shown[-1].pk,) if len(found) > asked.most else ())


def page_of_all(asked: Asked, records: Mapping[str, Mapping[str, Any]]) -> Page:
    """The page of a list that is short and at hand, by its keys."""
    keys = [key for key in sorted(records) if not asked.after or key > asked.after[0]]
    shown = keys[: asked.most]
    members = [[records[key][name] for name in asked.fields] for key in shown]
    return Page(members, (shown[-1],) if len(keys) > asked.most else ())


def filtered(rows: QuerySet[M], asked: Asked, columns: Mapping[str, str]) -> QuerySet[M]:
    """The rows whose columns hold one of the values asked for. `columns`: by the names of parameters."""
    return rows.filter(
        **{f"{column}__in": asked.given[name] for name, column in columns.items() if name in asked.given}
    )


def titled(rows: QuerySet[M], asked: Asked, column: str) -> QuerySet[M]:
    """The rows in whose title or name `q` stands, in any language."""
    if "q" not in asked.given:
        return rows
    found = Q()
    for language in LANGUAGES:
        found |= Q(**{f"{column}__{language}__icontains": asked.given["q"]})
    return rows.filter(found)
