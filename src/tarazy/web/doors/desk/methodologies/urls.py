"""The addresses of methodologies on the desk."""

from __future__ import annotations

from django.urls import URLPattern

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.methodologies import files, moves, pages, table_files, uploads
from tarazy.web.doors.desk.tables import table_address
from tarazy.web.rooms.methodologies import rules
from tarazy.web.rooms.methodologies.enums import Move
from tarazy.web.rooms.methodologies.queries import upload_by, version_by


def move_called(name: str) -> Move | None:
    return Move(name) if name in Move.values else None


VERSION, UPLOAD = {"version": version_by}, {"upload": upload_by}
STEP = VERSION | {"move": move_called}
OF_ONE = "methodologies/<int:version>/"

urlpatterns: list[URLPattern] = [
    address("methodologies/", pages.methodologies, rule=rules.may_see_methodologies, name="methodologies"),
    table_address("methodologies/table.<str:ending>", table_files.methodologies_table,
                  rule=rules.may_see_methodologies, name="methodologies_file"),
    address("methodologies/upload/", uploads.upload, rule=rules.may_draw_up, name="upload_methodology"),
    address("methodologies/uploads/<int:upload>/", uploads.uploaded, rule=rules.may_keep, name="uploaded_methodology",
            things=UPLOAD),
    address(OF_ONE, pages.version, rule=rules.may_see, name="methodology", things=VERSION),
    address(f"{OF_ONE}differences/", pages.differences, rule=rules.may_see, name="methodology_differences",
            things=VERSION),
    address(f"{OF_ONE}files/<path:path>", files.file, rule=rules.may_see, name="methodology_file", things=VERSION),
    address(f"{OF_ONE}archive.zip", files.archive, rule=rules.may_see, name="methodology_archive", things=VERSION),
    address(f"{OF_ONE}workbook.xlsx", files.workbook, rule=rules.may_see, name="methodology_workbook", things=VERSION),
    address(f"{OF_ONE}moves/<str:move>/", moves.move, rule=rules.may_move, name="move_methodology", things=STEP),
]  # fmt: skip
