from __future__ import annotations

from tarazy.web.rooms.people.enums import Kind, Role
from tarazy.web.rooms.people.life import RIGHTS
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import current_posts


def is_system(user: User | None) -> bool:
    """Whether nobody but the system itself stands behind this user."""
    return user is not None and user.pk is not None and user.kind == Kind.SYSTEM


def is_person(user: User | None) -> bool:
    """Whether a person who may still act stands behind this user."""
    return user is not None and user.pk is not None and user.kind == Kind.PERSON and user.is_active


def rights_of(user: User | None) -> frozenset[str]:
    """The rights that a person's posts of today bring, wherever they reach. Nobody and the system have none."""
    if user is None or not is_person(user):
        return frozenset()
    return frozenset(right for post in current_posts(user) for right in RIGHTS[Role(post.role)])


def has_right(user: User | None, right: str) -> bool:
    """Whether any of a person's posts of today brings the right."""
    return right in rights_of(user)
