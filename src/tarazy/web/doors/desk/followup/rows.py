"""What tables of instructions and the history of one show."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from tarazy.web.rooms.followup.enums import Kind, State
from tarazy.web.rooms.followup.models import Document, Recommendation
from tarazy.web.rooms.followup.queries import deadline_changes_of, state_changes_of
from tarazy.web.rooms.people.models import User
from tarazy.web.ui.parts import Column
from tarazy.web.ui.written import long_date

SHOWN_LETTERS = 120
TAGS = {State.VERIFIED.value: "good", State.RETURNED.value: "bad", State.DECLINED.value: "doubt"}


@dataclass(frozen=True)
class InstructionRow:
    """A line of a list: what, to whom, until when, how far."""

    recommendation: Recommendation

    @property
    def href(self) -> str:
        return reverse("desk:instruction", args=[self.recommendation.pk])

    @property
    def title(self) -> str:
        return Truncator(self.recommendation.text).chars(SHOWN_LETTERS)

    @property
    def tag(self) -> str:
        return TAGS.get(self.recommendation.state, "")


def instruction_columns() -> list[Column]:
    return [Column(_("What is to be done"), row_head=True), Column(_("Body")), Column(_("Given by")),
            Column(_("Deadline")), Column(_("State"))]  # fmt: skip


def name_of(recommendation: Recommendation) -> str:
    if recommendation.kind == Kind.INSTRUCTION:
        return _("Instruction %(number)s") % {"number": recommendation.pk}
    return _("Recommendation %(number)s") % {"number": recommendation.pk}


@dataclass(frozen=True)
class Event:
    """Something that happened to a recommendation."""

    at: datetime.datetime
    who: User
    what: str
    words: str = ""
    documents: Sequence[Document] = field(default=())


def history_of(recommendation: Recommendation) -> list[Event]:
    """Everything that happened, the latest first."""
    opened = Event(recommendation.opened_at, recommendation.opened_by, _("given"))
    moves = [
        Event(one.moved_at, one.moved_by, str(State(one.state).label), one.words, list(one.documents.all()))
        for one in state_changes_of(recommendation)
    ]
    moved = [
        Event(
            one.changed_at,
            one.changed_by,
            _("deadline moved from %(before)s to %(after)s")
            % {"before": long_date(one.deadline_before), "after": long_date(one.deadline)},
            one.reason,
        )
        for one in deadline_changes_of(recommendation)
    ]
    return sorted([opened, *moves, *moved], key=lambda event: event.at, reverse=True)
