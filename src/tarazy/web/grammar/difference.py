"""Bringing a table to what a list says: what is new, what is changed, what is there already.

Nothing is ever removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)
BATCH = 2000


@dataclass(frozen=True)
class Difference(Generic[M]):
    """How a list differs from its table. `changed` carry the primary keys of the rows that they replace."""

    model: type[M]
    new: tuple[M, ...]
    changed: tuple[M, ...]
    same: int

    @property
    def is_empty(self) -> bool:
        return not self.new and not self.changed

    def save(self) -> None:
        """Write what is new and what is changed; to be called inside an act."""
        manager = self.model._default_manager
        manager.bulk_create(self.new, batch_size=BATCH)
        if self.changed:
            fields = [field.name for field in self.model._meta.concrete_fields if not field.primary_key]
            manager.bulk_update(self.changed, fields, batch_size=BATCH)


def difference(model: type[M], rows: Iterable[M], key: Sequence[str]) -> Difference[M]:
    """Compare unsaved rows with the table by their key (names of columns, such as `unit_id`)."""
    present = {_key(row, key): row for row in model._default_manager.all()}
    new: list[M] = []
    changed: list[M] = []
    same = 0
    for row in rows:
        found = present.get(_key(row, key))
        if found is None:
            new.append(row)
        elif _content(found) == _content(row):
            same += 1
        else:
            row.pk = found.pk
            changed.append(row)
    return Difference(model, tuple(new), tuple(changed), same)


def _key(row: models.Model, columns: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, column) for column in columns)


def _content(row: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
