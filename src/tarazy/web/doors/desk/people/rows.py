"""Posts and invitations as rows of a page."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from tarazy.web.rooms.people.models import Invitation, Post, User
from tarazy.web.rooms.people.queries import delegations_of
from tarazy.web.rooms.people.rules import may_change_invitation


@dataclass(frozen=True)
class PostRow:
    """A post with who acts for its holder today. `is_awaited`: it begins later."""

    post: Post
    acting: Post | None
    is_awaited: bool


@dataclass(frozen=True)
class InvitationRow:
    invitation: Invitation
    email: str
    has_expired: bool
    may_change: bool


def post_rows(posts: Sequence[Post]) -> tuple[list[PostRow], list[PostRow]]:
    """The posts that are held or awaited, and those that are past."""
    today = timezone.localdate()
    acting = {one.acts_for_id: one for one in delegations_of(posts) if one.is_held_on(today)}
    rows = [PostRow(post, acting.get(post.pk), post.first_day > today) for post in posts]
    return [row for row in rows if not is_past(row.post, today)], [row for row in rows if is_past(row.post, today)]


def is_past(post: Post, today: datetime.date) -> bool:
    return post.last_day is not None and post.last_day < max(today, post.first_day)


def invitation_rows(invitations: Iterable[Invitation], user: User) -> list[InvitationRow]:
    return [
        InvitationRow(one, masked(one.email), not one.is_open, may_change_invitation(user, one) is True)
        for one in invitations
    ]


def masked(email: str) -> str:
    """Enough of an e-mail address to know it again, not enough to write to it."""
    name, _, host = email.partition("@")
    return f"{name[:1]}•••@{host}"
