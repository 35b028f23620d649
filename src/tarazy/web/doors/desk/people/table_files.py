"""Tables of people and organisations as files. No file holds an e-mail address."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.people.organisations import invitations_seen, organisations_asked
from tarazy.web.doors.desk.people.persons import persons_asked
from tarazy.web.doors.desk.people.rows import PostRow, post_rows
from tarazy.web.doors.desk.table_fields import count_field, day_field, list_field, organisation_fields, person_field
from tarazy.web.doors.desk.tables import Table
from tarazy.web.rooms.people.models import Organisation, Post, User
from tarazy.web.rooms.people.queries import posts_in, posts_of
from tarazy.web.rooms.units.queries import units_represented_by


def organisations_table(request: HttpRequest) -> Table:
    fields = [
        *organisation_fields(),
        Field("kind", _("What it does"), _("In words.")),
        Field("unit", _("Reports for"), _("Identifier of the assessed body; empty: for none.")),
        Field("unit_name", _("Name of the body"), _("In the language of the address.")),
        count_field("posts", _("Posts held today")),
        count_field("invitations", _("Open invitations")),
        Field("is_open", _("Open"), _("1: it exists; 0: it is closed."), "number", places=0),
    ]
    found = organisations_asked(request)
    units = units_represented_by(found)
    rows: list[list[Cell]] = [
        [
            one.pk, str(one.name), one.get_kind_display(), *_unit_of(units.get(one.pk)),
            one.held, one.waiting, int(one.is_active),  # type: ignore[attr-defined]  # annotated by with_counts
        ]
        for one in found
    ]  # fmt: skip
    return Table("organisations", _("Organisations"), fields, rows)


def _unit_of(unit: object) -> list[Cell]:
    return [unit.pk, str(unit.name)] if unit else [None, None]  # type: ignore[attr-defined]


def persons_table(request: HttpRequest) -> Table:
    fields = [
        person_field("person", _("Name")),
        Field("posts", _("Posts held today"), _("Each with its role and organisation.")),
        Field("may_sign_in", _("Access"), _("1: open; 0: locked out."), "number", places=0),
    ]
    rows: list[list[Cell]] = [
        [
            str(one),
            "; ".join(f"{post.get_role_display()}, {post.organisation.name}" for post in one.held),  # type: ignore[attr-defined]  # prefetched by persons_of
            int(one.is_active),
        ]
        for one in persons_asked(request)
    ]
    return Table("persons", _("Persons"), fields, rows)


def organisation_table(request: HttpRequest, organisation: Organisation) -> Table:
    """The posts in it, and to whoever invites the invitations that were not answered yet."""
    waiting: list[list[Cell]] = [
        [
            row.invitation.full_name, organisation.pk, str(organisation.name), row.invitation.get_role_display(), None,
            timezone.localtime(row.invitation.expires_at).date(), None, _("Invitations that were not answered yet"),
        ]
        for row in invitations_seen(person_of(request), organisation)
    ]  # fmt: skip
    rows = [*_post_records(list(posts_in(organisation))), *waiting]
    return Table(f"{organisation.pk}-posts", str(organisation.name), _post_fields(), rows)


def person_table(_request: HttpRequest, person: User) -> Table:
    return Table(f"person-{person.pk}-posts", str(person), _post_fields(), _post_records(list(posts_of(person))))


def own_posts_table(request: HttpRequest) -> Table:
    rows = _post_records(list(posts_of(person_of(request))))
    return Table("my-posts", _("My posts"), _post_fields(), rows)


def _post_fields() -> list[Field]:
    return [
        person_field("person", _("Person")),
        *organisation_fields(),
        Field("role", _("Role"), _("In words.")),
        day_field("since", _("Since")),
        day_field("until", _("Until")),
        person_field("acting", _("Who acts today")),
        list_field(),
    ]


def _post_records(posts: Sequence[Post]) -> list[list[Cell]]:
    held, past = post_rows(posts)
    now, before = _("Posts held today and later"), _("Past posts")
    return [*(_post_record(row, now) for row in held), *(_post_record(row, before) for row in past)]


def _post_record(row: PostRow, name: str) -> list[Cell]:
    post = row.post
    return [
        str(post.user), post.organisation_id, str(post.organisation.name), post.get_role_display(), post.first_day,
        post.last_day, str(row.acting.user) if row.acting else None, name,
    ]  # fmt: skip
