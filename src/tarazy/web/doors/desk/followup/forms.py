"""What is asked of who gives an instruction and of who carries it out. What is right, the acts say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tarazy.web.doors.desk.fields import day_field
from tarazy.web.doors.desk.given_documents import file_field
from tarazy.web.rooms.followup.enums import Kind, Move
from tarazy.web.rooms.followup.life import NEED_WORDS
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.units.models import Unit


class ChoosingBody(forms.Form):
    unit = forms.ChoiceField(label=lazy("Which body"))

    def __init__(self, data: Any, units: Iterable[Unit]) -> None:
        super().__init__(data)
        self.fields["unit"].choices = [(one.pk, str(one.name)) for one in units]  # type: ignore[attr-defined]


class Giving(forms.Form):
    """An instruction or a recommendation. `organisation` is asked where somebody gives in the name of several."""

    kind = forms.ChoiceField(
        label=lazy("Kind"),
        help_text=lazy("An instruction has to be carried out; a recommendation may be declined."),
        choices=Kind,
        widget=forms.RadioSelect,
        initial=Kind.INSTRUCTION,
    )
    organisation = forms.ChoiceField(label=lazy("In the name of"), widget=forms.RadioSelect)
    text = forms.CharField(label=lazy("What the body is to do"), widget=forms.Textarea(attrs={"rows": 6}))
    deadline = day_field(lazy("Deadline"), lazy("The last day; it counts."))
    owner = forms.ChoiceField(label=lazy("Who in the body answers for it"), required=False)

    def __init__(self, data: Any, organisations: Sequence[Organisation], people: Sequence[User], text: str) -> None:
        super().__init__(data, initial={"text": text, "organisation": organisations[0].pk})
        if len(organisations) == 1:
            del self.fields["organisation"]
        else:
            choices = [(one.pk, str(one.name)) for one in organisations]
            self.fields["organisation"].choices = choices  # type: ignore[attr-defined]
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", _("the head of the body")), *((str(one.pk), str(one)) for one in people)
        ]  # fmt: skip


class Moving(forms.Form):
    """Words and a document to a move; where the move needs no words they may be left out."""

    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}))
    file = file_field(lazy("Document"))

    LABELS = {
        Move.ACCEPT: lazy("What is to be said with it"),
        Move.DECLINE: lazy("Why it is declined"),
        Move.REPORT: lazy("What was done"),
        Move.VERIFY: lazy("What was looked at"),
        Move.RETURN: lazy("What is not carried out yet"),
        Move.WITHDRAW: lazy("Why it is withdrawn"),
    }

    def __init__(self, data: Any, files: Any, move: Move) -> None:
        super().__init__(data, files)
        self.fields["words"].label = self.LABELS[move]
        self.fields["words"].required = move in NEED_WORDS
        if move not in (Move.REPORT, Move.DECLINE, Move.RETURN):
            del self.fields["file"]


class MovingDeadline(forms.Form):
    deadline = day_field(lazy("New deadline"), lazy("The last day; it counts."))
    reason = forms.CharField(label=lazy("Reason"), widget=forms.Textarea(attrs={"rows": 4}))
