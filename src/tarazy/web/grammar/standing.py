"""Queries that are asked at every request. Django would put their SQL together anew each time, which costs more
processor time than the database needs to answer; here that is done once.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import connection, connections, models, transaction
from django.db.models.expressions import Value
from django.db.models.query import QuerySet

M = TypeVar("M", bound=models.Model)


class Given(Value):
    """The place of something that is said only when the query is asked: `filter(pk=Given("number"))`."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class GivenTexts(Given):
    """The place of several texts: `filter(variable__in=GivenTexts("variables"))`."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "(SELECT unnest(%s::text[]))", (self,)


class Standing(Generic[M]):
    """A query for stored things that is asked often, with other values each time, which it names by `Given`.

    `select_related` and `select_for_update` are kept; `prefetch_related` and `values` are not for this.
    """

    def __init__(self, build: Callable[[], QuerySet[M]]) -> None:
        self._build = build
        self._kept: _Kept | None = None

    def ask(self, **given: Any) -> list[M]:
        """The things, with every `Given` of the query said; KeyError where one is not."""
        if self._kept is None:  # two threads may both put it together the first time; they come to the same
            self._kept = _Kept.of(self._build())
        kept = self._kept
        if kept.queryset.query.select_for_update and not connection.in_atomic_block:
            raise transaction.TransactionManagementError("rows are locked inside a transaction only")
        rows: Any = kept.queryset._iterable_class(_Asked(kept, given))  # type: ignore[arg-type]
        return list(rows)


@dataclass(frozen=True)
class _Kept:
    """A query whose SQL is there."""

    queryset: QuerySet[Any]
    compiler: Any
    sql: str
    params: tuple[Any, ...]

    @classmethod
    def of(cls, queryset: QuerySet[Any]) -> _Kept:
        if queryset._prefetch_related_lookups or queryset.query.values_select:  # type: ignore[attr-defined]
            raise TypeError("a standing query reads stored things and nothing else")
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, params = compiler.as_sql()
        return cls(queryset, compiler, sql, tuple(params))


@dataclass(frozen=True)
class _Asked:
    """What Django's own reading of rows wants to know of a query, with its SQL ready and its values filled in."""

    kept: _Kept
    given: dict[str, Any]
    _known_related_objects: dict[Any, Any] = field(default_factory=dict)

    @property
    def db(self) -> str:
        return self.kept.queryset.db

    @property
    def query(self) -> _Asked:
        return self

    def get_compiler(self, using: str) -> Any:
        compiler = copy.copy(self.kept.compiler)
        compiler.connection = connections[using]  # of the thread that asks, not of the one that put it together
        params = tuple(self.given[one.value] if isinstance(one, Given) else one for one in self.kept.params)
        compiler.as_sql = lambda: (self.kept.sql, params)
        return compiler


def hang(thing: models.Model, relation: str, things: list[Any]) -> None:
    """Let `thing.relation.all()` answer with these, as if `prefetch_related` had read them."""
    rows = getattr(thing, relation).all()
    rows._result_cache, rows._prefetch_done = things, True
    thing.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = rows
