"""Forms and their blocks as rows of a page, and what a person can do next."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarazy.exchange.forms.form import Form
from tarazy.web.rooms.calendar.queries import Calendar, calendar_of
from tarazy.web.rooms.collection import rules
from tarazy.web.rooms.collection.enums import State
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.collection.queries.forms import Asked
from tarazy.web.rooms.collection.queries.questions import key_of
from tarazy.web.rooms.collection.queries.submissions import accepted_blocks, closing_days, open_returns
from tarazy.web.rooms.people.models import User
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import in_language, long_date

TAG_KINDS: Final[Mapping[str, str]] = {State.RETURNED.value: "bad", State.ACCEPTED.value: "good"}


def state_kind(submission: Submission) -> str:
    """The look of the tag that says the state."""
    return TAG_KINDS.get(submission.state, "")


def day_in_words(day: datetime.date | None) -> str:
    return long_date(day) or "—"


def days_open(submission: Submission, deadline: datetime.date | None, calendar: Calendar | None = None) -> int | None:
    """How many working days are left, below zero once it is late; None where nothing is awaited any longer."""
    if deadline is None or submission.state in (State.CERTIFIED, State.ACCEPTED):
        return None
    found = calendar or calendar_of(submission.campaign.organisation.place)
    return found.working_days_between(timezone.localdate(), deadline)


def open_days(submission: Submission, deadline: datetime.date | None, calendar: Calendar | None = None) -> str:
    """How many working days are left, as written; a dash once it is handed in or where there is no deadline."""
    left = days_open(submission, deadline, calendar)
    if deadline is None or left is None:
        return "—"
    return _("late by %(days)s") % {"days": -left} if timezone.localdate() > deadline else str(left)


@dataclass(frozen=True)
class FormRow:
    """A form with its last day and what is left until then: `left` working days, `days_left` in words."""

    submission: Submission
    answered: int
    last_day: datetime.date | None
    left: int | None
    days_left: str
    kind: str

    @property
    def deadline(self) -> str:
        return day_in_words(self.last_day)


def form_rows(submissions: Iterable[Submission]) -> list[FormRow]:
    rows = list(submissions)
    closing = closing_days({row.campaign_id for row in rows})
    calendar = cache(calendar_of)
    return [
        FormRow(
            row,
            row.answered,  # type: ignore[attr-defined]  # annotated by with_answered
            closing.get(row.campaign_id),
            days_open(row, closing.get(row.campaign_id), calendar(row.campaign.organisation.place)),
            open_days(row, closing.get(row.campaign_id), calendar(row.campaign.organisation.place)),
            state_kind(row),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class BlockRow:
    """A block of a form: how much of it is answered, what was returned, and where it is filled in or read."""

    block: str
    title: str
    answered: int
    count: int
    returned: int
    is_accepted: bool
    href: str
    accept: str

    @property
    def is_complete(self) -> bool:
        return self.answered == self.count and not self.returned


def block_rows(asked: Asked, form: Form, user: User) -> list[BlockRow]:
    submission = asked.submission
    fills = rules.may_fill(user, submission) is True
    returned, accepted = open_returns(submission), accepted_blocks(submission)
    answers = reverse("desk:answers", args=[submission.pk])
    rows = []
    for block in form.blocks:
        stored = [asked.cells.get(key_of(cell.question)) for cell in block.cells]
        may_accept = block.block not in accepted and rules.may_accept_block(user, submission, block.block) is True
        rows.append(
            BlockRow(
                block.block,
                in_language(block.title),
                sum(cell.answer.is_given for cell in block.cells),
                len(block.cells),
                sum(cell is not None and cell.pk in returned for cell in stored),
                block.block in accepted,
                reverse("desk:fill_block", args=[submission.pk, block.block]) if fills else f"{answers}#{block.block}",
                reverse("desk:accept_block", args=[submission.pk, block.block]) if may_accept else "",
            )
        )
    return rows


# What can be done with a form as a whole, the most likely first: rule, words, address.
STEPS: Final[tuple[tuple[Callable[..., object], object, str], ...]] = (
    (rules.may_submit, gettext_lazy("Submit the form"), "submit_form"),
    (rules.may_certify, gettext_lazy("Certify the form"), "certify_form"),
    (rules.may_take_back, gettext_lazy("Take the form back"), "take_form_back"),
    (rules.may_return, gettext_lazy("Return cells for correction"), "return_form"),
)


def next_steps(user: User, submission: Submission) -> list[Link]:
    """The moves that this person may make now."""
    return [
        Link(str(words), reverse(f"desk:{name}", args=[submission.pk]))
        for rule, words, name in STEPS
        if rule(user, submission) is True
    ]
