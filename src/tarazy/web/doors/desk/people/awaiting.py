"""What awaits administrators: invitations that expire, posts that end, people who are away."""

from __future__ import annotations

import datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tarazy.web.doors.desk.awaiting import Awaiting
from tarazy.web.rooms.people.life import MANAGE
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import posts_ending, reached_by, unanswered_invitations
from tarazy.web.rooms.people.rules import has_right

SOON: Final = datetime.timedelta(days=30)


def invitations(user: User) -> list[Awaiting]:
    """Invitations that nobody has answered, one line an organisation."""
    if not has_right(user, MANAGE):
        return []
    waiting: dict[str, list[datetime.date]] = {}
    names: dict[str, str] = {}
    for one in unanswered_invitations(reached_by(user, MANAGE)):
        waiting.setdefault(one.organisation_id, []).append(timezone.localdate(one.expires_at))
        names[one.organisation_id] = str(one.organisation.name)
    return [
        Awaiting(
            ngettext(
                "%(organisation)s: %(count)d unanswered invitation",
                "%(organisation)s: %(count)d unanswered invitations",
                len(days),
            )
            % {"organisation": names[id], "count": len(days)},
            reverse("desk:organisation", args=[id]),
            days[0],
            len(days),
        )
        for id, days in waiting.items()
    ]


def posts(user: User) -> list[Awaiting]:
    """Posts that end soon, and who acts for somebody until when."""
    if not has_right(user, MANAGE):
        return []
    found = []
    for post in posts_ending(reached_by(user, MANAGE), timezone.localdate() + SOON):
        words = {"person": post.user, "role": post.get_role_display(), "organisation": post.organisation.name}
        text = (
            _("%(person)s acts for %(holder)s: %(role)s, %(organisation)s") % {**words, "holder": post.acts_for.user}
            if post.acts_for
            else _("The post of %(person)s ends: %(role)s, %(organisation)s") % words
        )
        found.append(Awaiting(text, reverse("desk:post", args=[post.pk]), post.last_day))
    return found


def own_posts(user: User) -> list[Awaiting]:
    """A person's own posts that end soon."""
    found = posts_ending(None, timezone.localdate() + SOON).filter(user=user)
    return [
        Awaiting(
            _("Your post ends: %(role)s, %(organisation)s")
            % {"role": post.get_role_display(), "organisation": post.organisation.name},
            reverse("desk:own_posts"),
            post.last_day,
        )
        for post in found
    ]
