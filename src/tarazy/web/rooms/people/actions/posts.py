from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.web.grammar.act import Denied, about, act
from tarazy.web.rooms.people.models import A_DAY, Organisation, Post, User
from tarazy.web.rooms.people.queries import delegations_of, is_last_administrator, may_act_for
from tarazy.web.rooms.people.rules import LAST_ADMINISTRATOR, is_administrator, may_delegate_to, may_end_post


@act(rule=may_end_post, verb="end_post")
def end_post(post: Post, last_day: datetime.date, *, by: User) -> Post:
    """End a post with a day: today or later; yesterday takes its rights away at once."""
    if last_day < timezone.localdate() - A_DAY:
        raise ValidationError({"last_day": _("The last day of a post cannot lie before yesterday.")})
    if last_day < post.first_day - A_DAY:
        raise ValidationError({"last_day": _("The last day of a post cannot lie before its first day.")})
    if post.last_day is not None and post.last_day <= last_day:
        raise ValidationError({"last_day": _("The post ends on this day or earlier already.")})
    # Locked, so that two administrators of the centre cannot end each other at once.
    Organisation.objects.select_for_update().get(pk=post.organisation_id)
    if is_last_administrator(post, last_day):
        raise Denied(LAST_ADMINISTRATOR.reason)
    for ended in (*delegations_of([post]), post):
        _end(ended, last_day)
    about(post, last_day=last_day.isoformat())
    return post


@act(rule=is_administrator, verb="end_posts")
def end_posts(posts: QuerySet[Post], last_day: datetime.date, *, by: User) -> None:
    """End all of some posts that would go on longer, each by an act of its own."""
    longer = Q(last_day=None) | Q(last_day__gt=last_day)
    for pk in posts.filter(longer).values_list("pk", flat=True):
        post = posts.get(pk=pk)
        if post.last_day is None or post.last_day > last_day:  # else it ended with the post whose holder was away
            end_post(post, max(last_day, post.first_day - A_DAY), by=by)


def _end(post: Post, day: datetime.date) -> None:
    """A post that has not begun by the day was never held."""
    if post.last_day is None or post.last_day > day:
        post.last_day = max(day, post.first_day - A_DAY)
        post.save(update_fields=["last_day"])


@act(rule=may_delegate_to, verb="delegate_post")
def delegate_post(post: Post, to: User, first_day: datetime.date, last_day: datetime.date, *, by: User) -> Post:
    """Let another person act for a holder who is away, between two days. The holder loses nothing."""
    locked = Post.objects.select_for_update().get(pk=post.pk)
    _refuse_unfit_days(locked, first_day, last_day)
    if not may_act_for(locked, first_day).filter(pk=to.pk).exists():
        raise ValidationError(
            {"to": _("Choose a person who holds another post in this organisation or in the centre on the first day.")}
        )
    acting = Post.objects.create(
        user=to, organisation=locked.organisation, role=locked.role, title=locked.title, first_day=first_day,
        last_day=last_day, acts_for=locked,
    )  # fmt: skip
    about(acting, acts_for=locked.pk, person=to.pk)
    return acting


def _refuse_unfit_days(post: Post, first_day: datetime.date, last_day: datetime.date) -> None:
    if last_day < first_day:
        raise ValidationError({"last_day": _("The last day lies before the first.")})
    if first_day < timezone.localdate():
        raise ValidationError({"first_day": _("Acting for somebody cannot begin in the past.")})
    if not (post.is_held_on(first_day) and post.is_held_on(last_day)):
        raise ValidationError({"last_day": _("The post itself is not held on all of these days.")})
    overlapping = Q(first_day__lte=last_day) & Q(last_day__gte=first_day)
    if delegations_of([post]).filter(overlapping).exists():
        raise ValidationError({"first_day": _("Somebody acts for the holder on some of these days already.")})
