"""The addresses of messages and of the outbox."""

from __future__ import annotations

from django.urls import URLPattern

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.post import pages, table_files
from tarazy.web.doors.desk.tables import table_address
from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import is_person, rights_of
from tarazy.web.rooms.post.rules import may_watch


def may_watch_outbox(user: User) -> bool | Refused:
    return may_watch(user, rights_of(user))


urlpatterns: list[URLPattern] = [
    address("messages/", pages.messages, rule=is_person, name="messages"),
    address("outbox/", pages.outbox, rule=may_watch_outbox, name="outbox"),
    table_address("outbox/table.<str:ending>", table_files.outbox_table, rule=may_watch_outbox, name="outbox_file"),
]
