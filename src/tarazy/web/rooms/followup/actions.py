from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import LocalText, in_every_language
from tarazy.web.rooms.files.models import Content
from tarazy.web.rooms.followup.enums import Kind, Move, State
from tarazy.web.rooms.followup.life import LIFE, NEED_WORDS
from tarazy.web.rooms.followup.models import DeadlineChange, Document, Recommendation, Reminder, StateChange
from tarazy.web.rooms.followup.queries import answerable, people_of_body
from tarazy.web.rooms.followup.rules import may_move, may_move_deadline, may_open
from tarazy.web.rooms.people.models import Organisation, User
from tarazy.web.rooms.people.rules import is_system, may_remind
from tarazy.web.rooms.post.actions import write_message
from tarazy.web.rooms.post.enums import Delivery
from tarazy.web.rooms.post.enums import Kind as Why
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.written import NO_BREAK_SPACE, long_date

MOST_LETTERS = 4000


@dataclass(frozen=True)
class Given:
    """A kept file with the name under which it was given."""

    file: Content
    file_name: str


@act(rule=may_open, verb="open_recommendation")
def open_recommendation(
    unit: Unit,
    kind: Kind,
    text: str,
    *,
    language: str,
    deadline: datetime.date,
    organisation: Organisation,
    origin: tuple[str, str],
    node: str = "",
    owner: User | None = None,
    by: User,
) -> Recommendation:
    """Tell a body what it should mend, or has to carry out, by when. `origin`: kind and id of what it came from."""
    problems = {} if text.strip() else {"text": gettext_lazy("Say what the body is to do.")}
    if len(text) > MOST_LETTERS:
        problems["text"] = gettext_lazy("The text is too long; say it in 4,000 letters.")
    if deadline < timezone.localdate() and not is_system(by):
        problems["deadline"] = gettext_lazy("This day has passed. Choose a later one.")
    if owner is not None and owner.pk not in {one.pk for one in people_of_body(unit)}:
        problems["owner"] = gettext_lazy("This person holds no post in the body today.")
    if problems:
        raise ValidationError(problems)
    opened = Recommendation.objects.create(
        unit=unit, kind=kind, text=text.strip(), language=language, deadline=deadline, organisation=organisation,
        origin_kind=origin[0], origin_id=origin[1], node=node, owner=owner, opened_at=timezone.now(), opened_by=by,
    )  # fmt: skip
    about(opened, unit=unit.pk)
    _tell(answerable(opened), Why.REQUEST, opened, _given_subject(opened), opened_by=by)
    return opened


@act(rule=may_move, verb="move_recommendation")
def move_recommendation(
    recommendation: Recommendation,
    move: Move,
    *,
    words: str = "",
    language: str,
    documents: Sequence[Given] = (),
    by: User,
) -> StateChange:
    """Take a recommendation one step further, with words and documents."""
    if move in NEED_WORDS and not words.strip():
        raise ValidationError({"words": _why_needed(move)})
    if len(words) > MOST_LETTERS:
        raise ValidationError({"words": gettext_lazy("The text is too long; say it in 4,000 letters.")})
    locked = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    if LIFE.may(State(locked.state), move, rights={LIFE.step(move).right}) is not True:
        raise ValidationError(gettext_lazy("Somebody else was quicker; look at how it stands now."))
    locked.state = LIFE.after(State(locked.state), move)
    locked.save(update_fields=["state"])
    change = StateChange.objects.create(
        recommendation=locked, move=move, state=locked.state, words=words.strip(), language=language,
        moved_at=timezone.now(), moved_by=by,
    )  # fmt: skip
    Document.objects.bulk_create(Document(change=change, file=one.file, file_name=one.file_name) for one in documents)
    about(locked, move=move.value, documents=len(documents))
    recommendation.state = locked.state
    _tell_of(change, by)
    return change


def _why_needed(move: Move) -> object:
    if move == Move.REPORT:
        return gettext_lazy("Say what was done.")
    if move == Move.RETURN:
        return gettext_lazy("Say what is not carried out yet.")
    return gettext_lazy("Say why.")


