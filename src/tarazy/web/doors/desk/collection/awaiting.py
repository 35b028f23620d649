"""What awaits people of collection: forms to fill in, to certify, to accept."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tarazy.web.doors.desk.awaiting import Awaiting
from tarazy.web.rooms.collection.enums import State
from tarazy.web.rooms.collection.life import CERTIFY, FILL, RETURN
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.collection.queries.remarks import waiting_remarks
from tarazy.web.rooms.collection.queries.submissions import closing_days, submissions_assigned_to, submissions_for
from tarazy.web.rooms.collection.rules import may_see_forms
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import has_right


def own_forms(user: User) -> list[Awaiting]:
    """For the people of a body: what is to be filled in, mended, certified."""
    if not has_right(user, FILL):
        return []
    certifies = has_right(user, CERTIFY)
    words = {
        State.DRAFT.value: _("Fill in the form: %(body)s, %(campaign)s"),
        State.RETURNED.value: _("Correct the returned form: %(body)s, %(campaign)s"),
    }
    if certifies:
        words = {State.SUBMITTED.value: _("Certify the form: %(body)s, %(campaign)s")}
    found = [one for one in submissions_for(user) if one.state in words]
    return _lines(((one, words[one.state]) for one in found), found)


def assessed_forms(user: User) -> list[Awaiting]:
    """For an assessor: certified forms with a block of theirs, and forms that are late."""
    if not has_right(user, RETURN):
        return []
    found = list(submissions_assigned_to(user))
    closing, today = closing_days({one.campaign_id for one in found}), timezone.localdate()
    waiting = [
        (one, _("Accept or return the form: %(body)s, %(campaign)s")) for one in found if one.state == State.CERTIFIED
    ]
    late = [
        (one, _("The form is late: %(body)s, %(campaign)s"))
        for one in found
        if one.state in (State.DRAFT, State.RETURNED, State.SUBMITTED) and closing.get(one.campaign_id, today) < today
    ]
    return _lines([*waiting, *late], found)


def remarks(user: User) -> list[Awaiting]:
    """For the people of a body and for assessors: remarks that wait for their answer, one line a form."""
    if not may_see_forms(user):
        return []
    found = {one.pk: one for one in (*submissions_for(user), *submissions_assigned_to(user))}
    waiting = waiting_remarks(user, list(found.values()))
    return [
        Awaiting(
            ngettext(
                "%(count)s remark awaits an answer: %(body)s", "%(count)s remarks await an answer: %(body)s", count
            )
            % {"count": count, "body": found[number].unit.name},
            reverse("desk:answers", args=[number]),
            count=count,
        )
        for number, count in sorted(waiting.items())
    ]


def _lines(rows: Iterable[tuple[Submission, str]], found: list[Submission]) -> list[Awaiting]:
    closing = closing_days({one.campaign_id for one in found})
    return [
        Awaiting(
            words % {"body": one.unit.name, "campaign": one.campaign.title},
            reverse("desk:form", args=[one.pk]),
            closing.get(one.campaign_id),
        )
        for one, words in rows
    ]
