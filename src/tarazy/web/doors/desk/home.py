"""The first page of the desk: what awaits the person, and by when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.exchange.table_files import Field
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.appeals import awaiting as of_appeals
from tarazy.web.doors.desk.awaiting import Awaiting, by_deadline
from tarazy.web.doors.desk.campaigns import awaiting as of_campaigns
from tarazy.web.doors.desk.collection import awaiting as of_collection
from tarazy.web.doors.desk.conclusions import awaiting as of_conclusions
from tarazy.web.doors.desk.followup import awaiting as of_followup
from tarazy.web.doors.desk.journal import awaiting as of_journal
from tarazy.web.doors.desk.methodologies import awaiting as of_methodologies
from tarazy.web.doors.desk.people import awaiting as of_people
from tarazy.web.doors.desk.post import awaiting as of_post
from tarazy.web.doors.desk.publication import awaiting as of_publication
from tarazy.web.doors.desk.role_words import EXPECTED
from tarazy.web.doors.desk.table_fields import day_field
from tarazy.web.doors.desk.tables import Table, files_of
from tarazy.web.doors.desk.verification import awaiting as of_verification
from tarazy.web.doors.desk.work import awaiting as of_work
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import current_posts, delegations_of
from tarazy.web.ui.parts import Column

# Each part of the desk adds what it knows to await a person; whoever lacks the right gets an empty list.
AWAITING: Final[Sequence[Callable[[User], list[Awaiting]]]] = (
    of_methodologies.decisions,
    of_people.invitations,
    of_people.posts,
    of_people.own_posts,
    of_publication.votes,
    of_publication.drafts,
    of_collection.own_forms,
    of_collection.assessed_forms,
    of_followup.to_carry_out,
    of_followup.to_verify,
    of_collection.remarks,
    of_verification.items,
    of_verification.samples,
    of_verification.to_share_out,
    of_campaigns.campaigns,
    of_journal.proofs,
    of_work.failed_tasks,
    of_post.unsent_letters,
    of_post.unread,
    of_conclusions.to_write,
    of_conclusions.to_reply,
    of_appeals.before_commission,
    of_appeals.own_terms,
)


def awaited_by(user: User) -> list[Awaiting]:
    return by_deadline([one for found in AWAITING for one in found(user)])


def awaited_table(request: HttpRequest) -> Table:
    fields = [
        Field("what", _("What"), _("What is to be done or known.")),
        day_field("deadline", _("By when")),
        Field("overdue", _("overdue"), _("1: its day has passed."), "number", places=0),
    ]
    rows = [[one.label, one.deadline, int(one.is_overdue)] for one in awaited_by(person_of(request))]
    return Table("what-awaits-you", _("What awaits you"), fields, rows)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    posts, today = current_posts(user), timezone.localdate()
    roles = sorted({Role(post.role) for post in posts}, key=list(Role).index)
    context = {
        "posts": posts,
        "acting_for_me": [one for one in delegations_of(posts) if one.is_held_on(today)],
        "awaiting": awaited_by(user),
        "files": files_of(request, "home_file"),
        "columns": [Column(_("What"), row_head=True), Column(_("By when"))],
        "expected": [(role, EXPECTED[role]) for role in roles],
    }
    return render(request, "desk/home.html", context)
