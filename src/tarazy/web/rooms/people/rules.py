from __future__ import annotations

from tarazy.web.rooms.people.enums import Kind
from tarazy.web.rooms.people.models import User


def is_system(user: User | None) -> bool:
    """Whether nobody but the system itself stands behind this user."""
    return user is not None and user.pk is not None and user.kind == Kind.SYSTEM


def is_person(user: User | None) -> bool:
    """Whether a person who may still act stands behind this user."""
    return user is not None and user.pk is not None and user.kind == Kind.PERSON and user.is_active
