"""What awaits a person: one line on their first page."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone


@dataclass(frozen=True)
class Awaiting:
    """Something to be done or known, where, by when (None: without a day), and how many of it."""

    label: str
    href: str
    deadline: datetime.date | None = None
    count: int = 1

    @property
    def is_overdue(self) -> bool:
        return self.deadline is not None and self.deadline < timezone.localdate()

    @property
    def is_due_today(self) -> bool:
        return self.deadline == timezone.localdate()


def by_deadline(found: list[Awaiting]) -> list[Awaiting]:
    """The earliest deadline first; what has none comes last."""
    return sorted(found, key=lambda one: (one.deadline is None, one.deadline or datetime.date.max))
