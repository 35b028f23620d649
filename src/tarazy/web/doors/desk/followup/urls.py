"""The addresses of recommendations and instructions."""

from __future__ import annotations

from django.urls import URLPattern

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.followup import moves, pages, table_files
from tarazy.web.doors.desk.tables import table_address
from tarazy.web.rooms.followup import rules
from tarazy.web.rooms.followup.enums import Move
from tarazy.web.rooms.followup.queries import document_numbered, recommendation_numbered
from tarazy.web.rooms.units.queries import unit_with


def move_called(name: str) -> Move | None:
    return Move(name) if name in Move else None


ONE = {"recommendation": recommendation_numbered}
OF_ONE = "instructions/<int:recommendation>/"

urlpatterns: list[URLPattern] = [
    address("instructions/", pages.instructions, rule=rules.may_see_recommendations, name="instructions"),
    table_address("instructions/table.<str:ending>", table_files.instructions_table,
                  rule=rules.may_see_recommendations, name="instructions_file"),
    address("instructions/give/", moves.choose_body, rule=rules.may_give, name="choose_body"),
    address("instructions/give/<str:unit>/", moves.give, rule=rules.may_give_to, name="give_instruction",
            things={"unit": unit_with}),
    address("instructions/documents/<int:document>/", pages.document, rule=rules.may_read_document,
            name="instruction_document", things={"document": document_numbered}),
    address(OF_ONE, pages.instruction, rule=rules.may_read, name="instruction", things=ONE),
    address(f"{OF_ONE}deadline/", moves.deadline, rule=rules.may_move_deadline, name="move_instruction_deadline",
            things=ONE),
    address(f"{OF_ONE}<str:move>/", moves.move_instruction, rule=rules.may_move, name="move_instruction",
            things=ONE | {"move": move_called}),
]  # fmt: skip
