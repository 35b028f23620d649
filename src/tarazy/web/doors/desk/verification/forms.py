"""What is asked of whoever draws, checks and settles. What is right and what is not, the acts say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tarazy.engine.load.tables.cells import Flaw
from tarazy.exchange.forms.given import problem
from tarazy.exchange.forms.numbers import number_in
from tarazy.web.doors.desk.collection.written import problem_in_words
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.verification.enums import Allocation, Design, Factor, Stratum, Verdict
from tarazy.web.rooms.verification.queries.frames import Plan
from tarazy.web.ui.written import language

Choices = Iterable[tuple[str, str]]


class TypedNumber(forms.CharField):
    """A number as people write it, with a comma or a point and with spaces between thousands."""

    def clean(self, value: Any) -> float | None:
        written = str(super().clean(value)).strip()
        if not written:
            return None
        found = number_in(written, in_percent=True, shown_in_percent=False, comma_is_decimal=language() != "en")
        if isinstance(found, Flaw):
            raise ValidationError(problem_in_words(problem("", found)))
        return found


class Planning(forms.Form):
    """How a sample of one design is to be drawn; fields that the design does not use are left out."""

    wanted = forms.IntegerField(label=_("How many items"), min_value=1, max_value=100_000)
    block = forms.ChoiceField(label=_("Of which block"), required=False)
    strata = forms.ChoiceField(label=_("Strata"), choices=Stratum, widget=forms.RadioSelect)
    allocation = forms.ChoiceField(label=_("How many items each stratum gets"), choices=Allocation,
                                   widget=forms.RadioSelect)  # fmt: skip
    measured_in = forms.ChoiceField(label=_("Amounts in"), help_text=_("Amounts of other units are not on the list."))
    second_percent = forms.IntegerField(
        label=_("Percent of items that two people check"),
        help_text=_("Neither of them knows of the other before both have written what they found."),
        min_value=0,
        max_value=100,
    )

    def __init__(self, data: Any, design: Design, blocks: Choices, measures: Choices) -> None:
        initial = {"strata": Stratum.BLOCK, "allocation": Allocation.PROPORTIONAL, "second_percent": 10}
        super().__init__(data, initial=initial)
        self.design = design
        self.fields["block"].choices = [("", _("all blocks")), *blocks]  # type: ignore[attr-defined]
        self.fields["measured_in"].choices = list(measures)  # type: ignore[attr-defined]
        unused = {Design.STRATIFIED: ["measured_in"], Design.MONETARY: ["strata", "allocation"]}
        for name in unused.get(design, ["strata", "allocation", "measured_in"]):
            del self.fields[name]
        if design == Design.BY_RISK:
            for factor in Factor:
                self.fields[factor.value] = forms.IntegerField(
                    label=_("Weight of: %(factor)s") % {"factor": factor.label}, min_value=0, max_value=100, initial=1
                )

    @property
    def plan(self) -> Plan:
        given = self.cleaned_data
        chosen: dict[str, Any] = {name: given[name] for name in ("wanted", "block", "measured_in") if name in given}
        if "strata" in given:
            chosen |= {"strata": Stratum(given["strata"]), "allocation": Allocation(given["allocation"])}
        weights = {factor: float(given[factor.value]) for factor in Factor if factor.value in given}
        return Plan(self.design, weights=weights, second_share=given["second_percent"] / 100, **chosen)


class Drawing(forms.Form):
    seed = forms.CharField(
        label=_("Seed"),
        help_text=_(
            "What nobody could choose or know when the list was published, such as the figures of a public draw."
        ),
        max_length=200,
    )


class Sharing(forms.Form):
    verifiers = forms.MultipleChoiceField(label=_("Who checks"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any, verifiers: Sequence[User]) -> None:
        super().__init__(data)
        choices = [(str(one.pk), str(one)) for one in verifiers]
        self.fields["verifiers"].choices = choices  # type: ignore[attr-defined]


class Judging(forms.Form):
    """A verdict with the value that the documents show."""

    verdict = forms.ChoiceField(label=_("What you found"), choices=Verdict, widget=forms.RadioSelect)
    value = TypedNumber(
        label=_("Value that the documents show"),
        help_text=_("Where it differs; also where the documents prove another value than the reported one."),
        required=False,
        max_length=60,
    )
    note = forms.CharField(
        label=_("What the documents show, and where"),
        help_text=_("Not needed where the value is confirmed."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=4000,
    )


class Penalising(forms.Form):
    unit = forms.ChoiceField(label=_("Body"))
    node = forms.ChoiceField(label=_("Criterion or block"), widget=forms.RadioSelect)
    points = TypedNumber(label=_("Penalty points"), max_length=20)
    ground = forms.CharField(label=_("Ground"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    authority = forms.CharField(label=_("Act that provides for the points"), max_length=200)

    def __init__(self, data: Any, units: Choices, nodes: Choices) -> None:
        super().__init__(data)
        self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]
        self.fields["node"].choices = list(nodes)  # type: ignore[attr-defined]


class Cancelling(forms.Form):
    decision = forms.CharField(label=_("Decision by which it is cancelled"), max_length=200)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