@act(rule=may_move_deadline, verb="move_recommendation_deadline")
def move_deadline(recommendation: Recommendation, deadline: datetime.date, reason: str, *, by: User) -> DeadlineChange:
    """Give a recommendation another deadline, for a reason; the earlier one stays to be seen."""
    locked = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    problems = {} if reason.strip() else {"reason": gettext_lazy("Say why.")}
    if deadline < timezone.localdate():
        problems["deadline"] = gettext_lazy("This day has passed. Choose a later one.")
    elif deadline == locked.deadline:
        problems["deadline"] = gettext_lazy("This is the deadline already. Choose another day.")
    if problems:
        raise ValidationError(problems)
    change = DeadlineChange.objects.create(
        recommendation=locked, deadline_before=locked.deadline, deadline=deadline, reason=reason.strip(),
        changed_at=timezone.now(), changed_by=by,
    )  # fmt: skip
    locked.deadline = recommendation.deadline = deadline
    locked.save(update_fields=["deadline"])
    about(locked, deadline=str(deadline))
    _tell(answerable(locked), Why.NOTICE, locked, _moved_subject(locked), opened_by=by)
    return change


@act(rule=may_remind, verb="remind_of_recommendation")
def remind(recommendation: Recommendation, days: int, to: User, *, by: User) -> Reminder:
    """Remind somebody of a deadline; it leaves in the day's one letter."""
    subject = _overdue_subject(recommendation) if days < 0 else _due_subject(recommendation)
    _tell([to], Why.REMINDER, recommendation, subject, delivery=Delivery.DIGEST, opened_by=by)
    about(recommendation, days=days)
    return Reminder.objects.create(
        recommendation=recommendation, deadline=recommendation.deadline, days=days, recipient=to,
        reminded_at=timezone.now(),
    )  # fmt: skip


def _tell_of(change: StateChange, by: User) -> None:
    """The other side learns of a move: of the body's who gave it, of the giver's the body."""
    recommendation = change.recommendation
    of_body = change.move in (Move.ACCEPT, Move.DECLINE, Move.REPORT)
    people = [recommendation.opened_by] if of_body else answerable(recommendation)
    subject = in_every_language(
        lambda: _("%(state)s: %(what)s") % {"state": State(change.state).label, "what": _what(recommendation)}
    )
    _tell(people, Why.REQUEST if change.state == State.RETURNED else Why.NOTICE, recommendation, subject, opened_by=by)


def _tell(
    people: Iterable[User],
    why: Why,
    recommendation: Recommendation,
    subject: LocalText,
    *,
    delivery: Delivery = Delivery.AT_ONCE,
    opened_by: User,
) -> None:
    text = in_every_language(lambda: _("%(text)s\n\nDeadline: %(day)s.") % _said(recommendation))
    for person in people:
        if person.pk != opened_by.pk and not is_system(person):
            write_message(
                person, why, subject, text, by=opened_by, link=f"desk/instructions/{recommendation.pk}/",
                concerning=recommendation, delivery=delivery,
            )  # fmt: skip


def _said(recommendation: Recommendation) -> dict[str, str]:
    day = long_date(recommendation.deadline).replace(NO_BREAK_SPACE, " ")  # a subject is plain text
    return {"text": recommendation.text, "day": day, "what": _what(recommendation)}


def _what(recommendation: Recommendation) -> str:
    words = {"unit": recommendation.unit.name, "number": recommendation.pk}
    if recommendation.kind == Kind.INSTRUCTION:
        return _("instruction %(number)s, %(unit)s") % words
    return _("recommendation %(number)s, %(unit)s") % words


def _given_subject(recommendation: Recommendation) -> LocalText:
    return in_every_language(lambda: _("To be carried out by %(day)s: %(what)s") % _said(recommendation))


def _moved_subject(recommendation: Recommendation) -> LocalText:
    return in_every_language(lambda: _("The deadline is now %(day)s: %(what)s") % _said(recommendation))


def _due_subject(recommendation: Recommendation) -> LocalText:
    return in_every_language(lambda: _("Deadline %(day)s: %(what)s") % _said(recommendation))


def _overdue_subject(recommendation: Recommendation) -> LocalText:
    return in_every_language(lambda: _("Overdue since %(day)s: %(what)s") % _said(recommendation))
