"""The address of long tasks."""

from __future__ import annotations

from django.urls import URLPattern

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.tables import table_address
from tarazy.web.doors.desk.work import pages, table_files
from tarazy.web.grammar.act import Refused
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.rules import rights_of
from tarazy.web.rooms.work.rules import may_watch


def may_watch_tasks(user: User) -> bool | Refused:
    return may_watch(user, rights_of(user))


urlpatterns: list[URLPattern] = [
    address("tasks/", pages.tasks, rule=may_watch_tasks, name="tasks"),
    table_address("tasks/table.<str:ending>", table_files.tasks_table, rule=may_watch_tasks, name="tasks_file"),
]
