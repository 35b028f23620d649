from __future__ import annotations

from typing import Final

from tarazy.web.rooms.people.enums import Kind
from tarazy.web.rooms.people.models import User

SYSTEM: Final = "system"  # what the system does by itself
DEMO: Final = "system:demo"  # what the demonstration does in place of people


def system_actor(username: str = SYSTEM) -> User:
    """The actor for acts that no person performs; the named ones exist from the first migration."""
    return User.objects.get(username=username, kind=Kind.SYSTEM)
