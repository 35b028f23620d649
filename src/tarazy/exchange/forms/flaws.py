"""What cannot stand in an answer, though every part of it could be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.load.tables.cells import Flaw
from tarazy.engine.model.observations import EXCLUDED_BY_DECISION, STATUSES_WITHOUT_VALUE
from tarazy.engine.words import msg
from tarazy.exchange.forms.form import CONFIRMED, OBJECTED, Answer, Beside, Cell

LONGEST_NOTE: Final = 4_000


def flaws(cell: Cell, answer: Answer) -> Iterator[tuple[str, Flaw]]:
    """Each flaw with the column in which it is mended."""
    if len(answer.note) > LONGEST_NOTE:
        yield (
            "note",
            Flaw(
                msg("The note has {count} characters; at most {most} are kept."),
                msg("A longer text belongs into a document."),
                msg("Shorten the note and attach the document to the form."),
                {"count": len(answer.note), "most": LONGEST_NOTE},
            ),
        )
    if answer.agreement == OBJECTED and not answer.note:
        yield (
            "note",
            Flaw(
                msg("The objection has no reason."),
                msg("Whoever decides on it must know what is wrong with the value."),
                msg("Write into the note which value is right and by which document."),
                {},
            ),
        )
    if cell.known is not None:
        yield from _beside_what_is_known(cell.known, answer)
    yield from _of_value_and_status(cell, answer)


def _beside_what_is_known(known: Beside, answer: Answer) -> Iterator[tuple[str, Flaw]]:
    same = answer.kept[:2] in (("", ""), Answer(known.value, known.status).kept[:2], Answer(known.value).kept[:2])
    if answer.agreement == OBJECTED or same:
        return
    if answer.agreement == CONFIRMED:
        yield (
            "value",
            Flaw(
                msg("The row confirms what is known already, and says something else too."),
                msg("Only one of the two can be right."),
                msg("Remove the value and the status, or choose «objection» and write the reason into the note."),
                {},
            ),
        )
    else:
        yield (
            "agreement",
            Flaw(
                msg("The row gives a value, though one is known already from {source}."),
                msg("Beside a value that is known, another one counts only as an objection to it."),
                msg("Choose «objection» and write into the note which value is right and by which document."),
                {"source": known.source},
            ),
        )


def _of_value_and_status(cell: Cell, answer: Answer) -> Iterator[tuple[str, Flaw]]:
    possible = cell.question.only_values
    if answer.value is not None and possible and answer.value not in possible:
        yield (
            "value",
            Flaw(
                msg("The value {value} is none of those that are possible: {possible}."),
                msg("The methodology takes these values and no others."),
                msg("Choose one of them from the list of the cell."),
                {"value": answer.value, "possible": "; ".join(f"{one:.15g}" for one in possible)},
            ),
        )
    if answer.status == EXCLUDED_BY_DECISION != cell.answer.status:
        yield (
            "status",
            Flaw(
                msg("The status says that the value is excluded by a decision."),
                msg("Only a decision excludes a value, and none is recorded for it here."),
                msg(
                    "Write the value, or choose another status; attach the decision to the form and name it in the "
                    "note."
                ),
                {},
            ),
        )
    else:
        yield from _of_both(answer.value, answer.status)


def _of_both(value: float | None, status: str) -> Iterator[tuple[str, Flaw]]:
    if value is not None and status in STATUSES_WITHOUT_VALUE:
        yield (
            "status",
            Flaw(
                msg("The row has the value {value} and a status that says that there is none."),
                msg("Only one of the two can be right."),
                msg("Remove the value, or the status."),
                {"value": value},
            ),
        )
    elif value is None and status and status not in STATUSES_WITHOUT_VALUE:
        yield (
            "value",
            Flaw(
                msg("The value is empty, and the status says how good it is."),
                msg("Without a value that says nothing."),
                msg("Write the value, or choose a status that says why there is none."),
                {},
            ),
        )
