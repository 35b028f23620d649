from __future__ import annotations

from tarazy.web.grammar.act import act
from tarazy.web.rooms.collection.models import Cell
from tarazy.web.rooms.collection.rules import may_remark, may_settle_remark
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.remarks.actions import say_remark, settle_remark
from tarazy.web.rooms.remarks.models import Remark, Settlement


@act(rule=may_remark, verb="remark_on_cell")
def remark_on_cell(cell: Cell, text: str, *, language: str, answers: Remark | None = None, by: User) -> Remark:
    """Write beside a cell: a question of the assessor, an answer of the body."""
    return say_remark(cell, text, allowed=True, language=language, answers=answers, by=by)


@act(rule=may_settle_remark, verb="settle_remark_on_cell")
def settle_remark_on_cell(remark: Remark, *, by: User) -> Settlement:
    """Say that what was asked beside a cell is settled."""
    return settle_remark(remark, allowed=True, by=by)
