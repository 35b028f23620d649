"""What is asked of whoever prepares and leads a campaign. What is right and what is not, the acts say."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tarazy.web.doors.desk.fields import day_field
from tarazy.web.grammar.text import LocalText, local_text
from tarazy.web.rooms.campaigns.enums import Ground, Kind, Phase, Subject
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.people.models import Organisation, User

Choices = Iterable[tuple[str, str]]


@contextmanager
def said_at_fields(names: Mapping[str, str] | None = None) -> Iterator[None]:
    """What an act refuses by a code is said at the field of that name, or at the one that `names` gives for it."""
    try:
        yield
    except ValidationError as refused:
        if hasattr(refused, "error_dict"):
            raise
        said: dict[str, list[ValidationError]] = {}
        for error in refused.error_list:
            code = str(error.code or "")
            said.setdefault((names or {}).get(code, code), []).append(error)
        raise ValidationError(said) from refused


def text_from(given: Mapping[str, Any], name: str) -> LocalText:
    return local_text({language: given[f"{name}_{language}"] for language in ("kk", "ru", "en")})


class Titled(forms.Form):
    """A title in the three languages and an id."""

    title_kk = forms.CharField(label=_("Title in Kazakh"), max_length=300)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=300)
    title_en = forms.CharField(label=_("Title in English"), max_length=300)
    period = forms.CharField(label=_("Period"), help_text=_("Such as 2026, 2026-Q1 or 2026-01."), max_length=20)
    id = forms.CharField(
        label=_("Id"),
        help_text=_("Small Latin letters, digits and hyphens, such as regions-2026. It never changes."),
        max_length=80,
    )


class Preparing(Titled):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Who runs it"), empty_label=None)
    version = forms.ModelChoiceField(Version.objects.none(), label=_("Methodology"), empty_label=None)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind, widget=forms.RadioSelect, initial=Kind.ASSESSMENT)
    field_order = ("version", "period", "title_kk", "title_ru", "title_en", "kind", "organisation", "id")

    def __init__(self, data: Any, organisations: Iterable[Organisation], versions: Iterable[Version]) -> None:
        super().__init__(data)
        _offer(self.fields["organisation"], organisations, lambda one: str(one.name))
        _offer(self.fields["version"], versions, lambda one: f"{one.title}, {one.version}")


class PreparingPilot(Preparing):
    hypothesis_kk = forms.CharField(label=_("Hypothesis in Kazakh"), widget=forms.Textarea(attrs={"rows": 3}))
    hypothesis_ru = forms.CharField(label=_("Hypothesis in Russian"), widget=forms.Textarea(attrs={"rows": 3}))
    hypothesis_en = forms.CharField(label=_("Hypothesis in English"), widget=forms.Textarea(attrs={"rows": 3}))
    beside = forms.ModelChoiceField(
        Campaign.objects.none(),
        label=_("Beside which official campaign"),
        required=False,
        help_text=_("Of the same period; results of both are shown side by side."),
    )

    def __init__(self, data: Any, organisations: Any, versions: Any, official: Iterable[Campaign]) -> None:
        super().__init__(data, organisations, versions)
        _offer(self.fields["beside"], official, lambda one: str(one.title))


def _offer(field: Any, things: Iterable[Any], label: Any) -> None:
    offered = list(things)
    field.queryset = field.queryset.model.objects.filter(pk__in=[one.pk for one in offered])
    field.label_from_instance = label


class Choosing(forms.Form):
    """Who takes part."""

    units = forms.MultipleChoiceField(label=_("Bodies"), widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, data: Any, units: Choices, chosen: Iterable[str]) -> None:
        super().__init__(data, initial={"units": list(chosen)})
        self.fields["units"].choices = list(units)  # type: ignore[attr-defined]


class Scheduling(forms.Form):
    """The first and last day of each phase."""

    def __init__(self, data: Any, phases: Iterable[Phase], initial: Mapping[str, datetime.date | None]) -> None:
        super().__init__(data, initial=dict(initial))
        self.phases = tuple(phases)
        for phase in self.phases:
            words = {"phase": phase.label}
            self.fields[f"{phase.value}_opens"] = day_field(gettext("%(phase)s: first day") % words)
            self.fields[phase.value] = day_field(gettext("%(phase)s: last day") % words)
        self.fields["targets_frozen_on"] = day_field(
            _("Targets are frozen from"), _("From this day on no target of the period changes."), required=False
        )

    def rows(self) -> list[tuple[Phase, Any, Any]]:
        return [(phase, self[f"{phase.value}_opens"], self[phase.value]) for phase in self.phases]

    def days(self) -> dict[Phase, tuple[datetime.date, datetime.date]]:
        given = self.cleaned_data
        return {phase: (given[f"{phase.value}_opens"], given[phase.value]) for phase in self.phases}


class Approving(forms.Form):
    authority = forms.CharField(
        label=_("Act that approves the schedule"),
        help_text=_("Such as Order No. 12 of 15 January 2026."),
        max_length=300,
    )


class Shifting(forms.Form):
    """A deadline moved in the open."""

    opens_on = day_field(_("First day"))
    closes_on = day_field(_("Last day"))
    authority = forms.CharField(label=_("Act by which the deadline is moved"), max_length=300)
    reason_kk = forms.CharField(label=_("Reason in Kazakh"), max_length=500)
    reason_ru = forms.CharField(label=_("Reason in Russian"), max_length=500)
    reason_en = forms.CharField(label=_("Reason in English"), max_length=500)


class Assigning(forms.Form):
    """Which bodies an assessor is given; those that the rule excludes cannot be chosen."""

    units = forms.MultipleChoiceField(label=_("Bodies"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any, units: Choices, chosen: Iterable[str]) -> None:
        super().__init__(data, initial={"units": list(chosen)})
        self.fields["units"].choices = list(units)  # type: ignore[attr-defined]


class ChoosingAssessor(forms.Form):
    assessor = forms.ChoiceField(label=_("Assessor"))

    def __init__(self, data: Any, assessors: Iterable[User]) -> None:
        super().__init__(data)
        self.fields["assessor"].choices = [(str(one.pk), str(one)) for one in assessors]  # type: ignore[attr-defined]


class Saying(forms.Form):
    """Feedback on a pilot."""

    subject = forms.ChoiceField(label=_("What is it about?"), choices=Subject, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What was hard, wrong or good?"), widget=forms.Textarea(attrs={"rows": 5}), max_length=4000
    )


class Listing(forms.Form):
    """What must hold before a pilot's rule goes country-wide: a point a line, the same points in each language."""

    kk = forms.CharField(label=_("Points in Kazakh"), help_text=_("One a line."), widget=forms.Textarea)
    ru = forms.CharField(label=_("Points in Russian"), help_text=_("One a line."), widget=forms.Textarea)
    en = forms.CharField(label=_("Points in English"), help_text=_("One a line."), widget=forms.Textarea)

    def points(self) -> list[LocalText]:
        lines = {
            language: [line.strip() for line in self.cleaned_data[language].splitlines() if line.strip()]
            for language in ("kk", "ru", "en")
        }
        if len({len(one) for one in lines.values()}) != 1:
            raise ValidationError(gettext("Each language must have the same number of points."))
        return [local_text({"kk": kk, "ru": ru, "en": en}) for kk, ru, en in zip(*lines.values(), strict=True)]


class Judging(forms.Form):
    holds = forms.ChoiceField(
        label=_("Does it hold?"), choices=(("yes", _("it holds")), ("no", _("it does not hold"))),
        widget=forms.RadioSelect,
    )  # fmt: skip
    note = forms.CharField(label=_("How this was seen"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class ChangingTarget(forms.Form):
    value = forms.FloatField(label=_("New value"))
    ground = forms.ChoiceField(label=_("Ground"), choices=Ground, widget=forms.RadioSelect)
    authority = forms.CharField(label=_("Act by which the target is changed"), max_length=300)
    act_date = day_field(_("Day of the act"))
