"""A file against the form as it stands: what it would change, cell by cell, before anything is saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Final, Literal, get_args

import msgspec

from tarazy.engine.checks.shown import shown
from tarazy.engine.load.tables.cells import Flaw
from tarazy.engine.load.tables.table import Found
from tarazy.engine.words import Message, Problem, ProblemsFound, msg
from tarazy.exchange.forms.answers import Reading
from tarazy.exchange.forms.csv_read import read_csv
from tarazy.exchange.forms.form import Answer, Cell, Form
from tarazy.exchange.forms.given import AGAIN, Given, Row, problem
from tarazy.exchange.forms.workbook_read import read_workbook
from tarazy.exchange.tables import found_file

Kind = Literal["created", "updated", "cleared", "unchanged", "refused", "left_out"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
CHANGES: Final[frozenset[Kind]] = frozenset({"created", "updated", "cleared"})


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says of one cell. `where`: its row; "" if the file has none. `after`: what the file would make of
    it, as it stands where it is refused or left out. `is_overtaken`: somebody answered since the file was downloaded.
    """

    cell: str
    where: str
    kind: Kind
    before: Answer
    after: Answer
    is_overtaken: bool = False
    problems: tuple[Problem, ...] = ()


class Differences(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Every cell of the form, in its order. `problems`: what is wrong with the file besides, and what is not read.
    `is_older`: the file was downloaded before the form changed.
    """

    form: str
    is_older: bool
    cells: tuple[Difference, ...]
    problems: tuple[Problem, ...] = ()

    @cached_property
    def counts(self) -> Mapping[Kind, int]:
        """How many cells there are of each kind."""
        found = Counter(one.kind for one in self.cells)
        return {kind: found[kind] for kind in KINDS}

    @property
    def changes(self) -> tuple[Difference, ...]:
        """What can be saved, whatever else is refused."""
        return tuple(one for one in self.cells if one.kind in CHANGES)

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        return (*self.problems, *(problem for one in self.cells for problem in one.problems))


def differences(form: Form, path: Path, name: str) -> Differences:
    """Compare a workbook or CSV with the form. `name`: of the file, as its user knows it.

    Raises: ProblemsFound if the file cannot be read, or is not of this form and unit; then nothing is compared.
    """
    found = Found(name)
    given = _given(path, name, found)
    if given is not None:
        _check_identity(form, given, name, found)
    if given is None or given.form != form.form or given.unit != form.unit:
        raise ProblemsFound(found.listed())
    if given.version != form.version:
        found.add(
            name,
            msg("The file was downloaded before the form was changed."),
            msg("Since then somebody answered, or what is asked was corrected."),
            msg("Look at every difference; those that somebody else changed too are marked."),
        )
    rows = _by_cell(form, given, found)
    cells = tuple(_difference(cell, rows.get(id, []), given) for id, cell in form.cells.items())
    _tell_left_out(cells, name, found)
    return Differences(form=form.form, is_older=given.version != form.version, cells=cells, problems=found.listed())


def _given(path: Path, name: str, found: Found) -> Given | None:
    suffix = Path(name).suffix.lower()
    if not found_file(path, found):
        return None
    if suffix == ".csv":
        return read_csv(path, name, found)
    if suffix == ".xlsx":
        return read_workbook(path, name, found)
    found.add(
        name,
        msg("A file with the ending «{suffix}» is not read."),
        msg("The ending says what a file holds; read are: {kinds}."),
        msg("Save the form as .xlsx, without macros, or as CSV in UTF-8."),
        suffix=suffix,
        kinds=".csv, .xlsx",
    )
    return None


def _check_identity(form: Form, given: Given, name: str, found: Found) -> None:
    if given.unit != form.unit:
        found.add(
            name,
            msg("The file is the form of the unit {given}, not of {unit}."),
            msg("The answers of one body would be taken for those of another."),
            msg("Give the file that was downloaded here, or go to the form of that unit."),
            given=shown(given.unit),
            unit=form.unit,
        )
    elif given.form != form.form:
        found.add(
            name,
            msg("The file is another form of this unit: {given}, not {form}."),
            msg("Another assessment cycle asks for other numbers, or for those of another period."),
            AGAIN,
            given=shown(given.form),
            form=form.form,
        )


def _by_cell(form: Form, given: Given, found: Found) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for row in given.rows:
        id = row.text("cell")
        if id in form.cells:
            rows.setdefault(id, []).append(row)
        else:
            found.add(
                row.places["cell"],
                msg("The form has no cell «{cell}»."),
                msg("The id of the row was changed, or the number is not asked for any longer."),
                AGAIN,
                cell=shown(id),
            )
    return rows


def _difference(cell: Cell, rows: list[Row], given: Given) -> Difference:
    before = cell.answer
    if not rows:
        return Difference(cell=cell.id, where="", kind="left_out", before=before, after=before)
    where = rows[0].places["cell" if "value" not in rows[0].places else "value"]
    readings = [Reading(cell, row, given.comma_is_decimal) for row in rows]
    problems = [problem for reading in readings for problem in reading.problems]
    if not problems and len({reading.answer.kept for reading in readings}) > 1:
        problems = [_answered_twice(rows)]
    if problems:
        return Difference(
            cell=cell.id, where=where, kind="refused", before=before, after=before, problems=tuple(problems)
        )
    after = readings[0].answer
    mark = rows[0].text("mark")
    # Whoever did not touch a cell does not undo what somebody else has answered since.
    if not readings[0].is_changed:
        return Difference(cell=cell.id, where=where, kind="unchanged", before=before, after=before)
    is_overtaken = bool(mark) and before.mark != mark
    return Difference(
        cell=cell.id, where=where, kind=_kind(before, after), before=before, after=after, is_overtaken=is_overtaken
    )


def _kind(before: Answer, after: Answer) -> Kind:
    if before.is_given and not after.is_given:
        return "cleared"
    return "updated" if before.is_given or before.note else "created"


def _answered_twice(rows: list[Row]) -> Problem:
    key = "value" if "value" in rows[1].places else "cell"
    return problem(
        rows[1].places[key],
        Flaw(
            msg("The row stands twice, also at {other}, with another answer."),
            msg("Of two answers to one question nobody knows which one counts."),
            msg("Remove one of the rows."),
            {"other": rows[0].places[key]},
        ),
    )


def _tell_left_out(cells: tuple[Difference, ...], name: str, found: Found) -> None:
    count = sum(one.kind == "left_out" for one in cells)
    if count:
        found.add(
            name,
            msg("Rows of the form that are not in the file: {count}."),
            msg("Their answers stay as they are."),
            msg("If they were to be changed too, download the form again and fill them in there."),
            count=count,
        )


def summary(differences: Differences, lang: str) -> str:
    """One line: how many cells are of each kind."""
    return Message(
        msg(
            "Created: {created}; updated: {updated}; cleared: {cleared}; unchanged: {unchanged}; refused: "
            "{refused}; not in the file: {left_out}."
        ),
        {str(kind): count for kind, count in differences.counts.items()},
    ).in_language(lang)
