"""What is asked of whoever writes, replies and answers. What is right and what is not, the acts say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tarazy.web.doors.desk.fields import day_field
from tarazy.web.rooms.conclusions.enums import Stance, Verdict
from tarazy.web.rooms.conclusions.models import Item
from tarazy.web.rooms.followup.models import Recommendation
from tarazy.web.ui.written import language

Choices = Iterable[tuple[str, str]]
MOST_LETTERS = 4000


def text_field(label: Any, help_text: Any = "", *, rows: int = 5, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows}), **more)


class Seen(forms.Form):
    """Carries the edition that the person saw, so that nobody overwrites what they have not seen."""

    use_required_attribute = False

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, edition: int, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"seen": edition, **(initial or {})}, label_suffix="")
        self.end_with_seen()

    def end_with_seen(self) -> None:
        """A mistake of the whole form is named at its first field, which must be one that is seen."""
        self.fields["seen"] = self.fields.pop("seen")


class Beginning(forms.Form):
    language = forms.ChoiceField(
        label=_("In which language you write"),
        help_text=_("The texts that the system prepares are in it, too."),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, initial={"language": language()}, label_suffix="")


class Report(Seen):
    report = text_field(
        _("Report"),
        _("What the body has achieved in this block and what it has not, in words that the body can answer."),
        rows=14,
        max_length=20_000,
    )


class ItemForm(Seen):
    node = forms.ChoiceField(label=_("Part of the block"))
    text = text_field(_("What is found"), rows=6, max_length=MOST_LETTERS)

    def __init__(self, data: Any, edition: int, nodes: Choices, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, edition, initial)
        self.fields["node"].choices = list(nodes)  # type: ignore[attr-defined]


class AdviceForm(ItemForm):
    text = text_field(_("What the body is to do"), max_length=MOST_LETTERS)
    deadline = day_field(_("By when"))


class Notes(Seen):
    """A field an earlier recommendation; empty: nothing is said of it."""

    def __init__(self, data: Any, edition: int, earlier: Iterable[Recommendation], notes: dict[int, str]) -> None:
        super().__init__(data, edition)
        for one in earlier:
            help_text = _("State: %(state)s") % {"state": one.get_state_display()}
            field = text_field(one.text, help_text, rows=3, required=False, max_length=MOST_LETTERS)
            field.initial = notes.get(one.pk, "")
            self.fields[f"note-{one.pk}"] = field
        self.end_with_seen()

    @property
    def notes(self) -> dict[int, str]:
        given = {int(name.removeprefix("note-")): text for name, text in self.cleaned_data.items() if name != "seen"}
        return {id: text.strip() for id, text in given.items() if text.strip()}


class Saying(Seen):
    """What a body says to one item."""

    stance = forms.ChoiceField(label=_("What your organisation says"), choices=Stance, widget=forms.RadioSelect)
    text = text_field(
        _("Why"), _("Needed where you object: what is wrong, and which document shows it."), required=False,
        max_length=MOST_LETTERS,
    )  # fmt: skip


class Answering(forms.Form):
    """Two fields an objection: whether the item stands, and why."""

    use_required_attribute = False

    def __init__(self, data: Any, objected: Iterable[tuple[Item, str]]) -> None:
        super().__init__(data, label_suffix="")
        for item, objection in objected:
            words = {"number": item.position}
            self.fields[f"verdict-{item.pk}"] = forms.ChoiceField(
                label=_("Item %(number)s") % words, help_text=objection, choices=Verdict, widget=forms.RadioSelect
            )
            self.fields[f"reason-{item.pk}"] = text_field(
                _("Reason, item %(number)s") % words, rows=4, max_length=MOST_LETTERS
            )
