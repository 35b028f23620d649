"""The addresses of the workbench on the desk."""

from __future__ import annotations

from django.urls import URLPattern

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.workbench import draft, page
from tarazy.web.rooms.methodologies import rules
from tarazy.web.rooms.methodologies.queries import version_by

VERSION = {"version": version_by}
OF_ONE = "methodologies/<int:version>/workbench/"

urlpatterns: list[URLPattern] = [
    address(OF_ONE, page.workbench, rule=rules.may_try, name="workbench", things=VERSION),
    address(f"{OF_ONE}moves/", page.moves_now, rule=rules.may_try, name="workbench_moves", things=VERSION),
    address(f"{OF_ONE}draft/", draft.draft, rule=rules.may_try, name="workbench_draft", things=VERSION),
]
