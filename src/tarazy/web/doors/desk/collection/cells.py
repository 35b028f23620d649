"""One cell of a form on a page: what stands beside it, and the fields into which its answer is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tarazy.engine.load.tables.cells import Flaw
from tarazy.engine.model.methodology import WithinYear
from tarazy.engine.run.questions import Question
from tarazy.exchange.forms.flaws import LONGEST_NOTE, flaws
from tarazy.exchange.forms.form import Answer, Cell
from tarazy.exchange.forms.given import problem
from tarazy.exchange.forms.numbers import PERCENT, number_in
from tarazy.exchange.forms.words import STATUSES, status_in_words
from tarazy.web.doors.desk.collection.written import (
    answer_in_words,
    beside_in_words,
    exact,
    problem_in_words,
    remarks_in_words,
)
from tarazy.web.rooms.collection.actions.filling import Change
from tarazy.web.rooms.collection.enums import Agreement
from tarazy.web.rooms.collection.models import Cell as Stored
from tarazy.web.rooms.collection.models import Evidence, ReturnedCell
from tarazy.web.rooms.remarks.queries import Counts
from tarazy.web.ui.parts import Fact
from tarazy.web.ui.written import in_language, language

THEIRS, MINE = "theirs", "mine"
# What a form of a month or quarter asks, by how these make the year.
HOW_TO_COUNT: Final[Mapping[WithinYear, Any]] = {
    "sum": lazy("this month or quarter alone; they are added up to the year"),
    "mean": lazy("this month or quarter alone; the year is their mean"),
    "last": lazy("as it stands at the end of the month or quarter"),
}


class MayBeEmpty(forms.CharField):
    """Empty for now: the whole form says what is missing when it is submitted."""

    def validate(self, value: str) -> None:
        return


class AnswerForm(forms.Form):
    """The fields of one cell. `seen` and `mark`: which edition was shown and what it said, so that only what was seen
    is overwritten and what was not touched is not saved. `choice` is asked where somebody else was quicker.
    """

    use_required_attribute = False

    agreement = forms.ChoiceField(
        label=lazy("Is what is known already right?"),
        choices=(
            (Agreement.CONFIRMED.value, lazy("Yes, it is right")),
            (Agreement.OBJECTED.value, lazy("No, we object")),
        ),
        widget=forms.RadioSelect,
        required=False,
    )
    value = MayBeEmpty(
        label=lazy("Value"), widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    )
    status = forms.ChoiceField(label=lazy("Why there is no value, or how good it is"), required=False)
    note = forms.CharField(
        label=lazy("Note"), required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )
    choice = forms.ChoiceField(
        label=lazy("Which of the two stands?"),
        choices=((THEIRS, lazy("What the other person wrote")), (MINE, lazy("What I wrote"))),
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Somebody else changed this cell meanwhile. Choose which of the two stands.")},
    )
    overtaken = forms.CharField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    mark = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, cell: Cell, stored: Stored | None) -> None:
        self.cell, self.stored = cell, stored
        super().__init__(data, prefix=prefix_of(cell.question), initial=self._as_it_stands(), label_suffix="")
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            ("", _("an ordinary value")), *((one, status_in_words(one, language())) for one in STATUSES)
        ]  # fmt: skip
        if cell.known is None:
            del self.fields["agreement"]
        else:
            self.fields["value"].label = _("The right value, if you object")
        if not (data is not None and data.get(self.add_prefix("overtaken"))):
            del self.fields["choice"]

    def _as_it_stands(self) -> dict[str, Any]:
        answer = self.cell.answer
        return {
            "agreement": answer.agreement,
            "value": exact(answer.value),
            "status": answer.status,
            "note": answer.note,
            "seen": self.stored.edition if self.stored else 0,
            "mark": answer.mark,
        }

    def clean_value(self) -> float | None:
        text = str(self.cleaned_data["value"]).strip()
        if not text:
            return None
        found = number_in(
            text,
            in_percent=PERCENT in self.cell.question.unit_of_measure.symbol.en,
            shown_in_percent=False,
            comma_is_decimal=language() != "en",
        )
        if isinstance(found, Flaw):
            raise forms.ValidationError(self._in_words(found))
        return found

    def clean(self) -> None:
        if self.errors or not self.is_changed:
            return
        for field, flaw in flaws(self.cell, self.answer):
            self.add_error(field if field in self.fields else None, self._in_words(flaw))

    def _in_words(self, flaw: Flaw) -> str:
        return problem_in_words(problem(self.cell.id, flaw))

    @property
    def answer(self) -> Answer:
        given = self.cleaned_data
        return Answer(given["value"], given["status"], given.get("agreement", ""), given["note"])

    @property
    def is_changed(self) -> bool:
        """Whether the person changed what they saw, and wants it to stand."""
        mark: str = self.cleaned_data.get("mark", "")
        return self.answer.mark != mark and self.cleaned_data.get("choice") != THEIRS

    @property
    def change(self) -> Change:
        asked = self.cell.question
        return Change(asked.variable, asked.breakdown, self.cleaned_data["seen"], self.answer)

    def overtaken_by(self, stored: Stored, cell: Cell) -> AnswerForm:
        """The same as it was typed, asking which of the two stands, now that the other one has been seen."""
        data = {self.add_prefix(name): self.data.get(self.add_prefix(name), "") for name in self.fields}
        data |= {
            self.add_prefix("seen"): stored.edition,
            self.add_prefix("mark"): cell.answer.mark,
            self.add_prefix("overtaken"): "on",
        }
        return AnswerForm(data, cell, stored)


def prefix_of(asked: Question) -> str:
    """By which the fields of a cell are named on a page."""
    return f"{asked.variable}.{asked.breakdown}" if asked.breakdown else asked.variable


@dataclass(frozen=True)
class CellOnPage:
    """A cell with everything that stands beside it, in the language of the page. `theirs`: what somebody else wrote
    meanwhile. `form` is None where the cell is only read.
    """

    cell: Cell
    stored: Stored | None
    evidence: tuple[Evidence, ...] = ()
    returned: ReturnedCell | None = None
    form: AnswerForm | None = None
    theirs: Stored | None = None
    remarks: Counts | None = None

    @property
    def remarks_said(self) -> str:
        return remarks_in_words(self.remarks)

    @property
    def id(self) -> str:
        return f"cell-{prefix_of(self.cell.question)}"

    @property
    def title(self) -> str:
        asked = self.cell.question
        own = in_language(asked.title)
        return f"{own} ({asked.breakdown})" if asked.breakdown else own

    @property
    def symbol(self) -> str:
        return in_language(self.cell.question.unit_of_measure.symbol)

    @property
    def answer(self) -> str:
        return answer_in_words(self.cell.answer, self.cell.known, self.cell.question.unit_of_measure.symbol)

    @property
    def known(self) -> str:
        return beside_in_words(self.cell.known, self.cell.question.unit_of_measure.symbol)

    @property
    def last_year(self) -> str:
        return beside_in_words(self.cell.last_year, self.cell.question.unit_of_measure.symbol)

    @property
    def target(self) -> str:
        return beside_in_words(self.cell.target, self.cell.question.unit_of_measure.symbol)

    @property
    def facts(self) -> list[Fact]:
        """What helps to answer, shortest first; what is not there is left out."""
        cell, asked = self.cell, self.cell.question
        possible = "; ".join(exact(value) for value in asked.only_values)
        if not possible and asked.range is not None:
            possible = _("from %(low)s to %(high)s") % {"low": exact(asked.range.low), "high": exact(asked.range.high)}
        proof = cell.evidence and in_language(cell.evidence)
        act = asked.evidence.source if asked.evidence else ""
        found = (
            Fact(_("Unit of measure"), in_language(asked.unit_of_measure.title)),
            Fact(_("How to count"), str(HOW_TO_COUNT[asked.within_year]) if asked.within_year else ""),
            Fact(_("Last year"), self.last_year),
            Fact(_("Last year as a whole"), beside_in_words(cell.last_whole_year, asked.unit_of_measure.symbol)),
            Fact(_("Target of the year") if asked.within_year else _("Target"), self.target),
            Fact(_("Possible values"), possible),
            Fact(_("Who reports"), in_language(asked.reported_by)),
            Fact(_("Document that proves it"), f"{proof} ({act})" if proof and act else proof or ""),
        )
        return [fact for fact in found if fact.text]
