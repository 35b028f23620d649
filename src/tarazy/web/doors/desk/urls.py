"""The addresses of the desk. Each names its rule; a test walks all of them as every role."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.home import awaited_table, home
from tarazy.web.doors.desk.tables import table_address
from tarazy.web.rooms.people.rules import is_person

app_name = "desk"

urlpatterns: list[URLPattern | URLResolver] = [
    address("", home, rule=is_person, name="home"),
    table_address("awaiting/table.<str:ending>", awaited_table, rule=is_person, name="home_file"),
    path("", include("tarazy.web.doors.desk.boundaries.urls")),
    path("", include("tarazy.web.doors.desk.calendar.urls")),
    path("", include("tarazy.web.doors.desk.campaigns.urls")),
    path("", include("tarazy.web.doors.desk.journal.urls")),
    path("", include("tarazy.web.doors.desk.methodologies.urls")),
    path("", include("tarazy.web.doors.desk.observations.urls")),
    path("", include("tarazy.web.doors.desk.people.urls")),
    path("", include("tarazy.web.doors.desk.appeals.urls")),
    path("", include("tarazy.web.doors.desk.conclusions.urls")),
    path("", include("tarazy.web.doors.desk.followup.urls")),
    path("", include("tarazy.web.doors.desk.monitoring.urls")),
    path("", include("tarazy.web.doors.desk.publication.urls")),
    path("", include("tarazy.web.doors.desk.post.urls")),
    path("", include("tarazy.web.doors.desk.verification.urls")),
    path("", include("tarazy.web.doors.desk.work.urls")),
    path("", include("tarazy.web.doors.desk.workbench.urls")),
    path("", include("tarazy.web.doors.desk.collection.urls")),
]
