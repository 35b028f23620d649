"""The addresses of figures on the desk."""

from __future__ import annotations

from django.urls import URLPattern

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.observations import given, pages, releases, table_files
from tarazy.web.doors.desk.tables import table_address
from tarazy.web.rooms.observatory import rules
from tarazy.web.rooms.observatory.queries.imports import import_with
from tarazy.web.rooms.observatory.queries.releases import release_numbered

THING = {"made": import_with}
RELEASE = {"release": release_numbered}

urlpatterns: list[URLPattern] = [
    address("imports/", pages.imports, rule=rules.may_see_imports, name="imports"),
    table_address("imports/table.<str:ending>", table_files.imports_table, rule=rules.may_see_imports,
                  name="imports_file"),
    address("imports/new/", given.give_table, rule=rules.may_import, name="import_table"),
    address("imports/<int:made>/", pages.one_import, rule=rules.may_see_imports, name="import", things=THING),
    table_address("imports/<int:made>/table.<str:ending>", table_files.import_table, rule=rules.may_see_imports,
                  name="import_file", things=THING),
    address("releases/", releases.planned, rule=rules.may_plan_releases, name="releases"),
    table_address("releases/table.<str:ending>", table_files.releases_table, rule=rules.may_plan_releases,
                  name="releases_file"),
    address("releases/new/", releases.plan, rule=rules.may_plan_releases, name="plan_release"),
    address(
        "releases/<int:release>/move/", releases.move, rule=rules.may_change_release, name="move_release",
        things=RELEASE,
    ),
    address(
        "releases/<int:release>/came-out/", releases.mark, rule=rules.may_change_release, name="mark_released",
        things=RELEASE,
    ),
]  # fmt: skip
