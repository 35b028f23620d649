"""A row of a file -> the answer that it gives, or everything that keeps it from being one."""

from __future__ import annotations

from typing import Any

import msgspec

from tarazy.engine.checks.shown import shown
from tarazy.engine.load.tables.cells import Flaw
from tarazy.engine.words import Problem, msg
from tarazy.exchange.excel_files import cell_text
from tarazy.exchange.forms.columns import FILLED, is_filled_in
from tarazy.exchange.forms.flaws import flaws
from tarazy.exchange.forms.form import Cell, bare_note
from tarazy.exchange.forms.given import Row, problem
from tarazy.exchange.forms.numbers import PERCENT, number_in
from tarazy.exchange.forms.words import agreement_of, status_of


class Reading:
    """One row against its cell of the form. `answer` is whole only where there are no problems."""

    def __init__(self, cell: Cell, row: Row, comma_is_decimal: bool) -> None:
        self.cell, self.row, self.comma_is_decimal = cell, row, comma_is_decimal
        self.problems: list[Problem] = []
        self.answer = cell.answer
        self._read()

    def _read(self) -> None:
        for key in FILLED:
            if key in self.row.broken and is_filled_in(self.cell, key):
                self._refuse(key, self.row.broken[key])
        if self.problems:
            return
        self._read_note()
        self._read_value()
        self._read_status()
        if self.cell.known:
            self._read_agreement()
        # What nobody touched is nobody's mistake now, even if it could not be answered so any longer.
        if not self.problems and self.is_changed:
            self._check()

    @property
    def is_changed(self) -> bool:
        """Whether the file changes the answer: not where it says what stands there, or what stood at download."""
        return self.answer.kept != self.cell.answer.kept and self.answer.mark != self.row.text("mark")

    def _refuse(self, key: str, flaw: Flaw) -> None:
        self.problems.append(problem(self.row.places.get(key, self.row.places["cell"]), flaw))

    def _set(self, **changed: Any) -> None:
        self.answer = msgspec.structs.replace(self.answer, **changed)

    def _content(self, key: str) -> Any:
        """A number, or a text without the spaces around it; None for a column that is not there."""
        content = self.row.contents.get(key)
        return content.strip() if isinstance(content, str) else content

    def _read_note(self) -> None:
        content = self._content("note")
        if content is None:
            return
        self._set(note=bare_note(cell_text(content)))

    def _number(self, key: str) -> float | Flaw | None:
        """The number of a column, None where the cell is empty."""
        content = self._content(key)
        if content in ("", None):
            return None
        return number_in(
            content,
            in_percent=PERCENT in self.cell.question.unit_of_measure.symbol.en,
            shown_in_percent=key in self.row.in_percent,
            comma_is_decimal=self.comma_is_decimal,
        )

    def _read_value(self) -> None:
        if "value" not in self.row.contents:
            return
        number = self._number("value")
        if isinstance(number, Flaw):
            self._refuse("value", number)
        else:
            self._set(value=number)

    def _read_status(self) -> None:
        content = self._content("status")
        if content is None:
            return
        status = status_of(cell_text(content))
        if status is None:
            self._refuse(
                "status",
                Flaw(
                    msg("«{text}» is no status."),
                    msg("A status says why there is no value, or how good it is."),
                    msg(
                        "Choose from the list of the cell or write the letter: E estimated, P provisional, U low "
                        "reliability, M cannot exist, O missing, L exists but was not collected, Q suppressed. For an "
                        "ordinary value leave it empty."
                    ),
                    {"text": shown(cell_text(content))},
                ),
            )
        else:
            self._set(status=status)

    def _read_agreement(self) -> None:
        content = self._content("agreement")
        if content is None:
            return
        agreement = agreement_of(cell_text(content))
        if agreement is None:
            self._refuse(
                "agreement",
                Flaw(
                    msg("«{text}» neither confirms nor objects."),
                    msg("To what is known already a body says whether it is right."),
                    msg("Choose «confirmed» or «objection» from the list of the cell, or leave it empty."),
                    {"text": shown(cell_text(content))},
                ),
            )
        else:
            self._set(agreement=agreement)

    def _check(self) -> None:
        for key, flaw in flaws(self.cell, self.answer):
            self._refuse(key, flaw)
