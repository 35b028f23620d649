from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from tarazy.web.rooms.people.enums import Kind, Role
from tarazy.web.rooms.people.life import RIGHTS
from tarazy.web.rooms.people.models import Post, User

SYSTEM: Final = "system"  # what the system does by itself
DEMO: Final = "system:demo"  # what the demonstration does in place of people


def system_actor(username: str = SYSTEM) -> User:
    """The actor for acts that no person performs; the named ones exist from the first migration."""
    return User.objects.get(username=username, kind=Kind.SYSTEM)


def posts_on(day: datetime.date) -> QuerySet[Post]:
    """The posts that are held on a day, with their holders and organisations."""
    held = Q(last_day=None) | Q(last_day__gte=day)
    found = Post.objects.filter(held, first_day__lte=day, user__is_active=True, organisation__is_active=True)
    return found.select_related("user", "organisation").order_by("organisation", "role", "user", "pk")


def current_posts(user: User) -> Sequence[Post]:
    """A person's posts of today. Asked once for a user object, since every address and every part of a page asks."""
    found: Sequence[Post] | None = user.__dict__.get("_current_posts")
    if found is None:
        found = user.__dict__["_current_posts"] = list(posts_on(timezone.localdate()).filter(user=user))
    return found


def roles_with(right: str) -> list[Role]:
    """The roles that bring a right."""
    return [role for role in Role if right in RIGHTS[role]]


def holders(right: str) -> QuerySet[Post]:
    """The posts of today that bring a right."""
    return posts_on(timezone.localdate()).filter(role__in=roles_with(right))
